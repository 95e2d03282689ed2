package io.auspex.warehouse.duckdb;

import io.auspex.language.type.SqlType;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import io.auspex.warehouse.WarehouseSession;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads results the way a front door does, into one text a row with {@code |} between the columns. */
final class Rows {
    private Rows() {}

    static List<String> of(WarehouseSession session, String sql, Object... parameters) {
        try (PreparedQuery query = session.prepare(sql, List.of())) {
            return of(query, parameters);
        }
    }

    static List<String> of(PreparedQuery query, Object... parameters) {
        try (RowStream stream = ((PreparedQuery.Outcome.Rows) query.execute(Arrays.asList(parameters))).stream()) {
            List<String> rows = new ArrayList<>();
            List<ResultColumn> columns = stream.columns();
            for (RowBatch batch = stream.next(); batch != null; batch = stream.next()) {
                for (int row = 0; row < batch.rows(); row++) {
                    StringBuilder line = new StringBuilder();
                    for (int column = 0; column < columns.size(); column++) {
                        line.append(column == 0 ? "" : "|")
                                .append(value(
                                        batch, column, row, columns.get(column).type()));
                    }
                    rows.add(line.toString());
                }
            }
            return rows;
        }
    }

    static String value(RowBatch batch, int column, int row, SqlType type) {
        if (batch.isNull(column, row)) {
            return "NULL";
        }
        return switch (type.kind()) {
            case BOOLEAN -> Boolean.toString(batch.booleanAt(column, row));
            case SMALLINT, INTEGER, BIGINT -> Long.toString(batch.longAt(column, row));
            case REAL -> Float.toString((float) batch.doubleAt(column, row));
            case DOUBLE -> Double.toString(batch.doubleAt(column, row));
            case DECIMAL -> batch.decimalAt(column, row).toPlainString();
            case DATE -> LocalDate.ofEpochDay(batch.longAt(column, row)).toString();
            case TIME ->
                LocalTime.MIDNIGHT
                        .plus(batch.longAt(column, row), ChronoUnit.MICROS)
                        .toString();
            case TIMESTAMP -> timestamp(batch.longAt(column, row)).toString();
            case TIMESTAMPTZ -> timestamp(batch.longAt(column, row)) + "Z";
            default -> batch.textAt(column, row);
        };
    }

    private static LocalDateTime timestamp(long micros) {
        return LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus(micros, ChronoUnit.MICROS);
    }
}
