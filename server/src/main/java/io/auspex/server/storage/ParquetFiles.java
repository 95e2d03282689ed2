package io.auspex.server.storage;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.token.SqlText;
import io.auspex.server.object.ObjectStore;
import io.auspex.server.object.StoredObject;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import io.auspex.warehouse.ScratchWarehouse;
import io.auspex.warehouse.Warehouse;
import io.auspex.warehouse.WarehouseSession;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Parquet, read and written by an engine that has nothing else to do: an empty database beside the users' one, which may
 * reach the files of its own folder and nothing else, and never sees a word that a user wrote. Made when it is first needed
 * and gone, with all files of its folder, when it is closed. One thread.
 */
public final class ParquetFiles implements Closeable {
    /** Rows that wait to be written, of all files together. */
    private static final int WAITING_ROWS = 20_000;

    private final Warehouse warehouse;
    private final Path temporaryFolder;
    private Path folder;
    private ScratchWarehouse scratch;
    private WarehouseSession session;
    private int files;

    /** @param temporaryFolder in which a folder is made */
    public ParquetFiles(Warehouse warehouse, Path temporaryFolder) {
        this.warehouse = warehouse;
        this.temporaryFolder = temporaryFolder;
    }

    private WarehouseSession session() throws IOException {
        if (session == null) {
            Files.createDirectories(temporaryFolder);
            folder = Files.createTempDirectory(temporaryFolder.toRealPath(), "parquet-");
            scratch = warehouse.scratch(folder);
            session = scratch.openSession();
        }
        return session;
    }

    /**
     * The rows of an object, its columns in their order.
     *
     * @param store where it lies
     * @param columns that it must have
     * @throws IOException if it is no Parquet file, or has another number of columns
     */
    RecordReader read(StoredObject object, ObjectStore store, int columns) throws IOException {
        WarehouseSession engine = session();
        // Under a name of ours: the engine takes some characters of a name for wildcards.
        Path linked = folder.resolve("read-" + files++ + ".parquet");
        store.fetch(object, linked);
        PreparedQuery query = null;
        try {
            query = engine.prepare("SELECT * FROM read_parquet(" + literal(linked) + ")", List.of());
            if (query.columns().size() != columns) {
                throw new IOException(
                        "the file has " + query.columns().size() + " columns where " + columns + " are loaded");
            }
            RowStream rows = ((PreparedQuery.Outcome.Rows) query.execute(List.of())).stream();
            return new ParquetRecords(query, rows, linked);
        } catch (SqlException e) {
            if (query != null) {
                query.close();
            }
            Files.deleteIfExists(linked);
            throw new IOException("not a Parquet file that can be read", e);
        } catch (IOException e) {
            query.close();
            Files.deleteIfExists(linked);
            throw e;
        }
    }

    private static String literal(Path file) {
        return SqlText.quoteLiteral(file.toString());
    }

    private static final class ParquetRecords implements RecordReader {
        private final PreparedQuery query;
        private final RowStream rows;
        private final Path file;
        private final ValueText text = new ValueText("UTC");
        private RowBatch batch;
        private int next;
        private long number;

        ParquetRecords(PreparedQuery query, RowStream rows, Path file) {
            this.query = query;
            this.rows = rows;
            this.file = file;
        }

        @Override
        public TextRecord next() throws IOException {
            try {
                while (batch == null || next == batch.rows()) {
                    batch = rows.next();
                    next = 0;
                    if (batch == null) {
                        return null;
                    }
                }
                String[] fields = text.row(batch, rows.columns(), next);
                next++;
                number++;
                return new TextRecord(number, fields);
            } catch (SqlException e) {
                if (e.state() == SqlState.QUERY_CANCELED) {
                    throw e;
                }
                throw new IOException("not a Parquet file that can be read", e);
            }
        }

        @Override
        public void close() throws IOException {
            rows.close();
            query.close();
            Files.deleteIfExists(file);
        }
    }

    /** Begins a file, which is there when the {@link Draft} is finished. */
    Draft write(Path file, List<ResultColumn> columns) throws IOException {
        QualifiedName table = QualifiedName.of("public", "part_" + files++);
        StringBuilder definition = new StringBuilder("CREATE TABLE " + table + " (");
        for (int i = 0; i < columns.size(); i++) {
            definition.append(i == 0 ? "" : ", ").append('c').append(i).append(" VARCHAR");
        }
        session().execute(definition + ")");
        return new Draft(table, file, columns);
    }

    /** A file that is being written: rows gather as text in a table, which the engine casts and writes at the end. */
    final class Draft {
        private final QualifiedName table;
        private final Path file;
        private final List<ResultColumn> columns;
        private List<Object[]> waiting = new ArrayList<>();

        Draft(QualifiedName table, Path file, List<ResultColumn> columns) {
            this.table = table;
            this.file = file;
            this.columns = columns;
        }

        /** @param values the text of each column, or null */
        void add(Object[] values) {
            waiting.add(values);
            if (waiting.size() == WAITING_ROWS) {
                flush();
            }
        }

        private void flush() {
            session.append(table, waiting.iterator());
            waiting = new ArrayList<>();
        }

        void finish() throws IOException {
            flush();
            StringBuilder select = new StringBuilder("SELECT ");
            for (int i = 0; i < columns.size(); i++) {
                String value = "c" + i;
                select.append(i == 0 ? "" : ", ")
                        .append(EngineCast.of(columns.get(i).type())
                                .map(type -> "CAST(" + value + " AS " + type + ")")
                                .orElse(value))
                        .append(" AS ")
                        .append(SqlText.quoteIdentifier(columns.get(i).name()));
            }
            Path made = folder.resolve("write-" + files++ + ".parquet");
            scratch.writeParquet(select + " FROM " + table, made);
            session.execute("DROP TABLE " + table);
            Files.move(made, file);
        }
    }

    @Override
    public void close() throws IOException {
        if (folder != null) {
            try {
                if (session != null) {
                    session.close();
                }
                if (scratch != null) {
                    scratch.close();
                }
            } finally {
                FileTree.delete(folder);
            }
        }
    }
}
