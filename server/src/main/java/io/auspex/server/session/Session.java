package io.auspex.server.session;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.parse.StatementParser;
import io.auspex.language.statement.Statement;
import io.auspex.language.token.StatementSplitter;
import io.auspex.language.type.SqlType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * One user's conversation with the server, whichever front door it comes through: parses, executes, keeps transaction and
 * parameters. One thread at a time calls it; only {@link #cancel} may come from another.
 *
 * <p>An exception of any method here has already had its effect on the transaction; an error that shows while rows are
 * streamed has to be reported with {@link #transactionFailed}.
 */
public final class Session implements AutoCloseable {
    private static final long CANCEL_PAUSE_NANOS = Duration.ofMillis(5).toNanos();
    private static final int CANCEL_TRIES = 400;

    private final SessionContext context;
    private final StatementPlanner planner;
    private final SessionRegistry registry;
    private final int secretKey;
    private boolean closed;

    Session(SessionContext context, StatementPlanner planner, SessionRegistry registry, int secretKey) {
        this.context = context;
        this.planner = planner;
        this.registry = registry;
        this.secretKey = secretKey;
    }

    /** Identifies the session for cancelling; as a backend's process id in PostgreSQL. */
    public int processId() {
        return context.processId();
    }

    /** Who knows it, and the process id, may cancel. */
    public int secretKey() {
        return secretKey;
    }

    public String user() {
        return context.user();
    }

    /** Whether a statement runs, or its rows are on their way out. From any thread. */
    boolean isRunning() {
        return !context.running().isFinished();
    }

    /** What clients are told when they connect, in PostgreSQL's spelling. */
    public Map<String, String> reportedParameters() {
        return context.parameters().reported();
    }

    /** The statements of a script, each with its place in it. */
    public List<StatementSplitter.Part> split(String script) {
        try {
            return StatementSplitter.split(script);
        } catch (SqlException e) {
            context.transaction().fail();
            throw e;
        }
    }

    /**
     * Parses and analyses one statement.
     *
     * @param declaredParameterTypes by position; {@link SqlType#UNKNOWN} or a missing tail where the client declared none
     */
    public PreparedStatement prepare(String sql, List<SqlType> declaredParameterTypes) {
        RunningStatement before = context.running();
        RunningStatement running = context.startStatement();
        try {
            Statement statement = StatementParser.parse(sql);
            requireUsable(statement);
            requireUser(statement);
            context.parameters().refreshSearchPath();
            Plan plan = planner.plan(context, statement, sql, declaredParameterTypes);
            requireUninterrupted(running, plan);
            return new PlannedStatement(context, sql, statement, plan);
        } catch (RuntimeException e) {
            context.transaction().fail();
            throw running.explain(e);
        } finally {
            running.finish();
            context.resume(before);
        }
    }

    private static void requireUninterrupted(RunningStatement running, Plan plan) {
        try {
            running.check();
        } catch (SqlException e) {
            plan.close();
            throw e;
        }
    }

    /**
     * Runs a statement that this session prepared.
     *
     * @param parameters one value a parameter, as {@link io.auspex.warehouse.PreparedQuery#execute} takes them
     */
    public Result execute(PreparedStatement statement, List<Object> parameters) {
        PlannedStatement planned = (PlannedStatement) statement;
        if (planned.owner() != context) {
            throw new IllegalArgumentException("The statement was prepared by another session");
        }
        RunningStatement running = context.startStatement();
        registry.limit(
                running,
                context.parameters().statementTimeout(),
                () -> interrupt(running, RunningStatement.Interruption.TIMEOUT));
        try {
            requireUsable(planned.statement());
            requireUser(planned.statement());
            Result result = planned.plan().execute(parameters);
            if (result instanceof Result.Rows rows) {
                return new Result.Rows(new GuardedStream(rows.stream(), running), rows.commandTag());
            }
            running.finish();
            return result;
        } catch (RuntimeException e) {
            running.finish();
            context.transaction().fail();
            throw running.explain(e);
        }
    }

    /** Who is gone may still leave a transaction. */
    private void requireUser(Statement statement) {
        if (!(statement instanceof Statement.Rollback)) {
            context.guard().requireUser(context);
        }
    }

    private void requireUsable(Statement statement) {
        boolean endsBlock = statement instanceof Statement.Commit
                || statement instanceof Statement.Rollback
                || statement instanceof Statement.Empty;
        if (context.transaction().failed() && !endsBlock) {
            throw new SqlException(
                            SqlState.IN_FAILED_TRANSACTION,
                            "current transaction is aborted, commands ignored until end of transaction block")
                    .withHint("End the block with ROLLBACK.");
        }
    }

    /**
     * From here on statements are one transaction, until {@link #endImplicitTransaction}: the statements of one simple
     * query, or of the extended messages up to Sync. A BEGIN among them opens a block that outlives the scope.
     */
    public void beginImplicitTransaction() {
        context.transaction().beginImplicit();
    }

    /** @param commit whether what the scope has done shall stay; ignored while a block that the user opened is open */
    public void endImplicitTransaction(boolean commit) {
        context.transaction().endImplicit(commit);
    }

    public TransactionStatus transactionStatus() {
        return context.transaction().status();
    }

    /** An error showed after {@link #execute} had returned: while the front door streamed rows or read a value. */
    public void transactionFailed() {
        context.running().finish();
        context.transaction().fail();
    }

    /** Stops what the session is running; a no-op when it is idle. From any thread. */
    public void cancel() {
        interrupt(context.running(), RunningStatement.Interruption.USER);
    }

    private void interrupt(RunningStatement running, RunningStatement.Interruption why) {
        if (!running.interrupt(why)) {
            return;
        }
        // Between two calls of the engine there is nothing to interrupt, yet the statement goes on.
        for (int i = 0; i < CANCEL_TRIES && !running.isFinished(); i++) {
            if (context.warehouse().cancel()) {
                return;
            }
            LockSupport.parkNanos(CANCEL_PAUSE_NANOS);
        }
    }

    /** Rolls back what is open and leaves. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        registry.remove(this);
        context.running().finish();
        try {
            context.transaction().rollback();
        } finally {
            context.warehouse().close();
        }
    }
}
