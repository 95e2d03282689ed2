package io.auspex.pgwire.conversation;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement;
import io.auspex.language.type.SqlType;
import io.auspex.pgwire.message.MessageWriter;
import io.auspex.pgwire.message.Report;
import io.auspex.pgwire.type.RowEncoder;
import io.auspex.pgwire.type.ZoneOffsets;
import io.auspex.server.session.PreparedStatement;
import io.auspex.server.session.Result;
import io.auspex.server.session.Session;
import io.auspex.server.session.TransactionStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a connection has open: the session, statements, portals, an implicit transaction. Both protocols work in it.
 *
 * <p>The session does one thing at a time. So before it is asked for anything, the rows of suspended portals are brought to
 * safety, or dropped where the transaction is about to end and the portals with it.
 */
final class Workspace {
    private static final System.Logger LOG = System.getLogger(Workspace.class.getName());
    private static final Set<String> LAST_WORDS = Set.of("COMMIT", "ROLLBACK", "END", "ABORT");

    private final Session session;
    private final MessageWriter writer;
    private final WireListener listener;
    private final boolean redshiftDriver;
    private final Portals portals;
    private final Statements statements;
    private boolean implicitTransaction;

    Workspace(
            Session session,
            MessageWriter writer,
            WireListener listener,
            ConversationLimits limits,
            boolean redshiftDriver) {
        this.session = session;
        this.writer = writer;
        this.listener = listener;
        this.redshiftDriver = redshiftDriver;
        this.portals = new Portals(limits);
        this.statements = new Statements(limits.statements(), portals);
    }

    Session session() {
        return session;
    }

    MessageWriter writer() {
        return writer;
    }

    Portals portals() {
        return portals;
    }

    Statements statements() {
        return statements;
    }

    /** In which TIMESTAMPTZ is printed. */
    ZoneOffsets zone() {
        return listener.zone();
    }

    void describe(RowEncoder encoder) {
        encoder.describe(writer.buffer(), redshiftDriver);
    }

    boolean inTransaction() {
        return implicitTransaction || session.transactionStatus() != TransactionStatus.IDLE;
    }

    PreparedStatement prepare(String sql, List<SqlType> declaredTypes) {
        if (LAST_WORDS.contains(firstWord(sql))) {
            portals.closeAll();
        } else {
            portals.freeSession(null);
        }
        return session.prepare(sql, declaredTypes);
    }

    /** @param portal that is being run; null for a statement of a simple query */
    Result execute(PreparedStatement prepared, List<Object> parameters, Portal portal) {
        Statement statement = prepared.statement();
        if (statement instanceof Statement.Commit || statement instanceof Statement.Rollback) {
            portals.closeAllBut(portal);
        } else {
            portals.freeSession(portal);
        }
        // In a failed transaction the session says so; otherwise only we know the names.
        if (statement instanceof Statement.Deallocate names
                && session.transactionStatus() != TransactionStatus.FAILED) {
            return deallocate(names.name(), firstWord(prepared.text()));
        }
        Result result = session.execute(prepared, parameters);
        if (statement instanceof Statement.DiscardAll) {
            statements.forgetAll();
        }
        return result;
    }

    private Result deallocate(Optional<String> name, String command) {
        if (name.isEmpty()) {
            statements.forgetAll();
            return new Result.Completed(command + " ALL");
        }
        statements.get(name.get());
        statements.forget(name.get());
        return new Result.Completed(command);
    }

    private static String firstWord(String sql) {
        int start = 0;
        while (start < sql.length() && Character.isWhitespace(sql.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        return sql.substring(start, end).toUpperCase(Locale.ROOT);
    }

    /** Makes what follows one transaction, up to {@link #endImplicitTransaction}. */
    void beginImplicitTransaction() {
        if (!implicitTransaction) {
            session.beginImplicitTransaction();
            implicitTransaction = true;
        }
    }

    /** A no-op if there is none. */
    void endImplicitTransaction(boolean commit) {
        if (implicitTransaction) {
            implicitTransaction = false;
            session.endImplicitTransaction(commit);
        }
    }

    /** Gives back everything, when the connection ends. */
    void close() {
        portals.closeAll();
        statements.forgetAll();
    }

    /**
     * Reports an error, after which nothing of the transaction is left.
     *
     * @param text what the client sent
     * @param offset where the statement begins in it
     */
    void fail(Throwable thrown, String text, int offset) {
        SqlException error = Failure.of(thrown);
        portals.closeAll();
        try {
            session.transactionFailed(error);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A transaction could not be rolled back", e);
        }
        writer.error(Report.error(error, text, offset));
    }

    /** A parameter of a statement that nobody can give a value. */
    static SqlException noParameters() {
        return new SqlException(SqlState.UNDEFINED_PARAMETER, "there is no parameter $1")
                .withHint("Parameters need a prepared statement.");
    }
}
