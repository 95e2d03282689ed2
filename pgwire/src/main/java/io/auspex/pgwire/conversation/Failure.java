package io.auspex.pgwire.conversation;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.pgwire.message.ProtocolViolation;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Makes of whatever was thrown an error that a client may see. */
public final class Failure {
    private static final System.Logger LOG = System.getLogger(Failure.class.getName());

    private Failure() {}

    /**
     * An error that nobody foresaw goes to the log in full; the client gets a reference to it, and nothing of what is
     * inside the server.
     */
    public static SqlException of(Throwable thrown) {
        if (thrown instanceof SqlException expected) {
            return expected;
        }
        if (thrown instanceof ProtocolViolation) {
            return new SqlException(SqlState.PROTOCOL_VIOLATION, thrown.getMessage());
        }
        if (thrown instanceof StackOverflowError) {
            return new SqlException(SqlState.PROGRAM_LIMIT_EXCEEDED, "The statement is nested too deeply")
                    .withHint("Split it into simpler ones.");
        }
        if (thrown instanceof OutOfMemoryError) {
            LOG.log(System.Logger.Level.ERROR, "Out of memory", thrown);
            return new SqlException(SqlState.OUT_OF_MEMORY, "The server ran out of memory for this statement")
                    .withHint("Try with fewer or shorter columns, or give the server more memory.");
        }
        String reference =
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.log(System.Logger.Level.ERROR, "Internal error " + reference, thrown);
        return new SqlException(SqlState.INTERNAL_ERROR, "Internal error (reference " + reference + ")")
                .withHint("The server's log has the details under this reference.");
    }
}
