package io.auspex.server.storage;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A new file of packed text that knows how long it has become. */
final class CountedFile implements Closeable {
    private final Count count;
    private final OutputStream out;

    CountedFile(Path file, Compression compression) throws IOException {
        count = new Count(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
        try {
            out = compression.pack(count);
        } catch (IOException | RuntimeException e) {
            count.close();
            throw e;
        }
    }

    void write(CharSequence text) throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Packed bytes so far; what the packer still holds is not among them. */
    long bytes() {
        return count.bytes;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static final class Count extends FilterOutputStream {
        private long bytes;

        Count(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            out.write(source, offset, length);
            bytes += length;
        }
    }
}
