package io.auspex.server.storage;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;

/** Lines of bounded length, counted from 1; they end at a line feed, with or without a carriage return before it. */
final class LineReader implements Closeable {
    private final Reader in;
    private final int longest;
    private final StringBuilder text = new StringBuilder();
    private long line;

    LineReader(Reader in, int longest) {
        this.in = new BufferedReader(in, 1 << 16);
        this.longest = longest;
    }

    /** Without its end; null behind the last one. */
    String next() throws IOException {
        int c = in.read();
        if (c < 0) {
            return null;
        }
        line++;
        text.setLength(0);
        while (c >= 0 && c != '\n') {
            if (text.length() == longest) {
                throw new BrokenRecordException(line, "the record is longer than " + (longest >> 20) + " MB", null);
            }
            text.append((char) c);
            c = in.read();
        }
        int last = text.length() - 1;
        if (last >= 0 && text.charAt(last) == '\r') {
            text.setLength(last);
        }
        return text.toString();
    }

    /** Number of the line that {@link #next} gave last. */
    long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
