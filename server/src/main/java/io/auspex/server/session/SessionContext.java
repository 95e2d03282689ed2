package io.auspex.server.session;

import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.warehouse.WarehouseSession;
import java.io.InputStream;
import java.util.List;

/** What an executor sees of the session it works for. */
public final class SessionContext {
    /** The one database of a server. */
    public static final String DATABASE = QualifiedName.DATABASE;

    private static final long NO_QUERY = -1;

    private final SessionUser loginUser;
    private final int processId;
    private final WarehouseSession warehouse;
    private final SessionListener listener;
    private final StatementGuard guard;
    private final SessionParameters parameters;
    private final CursorPlace cursors = new CursorPlace();
    private final Transaction transaction;
    private long lastLoaded;
    private long lastQuery = NO_QUERY;
    private long lastCopy = NO_QUERY;
    private boolean temporaryObjects;
    private volatile RunningStatement running = new RunningStatement("", "");

    SessionContext(
            SessionUser user,
            int processId,
            WarehouseSession warehouse,
            SessionListener listener,
            StatementGuard guard) {
        this.loginUser = user;
        this.processId = processId;
        this.warehouse = warehouse;
        this.listener = listener;
        this.guard = guard;
        this.parameters = new SessionParameters(user.name(), warehouse, listener);
        this.transaction = new Transaction(warehouse, parameters, cursors);
        running.finish();
    }

    /** Whose rights count: who logged in, or whom SET SESSION AUTHORIZATION names. */
    public String user() {
        return parameters.user();
    }

    public String loginUser() {
        return loginUser.name();
    }

    SessionUser login() {
        return loginUser;
    }

    public CursorPlace cursors() {
        return cursors;
    }

    public TransactionStatus transactionStatus() {
        return transaction.status();
    }

    public int processId() {
        return processId;
    }

    public WarehouseSession warehouse() {
        return warehouse;
    }

    public SessionParameters parameters() {
        return parameters;
    }

    public Transaction transaction() {
        return transaction;
    }

    /** Whom to ask before the engine runs anything for the user. */
    public StatementGuard guard() {
        return guard;
    }

    /** Schemas that exist and that unqualified names are looked up in; new objects go to the first. */
    public List<String> searchPath() {
        return parameters.searchPath();
    }

    /** Where an object without a schema in its name is created. */
    public String currentSchema() {
        List<String> path = searchPath();
        return path.isEmpty() ? SessionParameters.PUBLIC : path.get(0);
    }

    public void notice(Notice.Severity severity, SqlState state, String message) {
        notice(new Notice(severity, state, message));
    }

    public void notice(Notice notice) {
        listener.notice(notice);
    }

    /** Asks the client for the rows of COPY FROM STDIN; see {@link SessionListener#copyIn}. */
    public InputStream copyIn(int columns) {
        return new ClientInput(listener.copyIn(columns), running);
    }

    /** Begins COPY TO STDOUT; see {@link SessionListener#copyOut}. */
    public CopyOutput copyOut(int columns) {
        return new ClientOutput(listener.copyOut(columns), running);
    }

    /** Remembers how many rows the latest COPY has loaded. */
    public void loaded(long rows) {
        lastLoaded = rows;
    }

    /** Rows that the latest COPY of the session has loaded; 0 before the first. */
    public long lastLoaded() {
        return lastLoaded;
    }

    void queried(long number, boolean copied) {
        lastQuery = number;
        lastCopy = copied ? number : lastCopy;
    }

    /** The number of the latest query that has ended well; -1 before the first. */
    public long lastQuery() {
        return lastQuery;
    }

    /** The number of the latest COPY from the object store that has ended well; -1 before the first. */
    public long lastCopy() {
        return lastCopy;
    }

    /** The number that lists and logs have for the statement that runs. */
    public long statementNumber() {
        return running.number();
    }

    /** To be called when the session has made a table or view of its own. */
    public void temporaryObjectMade() {
        temporaryObjects = true;
    }

    /** Whether names may mean something else in this session than in others with the same search path. */
    public boolean hasTemporaryObjects() {
        return temporaryObjects;
    }

    void terminate() {
        listener.terminate();
    }

    /** Work of our own calls this every few thousand rows; throws QUERY_CANCELED when the user or the clock says stop. */
    public void checkInterrupted() {
        running.check();
    }

    /** What follows is not the engine's, and may take long: meanwhile the statement's slot is for whoever waits for one. */
    public void leaveEngine() {
        running.leaveEngine();
    }

    /** The engine is about to be used again. */
    public void enterEngine() {
        running.enterEngine();
    }

    RunningStatement running() {
        return running;
    }

    RunningStatement startStatement(String text) {
        running = new RunningStatement(text, parameters.get(SessionParameters.QUERY_GROUP));
        return running;
    }

    /** Goes back to a statement whose rows may still be on their way out. */
    void resume(RunningStatement statement) {
        running = statement;
    }
}
