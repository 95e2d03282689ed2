package io.auspex.server.storage;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** One record a line, each field so many characters wide; what a line lacks at its end is a field that is not there. */
final class FixedWidthReader implements RecordReader {
    private static final int LONGEST_RECORD = 64 << 20;

    private final LineReader lines;
    private final int[] widths;

    /** @param specification {@code label:width,label:width}; labels mean nothing, as in Redshift */
    FixedWidthReader(Reader in, String specification) {
        this.lines = new LineReader(in, LONGEST_RECORD);
        this.widths = widths(specification);
    }

    /** @throws SqlException INVALID_PARAMETER_VALUE if it is no list of labels and widths */
    static int[] widths(String specification) {
        List<Integer> widths = new ArrayList<>();
        for (String part : specification.split(",", -1)) {
            String width = part.substring(part.lastIndexOf(':') + 1).strip();
            if (part.indexOf(':') < 0 || !width.matches("[1-9][0-9]{0,5}")) {
                throw new SqlException(
                                SqlState.INVALID_PARAMETER_VALUE,
                                "FIXEDWIDTH '" + specification + "' is not valid at \"" + part.strip() + "\"")
                        .withHint("Write FIXEDWIDTH 'name:10,age:3', a label and a width for each column.");
            }
            widths.add(Integer.parseInt(width));
        }
        return widths.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public TextRecord next() throws IOException {
        String text = lines.next();
        if (text == null) {
            return null;
        }
        List<String> fields = new ArrayList<>(widths.length);
        int at = 0;
        for (int i = 0; i < widths.length && (at < text.length() || i == 0); i++) {
            int end = Math.min(text.length(), at + widths[i]);
            fields.add(text.substring(at, end));
            at = end;
        }
        if (at < text.length() && !text.substring(at).isBlank()) {
            throw new BrokenRecordException(lines.line(), "the line is longer than all fields together", null);
        }
        return new TextRecord(lines.line(), fields.toArray(new String[0]));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
