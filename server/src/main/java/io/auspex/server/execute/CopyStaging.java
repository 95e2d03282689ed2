package io.auspex.server.execute;

import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.token.SqlText;
import io.auspex.language.type.SqlType;
import io.auspex.server.session.SessionContext;
import io.auspex.server.storage.CopyColumn;
import io.auspex.server.storage.CopyRows;
import io.auspex.server.storage.LoadError;
import io.auspex.server.storage.ObjectStore.StoredObject;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import io.auspex.warehouse.WarehouseSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A temporary table with the text of some files, a column c0, c1, ... for each column to load, then the number of the file
 * and the line.
 */
final class CopyStaging {
    private static final QualifiedName NAME = QualifiedName.of("auspex_copy_staging");

    private final WarehouseSession warehouse;
    private final List<CopyColumn> columns;
    private final List<StoredObject> objects;

    private CopyStaging(WarehouseSession warehouse, List<CopyColumn> columns, List<StoredObject> objects) {
        this.warehouse = warehouse;
        this.columns = columns;
        this.objects = objects;
    }

    static CopyStaging create(SessionContext session, List<CopyColumn> columns, List<StoredObject> objects) {
        StringBuilder definition = new StringBuilder("CREATE TEMPORARY TABLE " + NAME + " (");
        for (int i = 0; i < columns.size(); i++) {
            definition.append('c').append(i).append(" VARCHAR, ");
        }
        definition.append("file_number BIGINT, line_number BIGINT)");
        session.warehouse().execute(definition.toString());
        return new CopyStaging(session.warehouse(), columns, objects);
    }

    void append(CopyRows rows) {
        warehouse.append(NAME, rows);
    }

    /**
     * Looks for text that the engine cannot cast to its column's type, and leaves such rows out.
     *
     * @param discardDates whether such dates and times become NULL instead
     * @param bearable so many rows may be left out; with more the load fails
     * @return how many rows were left out
     */
    long requireValidValues(boolean discardDates, long bearable) {
        List<Integer> checked = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Optional<String> type = castType(columns.get(i).type());
            if (type.isEmpty()) {
                continue;
            }
            if (discardDates && isTemporal(columns.get(i).type())) {
                warehouse.execute("UPDATE " + NAME + " SET c" + i + " = NULL WHERE " + invalid(i, type.get()));
            } else {
                checked.add(i);
            }
        }
        if (checked.isEmpty()) {
            return 0;
        }
        if (bearable == 0) {
            requireValid(checked);
            return 0;
        }
        String any = anyInvalid(checked);
        long invalid = count(any);
        if (invalid > bearable) {
            requireValid(checked);
        }
        warehouse.execute("DELETE FROM " + NAME + " WHERE " + any);
        return invalid;
    }

    private long count(String condition) {
        String sql = "SELECT count(*) FROM " + NAME + " WHERE " + condition;
        try (PreparedQuery query = warehouse.prepare(sql, List.of());
                RowStream rows = ((PreparedQuery.Outcome.Rows) query.execute(List.of())).stream()) {
            return rows.next().longAt(0, 0);
        }
    }

    private String anyInvalid(List<Integer> checked) {
        return checked.stream().map(this::condition).collect(Collectors.joining(" OR "));
    }

    private static String invalid(int column, String type) {
        return "(c" + column + " IS NOT NULL AND TRY_CAST(c" + column + " AS " + type + ") IS NULL)";
    }

    private void requireValid(List<Integer> checked) {
        String which = checked.stream()
                .map(i -> "WHEN " + condition(i) + " THEN " + i)
                .collect(Collectors.joining(" ", "CASE ", " END"));
        String value = checked.stream()
                .map(i -> "WHEN " + condition(i) + " THEN c" + i)
                .collect(Collectors.joining(" ", "CASE ", " END"));
        String any = anyInvalid(checked);
        String sql = "SELECT file_number, line_number, CAST(" + which + " AS BIGINT), " + value + " FROM " + NAME
                + " WHERE " + any + " ORDER BY file_number, line_number LIMIT 1";
        try (PreparedQuery query = warehouse.prepare(sql, List.of());
                RowStream rows = ((PreparedQuery.Outcome.Rows) query.execute(List.of())).stream()) {
            RowBatch batch = rows.next();
            if (batch != null && batch.rows() > 0) {
                CopyColumn column = columns.get((int) batch.longAt(2, 0));
                throw LoadError.ofValue(
                        isTemporal(column.type())
                                ? SqlState.INVALID_DATETIME_FORMAT
                                : SqlState.INVALID_TEXT_REPRESENTATION,
                        objects.get((int) batch.longAt(0, 0)).location(),
                        batch.longAt(1, 0),
                        column.name(),
                        batch.textAt(3, 0),
                        "invalid input for type " + column.type());
            }
        }
    }

    private String condition(int column) {
        return invalid(column, castType(columns.get(column).type()).orElseThrow());
    }

    void moveInto(QualifiedName table) {
        String names = columns.stream()
                .map(column -> SqlText.quoteIdentifier(column.name()))
                .collect(Collectors.joining(", "));
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            String text = "c" + i;
            Optional<String> type = castType(columns.get(i).type());
            values.append(i == 0 ? "" : ", ")
                    .append(type.map(name -> "CAST(" + text + " AS " + name + ")")
                            .orElse(text));
        }
        // In the order of the files: what is read back without ORDER BY looks as it did there.
        warehouse.execute("INSERT INTO " + table.quoted() + " (" + names + ") SELECT " + values + " FROM " + NAME);
    }

    void drop() {
        warehouse.execute("DROP TABLE " + NAME);
    }

    private static boolean isTemporal(SqlType type) {
        return switch (type.kind()) {
            case DATE, TIME, TIMETZ, TIMESTAMP, TIMESTAMPTZ -> true;
            default -> false;
        };
    }

    /** The type's name where text has to be checked before it is cast; text goes as it is. */
    private static Optional<String> castType(SqlType type) {
        return switch (type.kind()) {
            case BOOLEAN -> Optional.of("BOOLEAN");
            case SMALLINT -> Optional.of("SMALLINT");
            case INTEGER -> Optional.of("INTEGER");
            case BIGINT -> Optional.of("BIGINT");
            case REAL -> Optional.of("REAL");
            case DOUBLE -> Optional.of("DOUBLE");
            case DECIMAL ->
                Optional.of(
                        type.precision() > 0
                                ? "DECIMAL(" + type.precision() + ", " + Math.max(0, type.scale()) + ")"
                                : "DECIMAL(18, 0)");
            case DATE -> Optional.of("DATE");
            case TIME -> Optional.of("TIME");
            case TIMETZ -> Optional.of("TIME WITH TIME ZONE");
            case TIMESTAMP -> Optional.of("TIMESTAMP");
            case TIMESTAMPTZ -> Optional.of("TIMESTAMP WITH TIME ZONE");
            case SUPER -> Optional.of("JSON");
            case CHAR, VARCHAR, INTERVAL, VARBYTE, UUID, ARRAY, UNKNOWN -> Optional.empty();
        };
    }
}
