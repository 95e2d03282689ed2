package io.auspex.pgwire.conversation;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.pgwire.message.MessageBody;
import io.auspex.pgwire.message.MessageReader;
import io.auspex.pgwire.message.MessageWriter;
import io.auspex.pgwire.message.ProtocolViolation;
import io.auspex.server.session.Session;
import io.auspex.server.session.TransactionStatus;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * What a client says once it is logged in, and what it is answered.
 *
 * <pre>
 *  SIMPLE                                     EXTENDED
 *  client              server                 client                 server
 *    │ Query ───────────► │                     │ Parse ──────────────► │ session.prepare
 *    │                    │ split               │ ◄──── ParseComplete   │
 *    │  for each statement:                     │ Bind ───────────────► │ parameters decoded
 *    │ ◄─ RowDescription  │ execute             │ ◄──── BindComplete    │
 *    │ ◄─ DataRow ...     │                     │ Describe ───────────► │
 *    │ ◄─ CommandComplete │                     │ ◄──── ParameterDescription (statement only)
 *    │                    │                     │ ◄──── RowDescription or NoData
 *    │ ◄─ ReadyForQuery   │                     │ Execute(n) ─────────► │ session.execute
 *                                               │ ◄──── DataRow ...     │
 *                                               │ ◄──── CommandComplete, or PortalSuspended after n rows
 *                                               │ Close ──────────────► │
 *                                               │ ◄──── CloseComplete   │
 *                                               │ Sync ───────────────► │ end of the implicit transaction
 *                                               │ ◄──── ReadyForQuery   │
 *
 *  An error:   Query     → ErrorResponse, the rest of the script is dropped, ReadyForQuery
 *              extended  → ErrorResponse, everything is skipped up to Sync, ReadyForQuery
 *              a body that is not what its type says → the same, with 08P01: the next message begins where it should
 *              a type or a length that cannot be → ErrorResponse FATAL 08P01, the connection ends (thrown to the caller)
 *
 *  COPY, in either protocol, in the midst of its statement:
 *              FROM STDIN  CopyInResponse ◄, CopyData ... CopyDone ► (see {@link ClientRows})
 *              TO STDOUT   CopyOutResponse ◄, CopyData ◄ a row, CopyDone ◄
 *
 *  At any time: NoticeResponse, ParameterStatus (from the session, see {@link WireListener}).
 *  Flush empties the buffer; Terminate and the end of the stream end the conversation.
 * </pre>
 *
 * One thread.
 */
public final class Conversation {
    private final MessageReader reader;
    private final MessageWriter writer;
    private final Workspace workspace;
    private final SimpleProtocol simple;
    private final ExtendedProtocol extended;

    /** Whether an error in the extended protocol makes us pass over everything up to Sync. */
    private boolean skipping;

    private Duration patient = Duration.ZERO;

    /** @param redshiftDriver whether the client knows the types that only Redshift has */
    public Conversation(
            Session session,
            MessageReader reader,
            MessageWriter writer,
            WireListener listener,
            ConversationLimits limits,
            boolean redshiftDriver) {
        this.reader = reader;
        this.writer = writer;
        this.workspace = new Workspace(session, writer, listener, limits, redshiftDriver);
        this.simple = new SimpleProtocol(workspace);
        this.extended = new ExtendedProtocol(workspace, reader);
    }

    /** How long a read may wait; zero for ever. */
    public interface Patience {
        void set(Duration silence) throws IOException;
    }

    /**
     * Says that it is ready, and goes on until the client leaves.
     *
     * @throws IOException if the connection breaks
     * @throws ProtocolViolation if the client sends something that the protocol does not know
     * @throws SqlException IDLE_SESSION_TIMEOUT or IDLE_IN_TRANSACTION_SESSION_TIMEOUT if it stays silent for too long
     */
    public void run(Patience patience) throws IOException {
        try {
            ready();
            for (int type = next(patience); type >= 0 && type != 'X'; type = next(patience)) {
                if (!skipping || type == 'S') {
                    handle((char) type, reader.body());
                }
            }
        } finally {
            workspace.close();
        }
    }

    private int next(Patience patience) throws IOException {
        Session session = workspace.session();
        Duration allowed = session.idleTimeout();
        if (!allowed.equals(patient)) {
            patience.set(allowed);
            patient = allowed;
        }
        try {
            return reader.next();
        } catch (SocketTimeoutException e) {
            boolean idle = session.transactionStatus() == TransactionStatus.IDLE;
            throw new SqlException(
                            idle ? SqlState.IDLE_SESSION_TIMEOUT : SqlState.IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
                            idle
                                    ? "terminating connection due to idle-session timeout"
                                    : "terminating connection due to idle-in-transaction timeout")
                    .withHint("SET " + (idle ? "idle_session_timeout" : "idle_in_transaction_session_timeout")
                            + " TO 0 lets a session stay.")
                    .causedBy(e);
        }
    }

    private void handle(char type, MessageBody body) throws IOException {
        switch (type) {
            case 'Q' -> {
                simple.query(body);
                ready();
            }
            case 'P', 'B', 'D', 'E', 'C' -> skipping = !extended.handle(type, body);
            case 'S' -> sync(body);
            case 'H' -> writer.flush();
            case 'F' -> {
                workspace.fail(
                        new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "Function call messages are not supported")
                                .withHint("Call the function in a SELECT."),
                        "",
                        0);
                ready();
            }
            // CopyData, CopyDone and CopyFail, late for a COPY that has failed: PostgreSQL passes over them too.
            case 'd', 'c', 'f' -> {}
            default -> throw new ProtocolViolation("Unknown message type " + (int) type);
        }
    }

    private void sync(MessageBody body) throws IOException {
        body.end();
        if (workspace.session().transactionStatus() == TransactionStatus.IDLE) {
            workspace.portals().closeAll();
        }
        try {
            workspace.endImplicitTransaction(!skipping);
        } catch (RuntimeException e) {
            workspace.fail(e, "", 0);
        }
        skipping = false;
        ready();
    }

    private void ready() throws IOException {
        TransactionStatus status = workspace.session().transactionStatus();
        if (status == TransactionStatus.IDLE) {
            workspace.portals().closeAll();
        }
        writer.readyForQuery(status.code());
        writer.flush();
    }
}
