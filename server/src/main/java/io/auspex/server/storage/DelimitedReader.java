package io.auspex.server.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Redshift's default text format: fields between delimiters, a record a line. With ESCAPE a backslash takes the meaning from
 * the character behind it, a line break too; with REMOVEQUOTES quotes around a field hold delimiters and are taken off.
 */
final class DelimitedReader implements RecordReader {
    private static final int LONGEST_RECORD = 64 << 20;

    private final Reader in;
    private final CopyFormat format;
    private final StringBuilder field = new StringBuilder();
    private final List<String> fields = new ArrayList<>();
    private long line = 1;
    private int recordLength;

    DelimitedReader(Reader in, CopyFormat format) {
        this.in = new BufferedReader(in, 1 << 16);
        this.format = format;
    }

    @Override
    public TextRecord next() throws IOException {
        int c = read();
        if (c < 0) {
            return null;
        }
        long start = line;
        recordLength = 0;
        fields.clear();
        while (true) {
            field.setLength(0);
            boolean literal = false;
            if (format.removeQuotes() && (c == '"' || c == '\'')) {
                c = quoted(c);
                literal = true;
            }
            while (c >= 0 && c != format.delimiter() && c != '\n') {
                if (format.escape() && c == '\\') {
                    c = read();
                    if (c < 0) {
                        break;
                    }
                    if (c == 'N' && field.length() == 0) {
                        // \N stays as it is: it is the usual way to write NULL.
                        field.append('\\');
                    }
                    if (c == '\n') {
                        line++;
                    }
                }
                append(c);
                c = read();
            }
            if (c != format.delimiter() && !literal) {
                dropCarriageReturn();
            }
            fields.add(field.toString());
            if (c < 0 || c == '\n') {
                line++;
                return new TextRecord(start, fields.toArray(new String[0]));
            }
            c = read();
        }
    }

    /** Reads to the closing quote; gives the character behind it. */
    private int quoted(int quote) throws IOException {
        long opened = line;
        int c = read();
        while (c >= 0 && c != quote) {
            if (format.escape() && c == '\\') {
                c = read();
            }
            if (c == '\n') {
                line++;
            }
            append(c);
            c = read();
        }
        if (c < 0) {
            throw new BrokenRecordException(opened, "the quote that is opened here is never closed", null);
        }
        c = read();
        return c == '\r' ? read() : c;
    }

    private void append(int c) throws IOException {
        if (++recordLength > LONGEST_RECORD) {
            throw new BrokenRecordException(line, "the record is longer than " + (LONGEST_RECORD >> 20) + " MB", null);
        }
        if (c >= 0) {
            field.append((char) c);
        }
    }

    private void dropCarriageReturn() {
        int last = field.length() - 1;
        if (last >= 0 && field.charAt(last) == '\r') {
            field.setLength(last);
        }
    }

    private int read() throws IOException {
        return in.read();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
