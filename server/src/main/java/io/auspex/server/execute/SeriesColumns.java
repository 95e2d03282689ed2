package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.SqlText;
import io.auspex.language.type.SqlType;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import io.auspex.server.prediction.ColumnTypes;
import io.auspex.warehouse.ResultColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The columns of a forecast's training query, checked: one VARCHAR that names the series, one date or time, a target of whole or
 * floating numbers, and related series of the same types. What a column is follows from its type,
 * not from its place.
 */
final class SeriesColumns {
    private static final int LEAST_COLUMNS = 3;

    private SeriesColumns() {}

    /** @param target position of the target among them */
    static List<Field> check(List<ResultColumn> columns, int target) {
        if (columns.size() < LEAST_COLUMNS) {
            throw new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE,
                            "The training data have " + columns.size()
                                    + " columns; a forecast needs a series, a time and a target")
                    .withHint("Write FROM (SELECT series, time, target FROM ...); where there is one series only,"
                            + " 'name'::varchar AS series.");
        }
        List<Field> fields = new ArrayList<>();
        Optional<ResultColumn> id = Optional.empty();
        Optional<ResultColumn> time = Optional.empty();
        for (int i = 0; i < columns.size(); i++) {
            ResultColumn column = columns.get(i);
            Optional<ColumnType> type = ColumnTypes.of(column.type());
            boolean number = type.filter(SeriesColumns::isNumber).isPresent();
            if (i == target && !number) {
                throw mismatch(column, "Target column", "which the target of a forecast cannot have");
            }
            if (i != target && type.filter(ColumnType::isText).isPresent()) {
                requireOnly(id, column, "names of series", "VARCHAR");
                id = Optional.of(column);
            } else if (i != target && type.filter(SeriesColumns::isMoment).isPresent()) {
                requireOnly(time, column, "times", "DATE or TIMESTAMP");
                time = Optional.of(column);
            } else if (!number) {
                throw mismatch(column, "Column", "which a related series cannot have");
            }
            fields.add(new Field(column.name(), type.orElseThrow()));
        }
        if (id.isEmpty()) {
            throw missing(
                    "VARCHAR column that names the series",
                    "Cast the key of the series, or name the only one: CAST(key AS VARCHAR) AS series, 'all'::varchar AS"
                            + " series.");
        }
        if (time.isEmpty()) {
            throw missing("DATE or TIMESTAMP column", "Cast it: CAST(day AS TIMESTAMP) AS day.");
        }
        return fields;
    }

    private static boolean isNumber(ColumnType type) {
        return type.isInteger() || type == ColumnType.REAL || type == ColumnType.DOUBLE;
    }

    private static boolean isMoment(ColumnType type) {
        return type == ColumnType.DATE || type == ColumnType.TIMESTAMP || type == ColumnType.TIMESTAMPTZ;
    }

    private static void requireOnly(Optional<ResultColumn> earlier, ResultColumn column, String what, String type) {
        if (earlier.isPresent()) {
            throw new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE,
                            "The training data have two columns of " + what + ", \""
                                    + earlier.get().name() + "\" and \"" + column.name() + "\"")
                    .withHint("A forecast takes exactly one " + type + " column; leave the other out.");
        }
    }

    private static SqlException missing(String what, String hint) {
        return new SqlException(SqlState.INVALID_PARAMETER_VALUE, "The training data have no " + what).withHint(hint);
    }

    private static SqlException mismatch(ResultColumn column, String role, String why) {
        String name = SqlText.quoteIdentifier(column.name());
        boolean castable =
                column.type().kind() == SqlType.Kind.DECIMAL || column.type().kind() == SqlType.Kind.VARCHAR;
        return new SqlException(
                        SqlState.DATATYPE_MISMATCH,
                        role + " \"" + column.name() + "\" has type " + column.type() + ", " + why)
                .withHint(
                        castable
                                ? "Cast it in the training query: CAST(" + name + " AS DOUBLE PRECISION) AS " + name
                                        + "."
                                : "It takes whole or floating numbers; convert it in the training query.");
    }
}
