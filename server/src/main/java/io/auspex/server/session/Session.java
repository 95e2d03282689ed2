package io.auspex.server.session;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.parse.StatementParser;
import io.auspex.language.statement.Statement;
import io.auspex.language.token.StatementSplitter;
import io.auspex.language.type.SqlType;
import io.auspex.server.admission.QueueChoice;
import io.auspex.server.admission.ServiceClass;
import io.auspex.warehouse.ResultColumn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final StatementJournal journal;
    private final int secretKey;
    private final Instant started = Instant.now();
    private boolean closed;

    /** The number of the first statement of the transaction that is open, or was last. */
    private long transactionNumber;

    Session(
            SessionContext context,
            StatementPlanner planner,
            SessionRegistry registry,
            StatementJournal journal,
            int secretKey) {
        this.context = context;
        this.planner = planner;
        this.registry = registry;
        this.journal = journal;
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

    /** Who logged in. */
    public String user() {
        return context.loginUser();
    }

    /** The number of who logged in. */
    public long userId() {
        return context.login().id();
    }

    /** How long the client may stay silent now; zero means for ever. */
    public Duration idleTimeout() {
        Duration wanted = context.parameters().idleTimeout(transactionStatus() != TransactionStatus.IDLE);
        Duration longest = context.login().longestIdle();
        boolean shorter = !wanted.isZero() && (longest.isZero() || wanted.compareTo(longest) < 0);
        return shorter ? wanted : longest;
    }

    /** From any thread. */
    boolean isActive() {
        return context.running().isActive();
    }

    /** What it is doing. From any thread. */
    SessionActivity activity() {
        RunningStatement running = context.running();
        TransactionStatus status = transactionStatus();
        String state = running.isActive()
                ? "active"
                : switch (status) {
                    case IDLE -> "idle";
                    case IN_TRANSACTION -> "idle in transaction";
                    case FAILED -> "idle in transaction (aborted)";
                };
        return new SessionActivity(
                context.processId(),
                context.loginUser(),
                context.parameters().applicationName(),
                state,
                started,
                running.number(),
                running.started(),
                running.text(),
                running.label(),
                running.isFinished() ? Optional.empty() : running.slot().map(QueuePlace::of));
    }

    /** Whether a statement runs, or its rows are on their way out. From any thread. */
    boolean isRunning() {
        return !context.running().isFinished();
    }

    /** Whether it was opened, or its last statement began, after this moment. From any thread. */
    boolean isAwake(Instant moment) {
        return started.isAfter(moment) || context.running().started().isAfter(moment);
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
        RunningStatement running = context.startStatement(sql);
        Optional<Statement> parsed = Optional.empty();
        try {
            Statement statement = StatementParser.parse(sql);
            parsed = Optional.of(statement);
            requireUsable(statement);
            if (asksEngine(statement)) {
                context.cursors().freeEngine();
                requireUser(statement);
                context.parameters().refreshSearchPath();
            }
            Plan plan = planner.plan(context, statement, sql, declaredParameterTypes);
            requireUninterrupted(running, plan);
            return new PlannedStatement(
                    context, sql, statement, plan, QueueChoice.of(statement), PlannedStatement.kind(statement));
        } catch (RuntimeException e) {
            RuntimeException explained = running.explain(e);
            // What is well prepared counts when it is executed.
            count(running, "prepare");
            journal(running, parsed);
            running.fail(explained);
            context.transaction().fail();
            throw explained;
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
        RunningStatement running = context.startStatement(planned.text());
        count(running, planned.kind());
        journal(running, Optional.of(planned.statement()));
        registry.limit(
                running,
                context.parameters().statementTimeout(),
                () -> interrupt(
                        running,
                        RunningStatement.Interruption.TIMEOUT,
                        RunningStatement.Interruption.TIMEOUT.message()));
        try {
            requireUsable(planned.statement());
            planned.queue().ifPresent(queue -> admit(queue, running));
            if (asksEngine(planned.statement())) {
                context.cursors().freeEngine();
                requireUser(planned.statement());
            }
            Result result = planned.plan().execute(parameters);
            if (result instanceof Result.Rows rows) {
                running.stream();
                running.leaveEngine();
                return new Result.Rows(new GuardedStream(rows.stream(), running), rows.commandTag());
            }
            if (result instanceof Result.Completed completed) {
                running.addRows(changedRows(completed.commandTag()));
            }
            running.finish();
            return result;
        } catch (RuntimeException e) {
            RuntimeException explained = running.explain(e);
            running.fail(explained);
            context.transaction().fail();
            throw explained;
        }
    }

    /** Has the statement counted when it ends. */
    private void count(RunningStatement running, String kind) {
        running.tellWhenEnded(ended ->
                registry.metrics().statement(kind, ended.runtimeNanos(), ended.returnedRows(), ended.failure()));
    }

    /** Waits for its turn. The clock of statement_timeout is running. */
    private void admit(ServiceClass queue, RunningStatement running) {
        SessionParameters parameters = context.parameters();
        ServiceClass chosen = parameters.wantsSuperuserQueue() ? ServiceClass.SUPERUSER : queue;
        running.use(registry.admission().slot(chosen, parameters.slotCount()));
        running.enterEngine();
    }

    /** The number at the end of tags such as INSERT 0 5. */
    private static long changedRows(String commandTag) {
        int blank = commandTag.lastIndexOf(' ');
        String last = commandTag.substring(blank + 1);
        boolean number = blank > 0 && last.length() < 19 && last.chars().allMatch(c -> c >= '0' && c <= '9');
        return number && !last.isEmpty() ? Long.parseLong(last) : 0;
    }

    /** Has the statement taken down when it ends. */
    private void journal(RunningStatement running, Optional<Statement> statement) {
        if (statement.isPresent() && statement.get() instanceof Statement.Empty) {
            return;
        }
        long number = journal.nextNumber();
        running.number(number);
        if (transactionStatus() == TransactionStatus.IDLE) {
            transactionNumber = number;
        }
        long transaction = transactionNumber;
        if (statement.isPresent() && isQuery(statement.get())) {
            running.tellWhenEnded(ended -> {
                if (ended.failure().isEmpty()) {
                    context.queried(ended.number(), statement.get() instanceof Statement.CopyFrom);
                }
            });
        }
        running.tellWhenEnded(ended -> journal.record(new StatementRecord(
                number,
                context.login().id(),
                context.loginUser(),
                context.processId(),
                transaction,
                StatementCategory.of(statement),
                StatementCategory.kind(statement),
                ended.label(),
                ended.started(),
                Instant.now(),
                outcome(ended),
                ended.shownFailure(),
                ended.slot().map(QueueStay::of),
                ended.rows(),
                ended.text())));
    }

    /** What has a query's number in Redshift: not what its leader node answers alone, from the catalog or from no table. */
    private static boolean isQuery(Statement statement) {
        return StatementCategory.of(Optional.of(statement)) == StatementCategory.QUERY
                && QueueChoice.of(statement).equals(Optional.of(ServiceClass.DEFAULT));
    }

    private static StatementRecord.Outcome outcome(RunningStatement ended) {
        if (ended.failure().isEmpty()) {
            return StatementRecord.Outcome.SUCCESS;
        }
        boolean canceled = ended.failure().get() instanceof SqlException sql && sql.state() == SqlState.QUERY_CANCELED;
        return canceled ? StatementRecord.Outcome.CANCELED : StatementRecord.Outcome.FAILED;
    }

    /** A cursor's rows come from the result that is open: nothing else may be asked of the engine then. */
    private static boolean asksEngine(Statement statement) {
        return !(statement instanceof Statement.FetchCursor
                || statement instanceof Statement.CloseCursor
                || statement instanceof Statement.Commit
                || statement instanceof Statement.Rollback
                || statement instanceof Statement.Empty);
    }

    private void requireUser(Statement statement) {
        if (!(statement instanceof Statement.SetSessionUser)) {
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

    /** What FETCH from the open cursor of this name gives; empty where there is none. */
    public Optional<List<ResultColumn>> cursorColumns(String name) {
        return context.cursors().find(name).map(Cursor::columns);
    }

    public TransactionStatus transactionStatus() {
        return context.transaction().status();
    }

    /** An error showed after {@link #execute} had returned: while the front door streamed rows or read a value. */
    public void transactionFailed(RuntimeException error) {
        context.running().fail(error);
        context.transaction().fail();
    }

    /**
     * The front door has sent a portion of the rows of what it executed last, and waits for the client to ask for more. The session
     * counts as idle until then: a cancel that comes now is late.
     */
    public void rowsSuspended() {
        context.running().suspend();
    }

    /** Stops what the session is running; a no-op when it is idle. From any thread. */
    public void cancel() {
        cancel(RunningStatement.Interruption.USER.message());
    }

    /** @param message that the session's client is told */
    void cancel(String message) {
        interrupt(context.running(), RunningStatement.Interruption.USER, message);
    }

    /** Asks the front door to end the session. From any thread. */
    void terminate() {
        context.terminate();
    }

    private void interrupt(RunningStatement running, RunningStatement.Interruption why, String message) {
        if (!running.interrupt(why, message)) {
            return;
        }
        // Between two calls of the engine there is nothing to interrupt, yet the statement goes on.
        for (int i = 0; i < CANCEL_TRIES && running.interruptEngine(context.warehouse()::interrupt); i++) {
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
