package io.auspex.warehouse.duckdb;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.SqlText;
import io.auspex.warehouse.ModelFunction;
import io.auspex.warehouse.ScratchWarehouse;
import io.auspex.warehouse.Warehouse;
import io.auspex.warehouse.WarehouseInfo;
import io.auspex.warehouse.WarehouseMemory;
import io.auspex.warehouse.WarehouseSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.duckdb.RawFunction;

/**
 * A database file, opened by this process.
 *
 * <p>Users' objects live in schema {@code public} and those they create. The engine is opened with all settings of the
 * dialect, then shut off from files and network, then its configuration is locked; sessions can change nothing but their
 * search path and time zone.
 */
public final class DuckDbWarehouse implements Warehouse {
    static final String PUBLIC_SCHEMA = "public";

    /** Macros that give Redshift's functions; on every search path, always last. */
    static final String DIALECT_SCHEMA = "auspex_dialect";

    /** The server's views that take the place of the engine's information schema. */
    static final String INFORMATION_SCHEMA = "auspex_information_schema";

    /** Where the server keeps its own tables. */
    static final String SYSTEM_SCHEMA = "auspex";

    /**
     * The engine scans each group of rows with one thread, and while there is one group alone the other threads wait for it, one of them at full
     * speed. With its own 122,880 rows a model's predictions for a table of less than that take twice as long on two cores as with these;
     * large tables are scanned no faster, and files are only 5 % smaller.
     */
    private static final int ROW_GROUP_SIZE = 16_384;

    /** The engine would open a file a second time in the same process. */
    private static final Set<Path> OPEN_FILES = ConcurrentHashMap.newKeySet();

    /** Shows whether the engine's memory can be read as {@link org.duckdb.RawChunk} does. */
    private static final String RAW_TRIAL = "__auspex_trial";

    /** A scratch warehouse has a part of the memory; the rest of what it holds lies on disk. */
    private static final String SCRATCH_MEMORY = "512MB";

    private static final String MEMORY =
            "SELECT coalesce(sum(memory_usage_bytes), 0), coalesce(sum(temporary_storage_bytes), 0) FROM duckdb_memory()";

    private final DuckDbSettings settings;
    private final long memoryLimit;
    private final Path file;
    private final DuckDBConnection root;
    private final EngineErrors errors;
    private final SpareThreads threads;
    private final boolean raw;
    private final PublishedFunctions functions;
    private final FunctionVersion functionVersion = new FunctionVersion();
    private final String version;
    private final Set<DuckDbSession> sessions = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private DuckDbWarehouse(
            Path file, DuckDBConnection root, ErrorEnvelope envelope, EngineErrors errors, DuckDbSettings settings)
            throws SQLException {
        this.file = file;
        int threads = settings.threads();
        this.settings = settings;
        this.root = root;
        this.errors = errors;
        this.memoryLimit = EngineSize.bytes(settings.memoryLimit());
        this.version = root.getMetaData().getDatabaseProductVersion();
        this.threads = new SpareThreads(threads);
        this.raw = RawFunction.isUsable(root, RAW_TRIAL);
        this.functions = new PublishedFunctions(
                root, new FunctionSurroundings(envelope, this.threads, this::onlyCanceledRun), raw);
        this.functions.publishRefusal();
        this.functions.publishDialect();
        // Macros know the functions that they call from the beginning.
        DialectMacros.load(root, version);
        try (Statement statement = root.createStatement()) {
            use(statement, file);
        }
    }

    /**
     * Opens a database file, which is created if it does not exist. Its name without the extension is the name of the
     * database to users.
     *
     * @throws SqlException OBJECT_IN_USE if another process has it open
     */
    public static DuckDbWarehouse open(Path databaseFile, DuckDbSettings settings) {
        return open(databaseFile, settings, Optional.empty());
    }

    /** @param files the only folder whose files may be reached; absent for none */
    private static DuckDbWarehouse open(Path databaseFile, DuckDbSettings settings, Optional<Path> files) {
        ErrorEnvelope envelope = new ErrorEnvelope();
        EngineErrors errors = new EngineErrors(envelope);
        Path file = databaseFile.toAbsolutePath().normalize();
        if (!OPEN_FILES.add(file)) {
            throw new SqlException(SqlState.OBJECT_IN_USE, "the database is already open in this process");
        }
        DuckDBConnection root = null;
        try {
            Files.createDirectories(settings.tempFolder());
            root = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", properties(settings));
            ExtractedLibrary.unlink();
            try (Statement statement = root.createStatement()) {
                statement.execute("ATTACH " + SqlText.quoteLiteral(file.toString()) + " AS "
                        + SqlText.quoteIdentifier(database(file)) + " (ROW_GROUP_SIZE " + ROW_GROUP_SIZE + ")");
                use(statement, file);
                statement.execute("SET GLOBAL TimeZone = 'UTC'");
                if (settings.tempLimit().isPresent()) {
                    // As a property of the connection it is shown, but not kept to.
                    statement.execute("SET max_temp_directory_size = "
                            + SqlText.quoteLiteral(settings.tempLimit().get()));
                }
                statement.execute("CREATE SCHEMA IF NOT EXISTS " + PUBLIC_SCHEMA);
                if (files.isPresent()) {
                    statement.execute("SET allowed_directories = ["
                            + SqlText.quoteLiteral(files.get().toAbsolutePath().toString()) + "]");
                }
                statement.execute("SET enable_external_access = false");
                statement.execute("SET GLOBAL allowed_configs = ['search_path', 'TimeZone',"
                        + " 'enable_progress_bar', 'enable_progress_bar_print', 'progress_bar_time']");
                statement.execute("SET lock_configuration = true");
            }
            return new DuckDbWarehouse(file, root, envelope, errors, settings);
        } catch (SQLException e) {
            closeQuietly(root, file);
            throw errors.translate(e, null);
        } catch (IOException e) {
            closeQuietly(root, file);
            throw new SqlException(SqlState.IO_ERROR, "cannot create the folder for temporary data: " + e.getMessage())
                    .causedBy(e);
        } catch (RuntimeException e) {
            closeQuietly(root, file);
            throw e;
        }
    }

    /** What users know the database by. */
    private static String database(Path file) {
        String name = file.getFileName().toString();
        return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    /** Makes the file what names without a database mean; connections begin in an empty database in memory. */
    private static void use(Statement statement, Path file) throws SQLException {
        statement.execute("USE " + SqlText.quoteIdentifier(database(file)));
    }

    private static Properties properties(DuckDbSettings settings) {
        Properties properties = new Properties();
        // Errors carry their kind and place.
        properties.setProperty("errors_as_json", "true");
        // Redshift's arithmetic: 7/2 is 3, 1/0 and ln(0) are errors; NULLs sort as the largest value; text casts
        // implicitly.
        properties.setProperty("integer_division", "true");
        properties.setProperty("ieee_floating_point_ops", "false");
        properties.setProperty("default_null_order", "postgres");
        properties.setProperty("old_implicit_casting", "true");
        // Nothing is fetched from the network.
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("allow_community_extensions", "false");
        properties.setProperty("memory_limit", settings.memoryLimit());
        properties.setProperty("threads", Integer.toString(settings.threads()));
        properties.setProperty(
                "temp_directory", settings.tempFolder().toAbsolutePath().toString());
        return properties;
    }

    private static void closeQuietly(DuckDBConnection connection, Path file) {
        OPEN_FILES.remove(file);
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // The database could not be opened, which is what the caller learns.
            }
        }
    }

    @Override
    public WarehouseInfo info() {
        return new WarehouseInfo("DuckDB", version, true, true);
    }

    @Override
    public WarehouseMemory memory() {
        try (DuckDBConnection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(MEMORY)) {
            row.next();
            return new WarehouseMemory(row.getLong(1), memoryLimit, row.getLong(2));
        } catch (SQLException e) {
            throw errors.translate(e, null);
        }
    }

    private synchronized DuckDBConnection connect() throws SQLException {
        if (closed) {
            throw new SqlException(SqlState.CONNECTION_FAILURE, "the warehouse is closed");
        }
        DuckDBConnection connection = root.duplicate();
        try (Statement statement = connection.createStatement()) {
            use(statement, file);
        }
        return connection;
    }

    @Override
    public WarehouseSession openSession() {
        try {
            DuckDBConnection connection = connect();
            try (Statement statement = connection.createStatement()) {
                // Progress is measured and asked for, never printed.
                statement.execute("SET enable_progress_bar = true");
                statement.execute("SET enable_progress_bar_print = false");
                statement.execute("SET progress_bar_time = 0");
            }
            DuckDbSession session = new DuckDbSession(connection, errors, functionVersion, sessions::remove);
            sessions.add(session);
            session.applySearchPath(List.of(PUBLIC_SCHEMA));
            return session;
        } catch (SQLException e) {
            throw errors.translate(e, null);
        }
    }

    /** Whether functions read the engine's memory. */
    boolean isRaw() {
        return raw;
    }

    /** An answer for functions in the midst of their work: a statement that begins now is not theirs. */
    private boolean onlyCanceledRun() {
        if (closed) {
            return true;
        }
        boolean some = false;
        for (DuckDbSession session : sessions) {
            if (session.isRunning()) {
                if (!session.isCanceled()) {
                    return false;
                }
                some = true;
            }
        }
        return some;
    }

    @Override
    public void publish(ModelFunction function) {
        try {
            functions.publish(function);
        } catch (SQLException e) {
            throw errors.translate(e, null);
        }
    }

    @Override
    public ScratchWarehouse scratch(Path folder) {
        DuckDbSettings own = new DuckDbSettings(SCRATCH_MEMORY, settings.threads(), folder.resolve("spill"));
        return new DuckDbScratch(open(folder.resolve("scratch.duckdb"), own, Optional.of(folder)));
    }

    /** Runs a statement that is no user's, on no session. */
    void executeOwn(String sql) {
        try (Statement statement = root.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw errors.translate(e, null);
        }
    }

    /** Ends what is running, closes all sessions and writes the log into the database file. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (DuckDbSession session : sessions) {
            session.cancel();
            session.close();
        }
        threads.close();
        try {
            root.close();
        } catch (SQLException e) {
            throw errors.translate(e, null);
        } finally {
            OPEN_FILES.remove(file);
        }
    }
}
