package io.auspex.model.artifact;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses to unpack more than a fixed number of bytes. */
final class BoundedStream extends FilterInputStream {
    private final long most;
    private long count;

    BoundedStream(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int got = super.read(buffer, offset, length);
        count(Math.max(got, 0));
        return got;
    }

    @Override
    public long skip(long length) throws IOException {
        long skipped = super.skip(length);
        count(skipped);
        return skipped;
    }

    private void count(long more) {
        count += more;
        if (count > most) {
            throw new ArtifactException("The artifact unpacks to more than " + most + " bytes, the limit here");
        }
    }
}
