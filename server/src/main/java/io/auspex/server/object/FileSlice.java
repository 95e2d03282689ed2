package io.auspex.server.object;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a part of a file. */
final class FileSlice extends InputStream {
    private final SeekableByteChannel channel;
    private long left;

    FileSlice(Path file, long start, long length) throws IOException {
        channel = Files.newByteChannel(file);
        channel.position(start);
        left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        int count = channel.read(ByteBuffer.wrap(target, offset, (int) Math.min(length, left)));
        if (count < 0) {
            throw new IOException("the file has become shorter");
        }
        left -= count;
        return count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
