package io.auspex.pgwire.conversation;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.pgwire.message.MessageBody;
import io.auspex.pgwire.message.MessageReader;
import io.auspex.pgwire.message.ProtocolViolation;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes that a client sends for COPY FROM STDIN, taken out of its messages while the statement runs.
 *
 * <pre>
 *   client                 server
 *     │ ◄──── CopyInResponse │
 *     │ CopyData ... ──────► │ read
 *     │ CopyDone ──────────► │ end of the stream
 *     │ or CopyFail ───────► │ the statement fails
 * </pre>
 *
 * Flush and Sync among them mean nothing: in the extended protocol a client sends Sync right behind Execute, before it knows
 * that the statement is a COPY, and another one at the end.
 */
final class ClientRows extends InputStream {
    private final MessageReader reader;
    private MessageBody body = MessageBody.of(new byte[0]);
    private boolean ended;

    ClientRows(MessageReader reader) {
        this.reader = reader;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (!ended && body.remaining() == 0) {
            try {
                nextMessage();
            } catch (ProtocolViolation e) {
                // The statement has to end first; whoever reads next finds the same bytes, and ends the connection.
                throw new SqlException(SqlState.PROTOCOL_VIOLATION, e.getMessage()).causedBy(e);
            }
        }
        return ended ? -1 : body.read(target, offset, length);
    }

    private void nextMessage() throws IOException {
        int type = reader.next();
        switch (type) {
            case 'd' -> body = reader.body();
            case 'c' -> ended = true;
            case 'f' -> {
                ended = true;
                throw new SqlException(
                        SqlState.QUERY_CANCELED,
                        "COPY from stdin failed: " + reader.body().string());
            }
            case 'H', 'S' -> {}
            case -1 -> throw new EOFException("The client closed the connection inside COPY FROM STDIN");
            default ->
                throw new SqlException(
                        SqlState.PROTOCOL_VIOLATION,
                        String.format("unexpected message type 0x%02X during COPY from stdin", type));
        }
    }
}
