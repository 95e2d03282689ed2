package io.auspex.server.object;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a remote object. A connection that breaks off is taken up again where it ended, a few times; what ends before
 * the object does is no end.
 */
final class RemoteInput extends InputStream {
    private static final int MOST_FAILURES = 5;
    private static final int AHEAD = 1 << 18;

    private final String location;
    private final Opener opener;
    private final byte[] buffer = new byte[AHEAD];
    private Source source;
    private long position;
    private int next;
    private int filled;
    private int failures;

    /** A connection that gives the object's bytes from somewhere on. */
    interface Source {
        /** So many bytes at most; -1 at the end. Ends early when the statement does. */
        int read(byte[] target) throws IOException;

        /** Ends the connection without reading the rest. */
        void abandon();

        /** Bytes of the whole object. */
        long length();
    }

    /** Opens a connection from an offset on. */
    @FunctionalInterface
    interface Opener {
        Source open(long offset);
    }

    /** @param location as errors name it */
    RemoteInput(String location, Opener opener) {
        this.location = location;
        this.opener = opener;
        this.source = opener.open(0);
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, filled - next);
        System.arraycopy(buffer, next, target, offset, count);
        next += count;
        return count;
    }

    @Override
    public int available() {
        return filled - next;
    }

    private boolean fill() throws IOException {
        while (next == filled) {
            if (source == null) {
                throw new IOException("the stream is closed");
            }
            if (position == source.length()) {
                return false;
            }
            next = 0;
            filled = 0;
            filled = Math.max(0, readOrResume());
            position += filled;
        }
        return true;
    }

    /** 0 where the connection had to be taken up again. */
    private int readOrResume() {
        IOException broken;
        try {
            int count = source.read(buffer);
            if (count >= 0) {
                return count;
            }
            broken = new IOException("the object ended at byte " + position + " of " + source.length());
        } catch (IOException e) {
            broken = e;
        }
        if (++failures > MOST_FAILURES) {
            throw new SqlException(SqlState.IO_ERROR, "S3 breaks off while \"" + location + "\" is read")
                    .withHint("Run the statement again later; if it fails again, ask the operator of the store.")
                    .causedBy(broken);
        }
        source.abandon();
        source = opener.open(position);
        return 0;
    }

    @Override
    public void close() {
        if (source != null) {
            source.abandon();
            source = null;
            next = 0;
            filled = 0;
        }
    }
}
