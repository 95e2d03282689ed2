package io.auspex.pgwire.message;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts the client's bytes into messages: a type, a 32-bit length that counts itself, a body. Memory grows with the bytes
 * that have come, never with the length that was announced, and shrinks again after a long message.
 */
public final class MessageReader {
    private static final int INITIAL_BYTES = 8 << 10;
    private static final int KEPT_BYTES = 64 << 10;
    private static final int HEADER_BYTES = 5;

    private final InputStream in;
    private byte[] buffer = new byte[INITIAL_BYTES];
    private int start;
    private int limit;
    private int maximumBytes;
    private int bodyEnd;

    /** @param maximumBytes longest body that is accepted */
    public MessageReader(InputStream in, int maximumBytes) {
        this.in = in;
        this.maximumBytes = maximumBytes;
    }

    /** Raises the limit: a client that has proved who it is may send long statements. */
    public void allow(int newMaximumBytes) {
        maximumBytes = newMaximumBytes;
    }

    /**
     * Waits for the next message and reads it whole.
     *
     * @return its type, or -1 where the client has closed the connection between messages
     * @throws ProtocolViolation if its length is impossible
     * @throws EOFException if the connection ends inside it
     */
    public int next() throws IOException {
        start = bodyEnd;
        compact();
        if (start == limit && !fill()) {
            return -1;
        }
        require(HEADER_BYTES);
        int length = lengthAt(start);
        if (length < 4 || length - 4 > maximumBytes) {
            throw new ProtocolViolation("Invalid message length " + length);
        }
        require(length + 1);
        bodyEnd = start + 1 + length;
        return buffer[start] & 0xFF;
    }

    /** The body of the message that {@link #next} read, valid until the next call. */
    public MessageBody body() {
        return new MessageBody(buffer, start + HEADER_BYTES, bodyEnd);
    }

    /**
     * Whether the client has already sent the end of its pipeline after this message: Sync, perhaps behind a Flush. Never
     * waits for bytes that have not come.
     */
    public boolean syncFollows() throws IOException {
        int at = bodyEnd;
        if (limit - at < HEADER_BYTES && in.available() > 0) {
            makeRoom();
            fill();
            at = bodyEnd;
        }
        if (limit - at >= HEADER_BYTES && buffer[at] == 'H' && lengthAt(at) == 4) {
            at += HEADER_BYTES;
        }
        return at < limit && buffer[at] == 'S';
    }

    private int lengthAt(int message) {
        return buffer[message + 1] << 24
                | (buffer[message + 2] & 0xFF) << 16
                | (buffer[message + 3] & 0xFF) << 8
                | (buffer[message + 4] & 0xFF);
    }

    private void compact() {
        int rest = limit - start;
        if (buffer.length > KEPT_BYTES && rest < INITIAL_BYTES) {
            buffer = Arrays.copyOf(Arrays.copyOfRange(buffer, start, limit), INITIAL_BYTES);
        } else if (start > 0 && (rest == 0 || start > buffer.length / 2)) {
            System.arraycopy(buffer, start, buffer, 0, rest);
        } else {
            return;
        }
        start = 0;
        limit = rest;
        bodyEnd = 0;
    }

    private void require(int bytes) throws IOException {
        while (limit - start < bytes) {
            if (!fill()) {
                throw new EOFException("The client closed the connection inside a message");
            }
        }
    }

    /** Keeps the present message where it is, and makes sure that at least one byte more can be read. */
    private void makeRoom() {
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
    }

    private boolean fill() throws IOException {
        makeRoom();
        int count = in.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            return false;
        }
        limit += count;
        return true;
    }
}
