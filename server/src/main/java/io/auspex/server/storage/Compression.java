package io.auspex.server.storage;

import io.airlift.compress.zstd.ZstdInputStream;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** How the files of COPY and UNLOAD are packed; the names are those of the options. */
public enum Compression {
    NONE(""),
    GZIP(".gz"),
    BZIP2(".bz2"),
    ZSTD(".zst");

    private static final int BUFFER_BYTES = 1 << 16;

    private final String extension;

    Compression(String extension) {
        this.extension = extension;
    }

    /** The one that the options name. */
    static Compression of(Map<String, String> options) {
        Compression found = NONE;
        for (Compression compression : values()) {
            if (options.containsKey(compression.name())) {
                if (found != NONE) {
                    throw OptionValues.contradiction(found.name(), compression.name());
                }
                found = compression;
            }
        }
        return found;
    }

    /** What UNLOAD puts behind the names of its files. */
    String extension() {
        return extension;
    }

    /** @throws IOException if the bytes are not packed so; some of it shows only when they are read */
    InputStream unpack(InputStream in) throws IOException {
        return switch (this) {
            case NONE -> in;
            case GZIP -> new GZIPInputStream(in, BUFFER_BYTES);
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
            case ZSTD -> new CheckedStream(new ZstdInputStream(in));
        };
    }

    OutputStream pack(OutputStream out) throws IOException {
        return switch (this) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out, BUFFER_BYTES);
            case BZIP2 -> new BZip2CompressorOutputStream(out);
            case ZSTD -> new ZstdOutputStream(out);
        };
    }

    /** The decoder of Zstandard throws unchecked exceptions for bytes that are none. */
    private static final class CheckedStream extends InputStream {
        private final InputStream in;

        CheckedStream(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return in.read(target, offset, length);
            } catch (RuntimeException e) {
                throw new IOException("not in Zstandard format: " + e.getMessage(), e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
