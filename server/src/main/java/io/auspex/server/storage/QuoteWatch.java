package io.auspex.server.storage;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Passes CSV on and notices a quoted field that the end of the file cuts off: the CSV reader takes all the rest of the file
 * as its value and says nothing.
 */
final class QuoteWatch extends FilterReader {
    private final char delimiter;
    private final char quote;
    private boolean fieldBegins = true;
    private boolean open;
    private boolean ended;
    private long line = 1;
    private long openedAt;

    QuoteWatch(Reader in, char delimiter, char quote) {
        super(in);
        this.delimiter = delimiter;
        this.quote = quote;
    }

    /** Whether the text has been read to its end and that end is inside quotes. */
    boolean endsInsideQuotes() {
        return ended && open;
    }

    /** The line, from 1, of the quote that was opened last. */
    long openedAt() {
        return openedAt;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        ended = count < 0;
        for (int i = offset; i < offset + count; i++) {
            watch(target[i]);
        }
        return count;
    }

    /** A quote written twice closes the field and opens it again. */
    private void watch(char c) {
        if (c == '\n') {
            line++;
        }
        if (open) {
            open = c != quote;
            fieldBegins = !open;
        } else if (c == quote && fieldBegins) {
            open = true;
            openedAt = line;
        } else {
            fieldBegins = c == delimiter || c == '\n' || c == '\r';
        }
    }
}
