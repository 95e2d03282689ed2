package io.auspex.server.execute;

import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.token.SqlText;
import io.auspex.language.type.SqlType;
import io.auspex.server.session.SessionContext;
import io.auspex.server.storage.CopyColumn;
import io.auspex.server.storage.CopyRows;
import io.auspex.server.storage.CopySource;
import io.auspex.server.storage.EngineCast;
import io.auspex.server.storage.LoadError;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import io.auspex.warehouse.WarehouseSession;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A temporary table with the text of a portion of some files, a column c0, c1, ... for each column to load, then the number of the file
 * and the line.
 */
final class CopyStaging {
    /** So many rows are held as text at a time, whatever the size of the files. */
    private static final int PORTION_ROWS = 200_000;

    private static final QualifiedName NAME = QualifiedName.of("auspex_copy_staging");

    private final WarehouseSession warehouse;
    private final List<CopyColumn> columns;
    private final List<CopySource> sources;
    private final char delimiter;

    private CopyStaging(
            WarehouseSession warehouse, List<CopyColumn> columns, List<CopySource> sources, char delimiter) {
        this.warehouse = warehouse;
        this.columns = columns;
        this.sources = sources;
        this.delimiter = delimiter;
    }

    /** @param delimiter what stands between the fields of a record where an error shows it */
    static CopyStaging create(
            SessionContext session, List<CopyColumn> columns, List<CopySource> sources, char delimiter) {
        CopyStaging staging = new CopyStaging(session.warehouse(), columns, sources, delimiter);
        staging.create();
        return staging;
    }

    private void create() {
        StringBuilder definition = new StringBuilder("CREATE TEMPORARY TABLE " + NAME + " (");
        for (int i = 0; i < columns.size(); i++) {
            definition.append('c').append(i).append(" VARCHAR, ");
        }
        warehouse.execute(definition + "file_number BIGINT, line_number BIGINT)");
    }

    /** Takes the next portion; false where there is nothing left. */
    boolean append(CopyRows rows) {
        Iterator<Object[]> portion = new Iterator<>() {
            private int taken;

            @Override
            public boolean hasNext() {
                return taken < PORTION_ROWS && rows.hasNext();
            }

            @Override
            public Object[] next() {
                taken++;
                return rows.next();
            }
        };
        return warehouse.append(NAME, portion) > 0;
    }

    /** Makes room for the next portion. */
    void empty() {
        drop();
        create();
    }

    /**
     * Looks for text that the engine cannot cast to its column's type, and leaves such rows out.
     *
     * @param discardDates whether such dates and times become NULL instead
     * @param bearable so many rows may be left out; with more the load fails
     * @param log gets an error for each such row, up to as many as are bearable, or for the first of too many
     * @return how many rows were left out
     */
    long requireValidValues(boolean discardDates, long bearable, Consumer<LoadError> log) {
        List<Integer> checked = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Optional<String> type = EngineCast.of(columns.get(i).type());
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
        List<LoadError> errors = invalidRows(checked, bearable + 1);
        if (errors.size() > bearable) {
            log.accept(errors.get(0));
            throw errors.get(0).exception();
        }
        errors.forEach(log);
        if (!errors.isEmpty()) {
            warehouse.execute("DELETE FROM " + NAME + " WHERE " + anyInvalid(checked));
        }
        return errors.size();
    }

    private String anyInvalid(List<Integer> checked) {
        return checked.stream().map(this::condition).collect(Collectors.joining(" OR "));
    }

    private static String invalid(int column, String type) {
        return "(c" + column + " IS NOT NULL AND TRY_CAST(c" + column + " AS " + type + ") IS NULL)";
    }

    private List<LoadError> invalidRows(List<Integer> checked, long most) {
        String which = checked.stream()
                .map(i -> "WHEN " + condition(i) + " THEN " + i)
                .collect(Collectors.joining(" ", "CASE ", " END"));
        String value = checked.stream()
                .map(i -> "WHEN " + condition(i) + " THEN c" + i)
                .collect(Collectors.joining(" ", "CASE ", " END"));
        String record = IntStream.range(0, columns.size())
                .mapToObj(i -> "coalesce(c" + i + ", '')")
                .collect(Collectors.joining(
                        ", ", "concat_ws(" + SqlText.quoteLiteral(String.valueOf(delimiter)) + ", ", ")"));
        String sql = "SELECT file_number, line_number, CAST(" + which + " AS BIGINT), " + value + ", " + record
                + " FROM " + NAME
                + " WHERE " + anyInvalid(checked) + " ORDER BY file_number, line_number LIMIT " + most;
        List<LoadError> errors = new ArrayList<>();
        try (PreparedQuery query = warehouse.prepare(sql, List.of());
                RowStream rows = ((PreparedQuery.Outcome.Rows) query.execute(List.of())).stream()) {
            for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
                for (int row = 0; row < batch.rows(); row++) {
                    errors.add(invalidValue(batch, row));
                }
            }
        }
        return errors;
    }

    private LoadError invalidValue(RowBatch batch, int row) {
        CopyColumn column = columns.get((int) batch.longAt(2, row));
        return LoadError.ofValue(
                isTemporal(column.type()) ? SqlState.INVALID_DATETIME_FORMAT : SqlState.INVALID_TEXT_REPRESENTATION,
                sources.get((int) batch.longAt(0, row)).location(),
                batch.longAt(1, row),
                column,
                batch.textAt(3, row),
                "invalid input for type " + column.type(),
                batch.textAt(4, row));
    }

    private String condition(int column) {
        return invalid(column, EngineCast.of(columns.get(column).type()).orElseThrow());
    }

    void moveInto(QualifiedName table) {
        String names = columns.stream()
                .map(column -> SqlText.quoteIdentifier(column.name()))
                .collect(Collectors.joining(", "));
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            String text = "c" + i;
            Optional<String> type = EngineCast.of(columns.get(i).type());
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
}
