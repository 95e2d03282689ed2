package io.auspex.server.storage;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client sends for COPY FROM STDIN. In text format a backslash takes the meaning from the character behind it and
 * writes control characters; in CSV only a value without quotes can be NULL. A line {@code \.} ends the data in both.
 */
final class ClientRecords implements RecordReader {
    private static final int LONGEST_RECORD = 64 << 20;
    private static final int BUFFER_CHARACTERS = 1 << 15;
    private static final String END_MARK = "\\.";

    private final Reader in;
    private final ClientFormat format;
    private final char[] buffer = new char[BUFFER_CHARACTERS];
    private int next;
    private int limit;
    private final StringBuilder field = new StringBuilder();
    private final List<String> fields = new ArrayList<>();
    private long line = 1;
    private long recordLength;
    private boolean ended;

    /** Whether the field read last could be the mark of the end as it stands, not a value that only reads like it. */
    private boolean maybeMark;

    ClientRecords(Reader in, ClientFormat format) {
        this.in = in;
        this.format = format;
    }

    @Override
    public TextRecord next() throws IOException {
        int c = ended ? -1 : read();
        if (c < 0) {
            return null;
        }
        long start = line;
        recordLength = 0;
        fields.clear();
        do {
            c = format.csv() ? csvField(c) : textField(c);
            boolean more = c == format.delimiter();
            if (!more && maybeMark && fields.size() == 1 && END_MARK.equals(fields.get(0))) {
                readToEnd();
                return null;
            }
            if (more) {
                c = read();
            } else {
                lineEnd(c);
                return new TextRecord(start, fields.toArray(new String[0]));
            }
        } while (true);
    }

    private void lineEnd(int c) throws IOException {
        if (c == '\r' && peek() == '\n') {
            read();
        }
        line++;
    }

    /** Reads a field from its first character on; gives the delimiter or line break behind it, or -1. */
    private int textField(int first) throws IOException {
        field.setLength(0);
        boolean escaped = false;
        boolean isNull = true;
        String nullText = format.nullText();
        int raw = 0;
        int c = first;
        while (c >= 0 && c != format.delimiter() && c != '\n' && c != '\r') {
            isNull &= raw < nullText.length() && nullText.charAt(raw) == c;
            raw++;
            if (c == '\\') {
                c = read();
                if (c < 0) {
                    append('\\');
                    break;
                }
                isNull &= raw < nullText.length() && nullText.charAt(raw) == c;
                raw++;
                if (c == '.' && field.length() == 0 && !escaped && fields.isEmpty() && isLineEnd(peek())) {
                    field.append(END_MARK);
                    maybeMark = true;
                    fields.add(END_MARK);
                    return read();
                }
                escaped = true;
                escape(c);
            } else {
                append(c);
            }
            c = read();
        }
        maybeMark = false;
        fields.add(isNull && raw == nullText.length() ? null : field.toString());
        return c;
    }

    private static boolean isLineEnd(int c) {
        return c < 0 || c == '\n' || c == '\r';
    }

    private void escape(int c) throws IOException {
        switch (c) {
            case 'b' -> append('\b');
            case 'f' -> append('\f');
            case 'n' -> append('\n');
            case 'r' -> append('\r');
            case 't' -> append('\t');
            case 'v' -> append('\u000B');
            case 'x' -> hexadecimal();
            case '\n' -> {
                line++;
                append('\n');
            }
            default -> {
                if (c >= '0' && c <= '7') {
                    octal(c - '0');
                } else {
                    append(c);
                }
            }
        }
    }

    private void hexadecimal() throws IOException {
        int value = Character.digit(peek(), 16);
        if (value < 0) {
            append('x');
            return;
        }
        read();
        int second = Character.digit(peek(), 16);
        if (second >= 0) {
            read();
            value = value * 16 + second;
        }
        append(value);
    }

    private void octal(int first) throws IOException {
        int value = first;
        for (int i = 0; i < 2 && peek() >= '0' && peek() <= '7'; i++) {
            value = value * 8 + (read() - '0');
        }
        append(value & 0xFF);
    }

    private int csvField(int first) throws IOException {
        field.setLength(0);
        boolean quoted = false;
        int c = first;
        while (c >= 0 && c != format.delimiter() && c != '\n' && c != '\r') {
            if (c == format.quote()) {
                quoted = true;
                quotes();
            } else {
                append(c);
            }
            c = read();
        }
        String value = field.toString();
        maybeMark = !quoted;
        fields.add(!quoted && value.equals(format.nullText()) ? null : value);
        return c;
    }

    /** Reads up to the closing quote. */
    private void quotes() throws IOException {
        long opened = line;
        while (true) {
            int c = read();
            if (c < 0) {
                throw new BrokenRecordException(opened, "the quote that is opened here is never closed", null);
            }
            if (c == format.escape() && (peek() == format.quote() || peek() == format.escape())) {
                append(read());
            } else if (c == format.quote()) {
                return;
            } else {
                if (c == '\n') {
                    line++;
                }
                append(c);
            }
        }
    }

    private void append(int c) throws IOException {
        if (++recordLength > LONGEST_RECORD) {
            throw new BrokenRecordException(line, "the record is longer than " + (LONGEST_RECORD >> 20) + " MB", null);
        }
        field.append((char) c);
    }

    private int read() throws IOException {
        return next < limit || fill() ? buffer[next++] : -1;
    }

    private int peek() throws IOException {
        return next < limit || fill() ? buffer[next] : -1;
    }

    private boolean fill() throws IOException {
        next = 0;
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        return limit > 0;
    }

    /** The client goes on up to its own end, which has to be waited for. */
    private void readToEnd() throws IOException {
        ended = true;
        do {
            next = limit;
        } while (fill());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
