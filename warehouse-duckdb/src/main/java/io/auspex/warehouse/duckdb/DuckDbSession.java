package io.auspex.warehouse.duckdb;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.token.SqlText;
import io.auspex.language.type.SqlType;
import io.auspex.warehouse.ColumnOrigin;
import io.auspex.warehouse.Footprint;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.RowStream;
import io.auspex.warehouse.UserFunction;
import io.auspex.warehouse.WarehouseSession;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBResultSetMetaData;
import org.duckdb.EngineAccess;

/**
 * One engine connection. The engine allows one open result a connection, and aborts its transaction at any error but a
 * syntax error; both are tracked here, since the engine answers COMMIT of an aborted transaction with success.
 */
final class DuckDbSession implements WarehouseSession {
    /** Something the engine does for this session. */
    @FunctionalInterface
    interface EngineCall<T> {
        T run() throws SQLException;
    }

    private static final long CANCEL_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int CANCEL_TRIES = 400;
    private static final double PERCENT = 100;

    private final DuckDBConnection connection;
    private final EngineErrors errors;
    private final FunctionVersion sharedFunctionVersion;
    private final Consumer<DuckDbSession> onClose;
    private List<String> searchPath = List.of();
    private boolean inTransaction;
    private boolean transactionFailed;
    private long transactionFunctionVersion;
    private boolean functionsChanged;
    private boolean closed;
    /** Gives plans; kept from one statement to the next, null before the first. */
    private PreparedStatement planning;

    private volatile boolean calling;
    private volatile boolean cancelRequested;
    private volatile ChunkStream openStream;

    DuckDbSession(
            DuckDBConnection connection,
            EngineErrors errors,
            FunctionVersion functionVersion,
            Consumer<DuckDbSession> onClose) {
        this.connection = connection;
        this.errors = errors;
        this.sharedFunctionVersion = functionVersion;
        this.onClose = onClose;
    }

    @Override
    public PreparedQuery prepare(String sql, List<SqlType> declaredParameters) {
        StatementText text = StatementText.of(sql);
        long version = functionVersion();
        return run(null, () -> {
            try (Probe probe = new Probe()) {
                return new StatementAnalysis(connection, probe, errors, text, declaredParameters)
                        .run((description, statement) -> new DuckDbQuery(this, description, statement, version));
            } catch (SqlException e) {
                throw noted(e);
            }
        });
    }

    @Override
    public Footprint footprint(String sql, List<SqlType> parameters) {
        return PlanFootprint.read(plan(sql, parameters));
    }

    @Override
    public Optional<Set<QualifiedName>> namedRelations(String sql) {
        return run(null, () -> {
            try (PreparedStatement parsing = connection.prepareStatement(NamedRelations.QUERY)) {
                parsing.setString(1, sql);
                try (ResultSet result = parsing.executeQuery()) {
                    result.next();
                    return NamedRelations.read(result.getString(1));
                }
            }
        });
    }

    @Override
    public List<Set<ColumnOrigin>> origins(String sql, List<SqlType> parameters) {
        return PlanColumns.read(plan(sql, parameters));
    }

    private EnginePlan plan(String sql, List<SqlType> parameters) {
        String text = StatementText.of(sql).withoutParameters(number -> nullOf(parameters, number));
        return run(null, () -> {
            if (planning == null) {
                planning = connection.prepareStatement(EnginePlan.QUERY);
            }
            planning.setString(1, text);
            try (ResultSet result = planning.executeQuery()) {
                result.next();
                return EnginePlan.parse(result.getString(1));
            }
        });
    }

    private static String nullOf(List<SqlType> parameters, int number) {
        return Optional.of(number)
                .filter(position -> position <= parameters.size())
                .flatMap(position -> EngineTypes.engineType(parameters.get(position - 1)))
                .map(type -> "CAST(NULL AS " + type + ")")
                .orElse("NULL");
    }

    @Override
    public long execute(String sql, Object... parameters) {
        try (PreparedQuery query = prepare(sql, List.of())) {
            PreparedQuery.Outcome outcome = query.execute(Arrays.asList(parameters));
            if (outcome instanceof PreparedQuery.Outcome.Count count) {
                return count.rows();
            }
            try (RowStream rows = ((PreparedQuery.Outcome.Rows) outcome).stream()) {
                while (rows.next() != null) {
                    // Rows are not wanted, but what the statement does happens while they are fetched.
                }
            }
            return 0;
        }
    }

    @Override
    public void begin(boolean readOnly) {
        if (inTransaction) {
            throw new SqlException(SqlState.ACTIVE_TRANSACTION, "there is already a transaction in progress");
        }
        transactionFunctionVersion = sharedFunctionVersion.current();
        command(readOnly ? "BEGIN TRANSACTION READ ONLY" : "BEGIN TRANSACTION");
        inTransaction = true;
        transactionFailed = false;
    }

    @Override
    public void commit() {
        requireTransaction();
        if (transactionFailed) {
            rollback();
            throw new SqlException(
                    SqlState.IN_FAILED_TRANSACTION, "the transaction failed earlier and has been rolled back");
        }
        try {
            command("COMMIT");
            transactionEnded();
        } catch (SqlException e) {
            if (openStream == null) {
                abandonTransaction();
            }
            throw e;
        }
    }

    @Override
    public void rollback() {
        requireTransaction();
        closeStream();
        transactionEnded();
        try {
            command("ROLLBACK");
        } catch (SqlException e) {
            if (e.state() != SqlState.NO_ACTIVE_TRANSACTION) {
                throw e;
            }
        }
    }

    @Override
    public boolean inTransaction() {
        return inTransaction;
    }

    @Override
    public void setSearchPath(List<String> schemas) {
        Set<String> existing = new HashSet<>(catalog().schemas());
        List<String> path =
                schemas.stream().filter(existing::contains).distinct().toList();
        if (path.isEmpty()) {
            throw new SqlException(
                    SqlState.INVALID_SCHEMA_NAME,
                    "none of the schemas of the search path exists: " + String.join(", ", schemas));
        }
        applySearchPath(path);
    }

    /** Without a look at what exists; internal schemas may be in it. */
    void applySearchPath(List<String> path) {
        List<String> whole = new ArrayList<>(path);
        whole.add(DuckDbWarehouse.DIALECT_SCHEMA);
        command("SET search_path = "
                + SqlText.quoteLiteral(
                        whole.stream().map(SqlText::quoteIdentifier).collect(Collectors.joining(","))));
        searchPath = List.copyOf(path);
    }

    List<String> searchPath() {
        return searchPath;
    }

    @Override
    public void setUser(String name) {
        command("SET VARIABLE auspex_user = " + SqlText.quoteLiteral(name));
    }

    @Override
    public void setTimeZone(String zone) {
        try {
            command("SET TimeZone = " + SqlText.quoteLiteral(zone));
        } catch (SqlException e) {
            if (e.state() == SqlState.IN_FAILED_TRANSACTION || e.state() == SqlState.CONNECTION_FAILURE) {
                throw e;
            }
            throw new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE,
                            "invalid value for parameter \"TimeZone\": \"" + zone + "\"")
                    .withHint("Use a name of the IANA time zone database, such as Europe/Berlin or UTC.")
                    .causedBy(e);
        }
    }

    /**
     * The engine forgets an interrupt that arrives before it has begun to run, so it is repeated until the call is over. Rows
     * that wait to be fetched are refused at the next fetch.
     */
    @Override
    public boolean cancel() {
        if (!calling && openStream == null) {
            return false;
        }
        cancelRequested = true;
        for (int i = 0; i < CANCEL_TRIES && calling && cancelRequested && interrupt(); i++) {
            LockSupport.parkNanos(CANCEL_PAUSE_NANOS);
        }
        return true;
    }

    @Override
    public boolean interrupt() {
        if (!calling && openStream == null) {
            return false;
        }
        cancelRequested = true;
        try {
            EngineAccess.interrupt(connection);
            return calling;
        } catch (SQLException e) {
            return false; // The connection is closed: there is nothing left to interrupt.
        }
    }

    /** Whether the engine may be at work for this session. */
    boolean isRunning() {
        return calling || openStream != null;
    }

    /** Whether what the engine does for this session is not wanted any more. */
    boolean isCanceled() {
        return cancelRequested;
    }

    @Override
    public OptionalDouble progress() {
        if (!calling && openStream == null) {
            return OptionalDouble.empty();
        }
        try {
            double percent = EngineAccess.progress(connection);
            return percent < 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.min(percent / PERCENT, 1));
        } catch (SQLException e) {
            return OptionalDouble.empty();
        }
    }

    @Override
    public void createFunction(UserFunction function) {
        List<FunctionMacros.Overload> others =
                catalog().overloads(function.name(), function.parameters().size());
        command(FunctionMacros.create(function, others, searchPath.get(0)));
        functionChanged();
    }

    @Override
    public void dropFunction(QualifiedName name, int arguments) {
        command(FunctionMacros.drop(name, catalog().overloads(name, arguments), searchPath.get(0)));
        functionChanged();
    }

    private void functionChanged() {
        functionsChanged = inTransaction;
        transactionFunctionVersion = sharedFunctionVersion.next();
    }

    /** Of the functions that statements of this session see; a transaction sees those that there were at its beginning. */
    long functionVersion() {
        return inTransaction ? transactionFunctionVersion : sharedFunctionVersion.current();
    }

    @Override
    public long append(QualifiedName table, Iterator<Object[]> rows) {
        boolean own = !inTransaction;
        if (own) {
            begin(false);
        }
        try {
            long appended =
                    run(null, () -> new BulkAppend(connection, searchPath, () -> cancelRequested).append(table, rows));
            if (own) {
                commit();
            }
            return appended;
        } catch (RuntimeException e) {
            transactionFailed = true;
            if (own && inTransaction) {
                abandonTransaction();
            }
            throw e;
        }
    }

    @Override
    public DuckDbCatalog catalog() {
        return new DuckDbCatalog(this, connection);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        onClose.accept(this);
        try {
            closeStream();
            if (planning != null) {
                planning.close();
            }
            connection.close();
        } catch (SQLException e) {
            throw errors.translate(e, null);
        }
    }

    /** Runs one call of the engine, on behalf of a session without an open result. */
    <T> T run(EngineText text, EngineCall<T> call) {
        if (closed) {
            throw new SqlException(SqlState.CONNECTION_FAILURE, "the warehouse session is closed");
        }
        if (openStream != null) {
            throw new SqlException(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "the session's previous result is still open");
        }
        cancelRequested = false;
        return call(text, call);
    }

    /** Runs one call of the engine, on behalf of the open result. */
    <T> T fetch(EngineText text, EngineCall<T> call) {
        if (cancelRequested) {
            transactionFailed = inTransaction;
            throw new SqlException(SqlState.QUERY_CANCELED, "canceling statement due to user request");
        }
        return call(text, call);
    }

    private <T> T call(EngineText text, EngineCall<T> call) {
        calling = true;
        try {
            return call.run();
        } catch (SqlException e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            throw failed(e, text);
        } finally {
            calling = false;
        }
    }

    SqlException failed(Exception error, EngineText text) {
        return noted(errors.translate(error, text));
    }

    private SqlException noted(SqlException error) {
        if (inTransaction && !EngineErrors.leavesTransaction(error)) {
            transactionFailed = true;
        }
        return error;
    }

    void streamOpened(ChunkStream stream) {
        openStream = stream;
    }

    void streamClosed(ChunkStream stream) {
        if (openStream == stream) {
            openStream = null;
        }
    }

    /** Prepares a described statement anew, which must still give what was described. */
    DuckDBPreparedStatement prepareAgain(Description description) throws SQLException {
        DuckDBPreparedStatement statement =
                connection.prepare(description.engineText().sql());
        boolean same = !description.returnsRows()
                || StatementAnalysis.signature((DuckDBResultSetMetaData) statement.getMetaData())
                        .equals(description.signature());
        if (!same) {
            statement.close();
            throw Description.stale();
        }
        return statement;
    }

    private void command(String sql) {
        run(null, () -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    private void requireTransaction() {
        if (!inTransaction) {
            throw new SqlException(SqlState.NO_ACTIVE_TRANSACTION, "there is no transaction in progress");
        }
    }

    private void transactionEnded() {
        inTransaction = false;
        transactionFailed = false;
        if (functionsChanged) {
            functionsChanged = false;
            sharedFunctionVersion.next();
        }
    }

    /** Ends a transaction that may be gone already. */
    private void abandonTransaction() {
        transactionEnded();
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            // A failed COMMIT has mostly ended the transaction itself.
        }
    }

    private void closeStream() {
        ChunkStream stream = openStream;
        if (stream != null) {
            stream.close();
        }
    }

    /**
     * A connection on which a statement may fail without a consequence: the session's own outside a transaction, a second one
     * with the same search path inside, where an error would abort the user's work.
     */
    final class Probe implements AutoCloseable {
        private DuckDBConnection second;

        DuckDBConnection connection() throws SQLException {
            if (!inTransaction) {
                return connection;
            }
            if (second == null) {
                String path;
                try (Statement statement = connection.createStatement();
                        ResultSet setting = statement.executeQuery("SELECT current_setting('search_path')")) {
                    setting.next();
                    path = setting.getString(1);
                }
                second = connection.duplicate();
                try (Statement statement = second.createStatement()) {
                    statement.execute("SET search_path = " + SqlText.quoteLiteral(path));
                }
            }
            return second;
        }

        boolean isSession() {
            return !inTransaction;
        }

        @Override
        public void close() throws SQLException {
            if (second != null) {
                second.close();
            }
        }
    }
}
