package io.auspex.server;

import io.auspex.language.error.SqlException;
import io.auspex.language.token.StatementSplitter;
import io.auspex.language.type.SqlType;
import io.auspex.server.admission.AdmissionSettings;
import io.auspex.server.audit.AuditSettings;
import io.auspex.server.session.Notice;
import io.auspex.server.session.PreparedStatement;
import io.auspex.server.session.Result;
import io.auspex.server.session.Session;
import io.auspex.server.session.SessionListener;
import io.auspex.server.training.WorkerSettings;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import io.auspex.warehouse.Warehouse;
import io.auspex.warehouse.duckdb.DuckDbSettings;
import io.auspex.warehouse.duckdb.DuckDbWarehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A whole server on a folder: real engine, real worker processes. */
final class TestServer implements AutoCloseable {
    static final Path DATA = Path.of("..", "data");

    private final Path folder;
    private final List<String> workerCommand;
    private final AdmissionSettings admission;
    private Warehouse warehouse;
    private AuspexServer server;

    private TestServer(Path folder, List<String> workerCommand, AdmissionSettings admission) {
        this.admission = admission;
        this.folder = folder;
        this.workerCommand = workerCommand;
    }

    static List<String> realWorker() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-cp", System.getProperty("java.class.path"));
    }

    static TestServer start(Path folder) {
        return start(folder, realWorker());
    }

    static TestServer start(Path folder, List<String> workerCommand) {
        return start(folder, workerCommand, AdmissionSettings.ofCores(2));
    }

    static TestServer start(Path folder, List<String> workerCommand, AdmissionSettings admission) {
        TestServer test = new TestServer(folder, workerCommand, admission);
        test.open();
        return test;
    }

    private void open() {
        warehouse = DuckDbWarehouse.open(
                folder.resolve("dev.duckdb"), new DuckDbSettings("1GB", 2, folder.resolve("temp")));
        ServerSettings settings = new ServerSettings(
                folder,
                new WorkerSettings(workerCommand, 2_048, 2, 1, 3, Duration.ofSeconds(60)),
                20,
                admission,
                AuditSettings.of(folder.resolve("audit")),
                Optional.empty(),
                Optional.empty());
        server = AuspexServer.start(settings, warehouse);
    }

    AuspexServer server() {
        return server;
    }

    Warehouse warehouse() {
        return warehouse;
    }

    Path folder() {
        return folder;
    }

    void restart() {
        close();
        open();
    }

    Client connect() {
        return connect(Map.of());
    }

    Client connect(Map<String, String> startupParameters) {
        return new Client(server, AuspexServer.SUPERUSER, startupParameters);
    }

    /** As another user, who needs no password here: front doors ask for it. */
    Client connectAs(String user) {
        return new Client(server, user, Map.of());
    }

    /** Puts a file of the project's data into the object store. */
    void putData(String file, String bucketAndKey) throws IOException {
        put(Files.readString(DATA.resolve(file)), bucketAndKey);
    }

    void put(String content, String bucketAndKey) throws IOException {
        put(content.getBytes(java.nio.charset.StandardCharsets.UTF_8), bucketAndKey);
    }

    void put(byte[] content, String bucketAndKey) throws IOException {
        Path file = folder.resolve("s3").resolve(bucketAndKey);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    /** What is in the folder of training jobs. */
    List<String> jobFolders() throws IOException {
        try (var entries = Files.list(folder.resolve("jobs"))) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public void close() {
        server.close();
        warehouse.close();
    }

    /** One session, driven as a front door drives it. */
    static final class Client implements AutoCloseable, SessionListener {
        private final Session session;
        private final List<Notice> notices = new ArrayList<>();
        private final Map<String, String> changed = new HashMap<>();

        Client(AuspexServer server, String user, Map<String, String> startupParameters) {
            session = server.openSession(user, startupParameters, this);
        }

        Session session() {
            return session;
        }

        @Override
        public void notice(Notice notice) {
            notices.add(notice);
        }

        @Override
        public void parameterChanged(String name, String value) {
            changed.put(name, value);
        }

        List<String> notices() {
            return notices.stream().map(Notice::message).toList();
        }

        Map<String, String> changedParameters() {
            return changed;
        }

        /** Command tag of a statement; rows are read and dropped. */
        String run(String sql, Object... parameters) {
            try (PreparedStatement statement = session.prepare(sql, List.of())) {
                Result result = session.execute(statement, List.of(parameters));
                if (result instanceof Result.Rows rows) {
                    return rows.commandTag() + " " + read(rows.stream()).size();
                }
                return result instanceof Result.Completed completed ? completed.commandTag() : "";
            }
        }

        /** The statements of one message, in the implicit transaction that a front door opens around them. */
        void runScript(String script) {
            session.beginImplicitTransaction();
            boolean succeeded = false;
            try {
                for (StatementSplitter.Part part : session.split(script)) {
                    run(part.text());
                }
                succeeded = true;
            } finally {
                session.endImplicitTransaction(succeeded);
            }
        }

        List<List<String>> query(String sql, Object... parameters) {
            try (PreparedStatement statement = session.prepare(sql, List.of())) {
                Result result = session.execute(statement, List.of(parameters));
                return read(((Result.Rows) result).stream());
            }
        }

        /** The only value of the only row. */
        String value(String sql, Object... parameters) {
            List<List<String>> rows = query(sql, parameters);
            if (rows.size() != 1 || rows.get(0).size() != 1) {
                throw new AssertionError("Not one value: " + rows);
            }
            return rows.get(0).get(0);
        }

        List<String> columnNames(String sql) {
            try (PreparedStatement statement = session.prepare(sql, List.of())) {
                return statement.columns().stream().map(column -> column.name()).toList();
            }
        }

        /** Keys and values of SHOW MODEL; of repeated keys the first value. */
        Map<String, String> showModel(String name) {
            Map<String, String> shown = new HashMap<>();
            query("SHOW MODEL " + name).forEach(row -> shown.putIfAbsent(row.get(0), row.get(1)));
            return shown;
        }

        private List<List<String>> read(RowStream stream) {
            List<List<String>> rows = new ArrayList<>();
            try (stream) {
                for (RowBatch batch = stream.next(); batch != null; batch = stream.next()) {
                    for (int row = 0; row < batch.rows(); row++) {
                        List<String> values = new ArrayList<>();
                        for (int column = 0; column < stream.columns().size(); column++) {
                            SqlType type = stream.columns().get(column).type();
                            values.add(batch.isNull(column, row) ? null : text(batch, type, column, row));
                        }
                        rows.add(values);
                    }
                }
            } catch (SqlException e) {
                session.transactionFailed(e);
                throw e;
            }
            return rows;
        }

        private static String text(RowBatch batch, SqlType type, int column, int row) {
            return switch (type.kind()) {
                case BOOLEAN -> Boolean.toString(batch.booleanAt(column, row));
                case SMALLINT, INTEGER, BIGINT, DATE, TIME, TIMESTAMP, TIMESTAMPTZ ->
                    Long.toString(batch.longAt(column, row));
                case REAL, DOUBLE -> Double.toString(batch.doubleAt(column, row));
                case DECIMAL -> batch.decimalAt(column, row).toPlainString();
                default -> batch.textAt(column, row);
            };
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
