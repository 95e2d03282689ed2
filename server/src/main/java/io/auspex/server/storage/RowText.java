package io.auspex.server.storage;

import io.auspex.language.type.SqlType;
import io.auspex.warehouse.ResultColumn;
import java.util.List;

/** Writes rows as lines of text: what UNLOAD puts into files and COPY TO STDOUT sends. */
public sealed interface RowText {
    /** Appends the line of column names. */
    void header(List<String> names, StringBuilder out);

    /**
     * Appends a row with the end of its line.
     *
     * @param values the text of each column, or null
     */
    void line(String[] values, StringBuilder out);

    /** What COPY TO STDOUT writes. */
    static RowText of(ClientFormat format) {
        return format.csv()
                ? new Csv(
                        format.delimiter(), format.quote(), format.escape(), format.nullText(), true, format.quoteAll())
                : new Client(format.delimiter(), format.nullText());
    }

    /**
     * Redshift's default: values as they are between delimiters.
     *
     * @param addQuotes whether every value that is not NULL stands in double quotes
     * @param escape whether a backslash stands before line breaks, delimiters, backslashes and, with quotes, quotes
     */
    record Delimited(char delimiter, String nullText, boolean addQuotes, boolean escape) implements RowText {
        @Override
        public void header(List<String> names, StringBuilder out) {
            line(names.toArray(new String[0]), out);
        }

        @Override
        public void line(String[] values, StringBuilder out) {
            for (int i = 0; i < values.length; i++) {
                if (i > 0) {
                    out.append(delimiter);
                }
                if (values[i] == null) {
                    out.append(nullText);
                } else if (addQuotes) {
                    append(values[i], out.append('"'));
                    out.append('"');
                } else {
                    append(values[i], out);
                }
            }
            out.append('\n');
        }

        private void append(String value, StringBuilder out) {
            if (!escape) {
                out.append(value);
                return;
            }
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                boolean quote = addQuotes && (c == '"' || c == '\'');
                if (c == '\n' || c == '\r' || c == '\\' || c == delimiter || quote) {
                    out.append('\\');
                }
                out.append(c);
            }
        }
    }

    /**
     * Values in quotes where they need them.
     *
     * @param escape what stands before a quote within quotes
     * @param distinct whether a value that reads like NULL is quoted, so that it can be told from NULL
     * @param quoteAll whether every value that is not NULL is
     */
    record Csv(char delimiter, char quote, char escape, String nullText, boolean distinct, boolean quoteAll)
            implements RowText {
        @Override
        public void header(List<String> names, StringBuilder out) {
            line(names.toArray(new String[0]), out);
        }

        @Override
        public void line(String[] values, StringBuilder out) {
            for (int i = 0; i < values.length; i++) {
                if (i > 0) {
                    out.append(delimiter);
                }
                if (values[i] == null) {
                    out.append(nullText);
                } else if (quoteAll || needsQuotes(values[i], values.length == 1)) {
                    quoted(values[i], out);
                } else {
                    out.append(values[i]);
                }
            }
            out.append('\n');
        }

        private boolean needsQuotes(String value, boolean alone) {
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == delimiter || c == quote || c == '\n' || c == '\r') {
                    return true;
                }
            }
            return distinct && (value.equals(nullText) || (alone && value.equals("\\.")));
        }

        private void quoted(String value, StringBuilder out) {
            out.append(quote);
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == quote || c == escape) {
                    out.append(escape);
                }
                out.append(c);
            }
            out.append(quote);
        }
    }

    /** PostgreSQL's text format: control characters, delimiters and backslashes behind a backslash. */
    record Client(char delimiter, String nullText) implements RowText {
        @Override
        public void header(List<String> names, StringBuilder out) {
            line(names.toArray(new String[0]), out);
        }

        @Override
        public void line(String[] values, StringBuilder out) {
            for (int i = 0; i < values.length; i++) {
                if (i > 0) {
                    out.append(delimiter);
                }
                if (values[i] == null) {
                    out.append(nullText);
                } else {
                    append(values[i], out);
                }
            }
            out.append('\n');
        }

        private void append(String value, StringBuilder out) {
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                switch (c) {
                    case '\b' -> out.append("\\b");
                    case '\f' -> out.append("\\f");
                    case '\n' -> out.append("\\n");
                    case '\r' -> out.append("\\r");
                    case '\t' -> out.append("\\t");
                    case '\u000B' -> out.append("\\v");
                    case '\\' -> out.append("\\\\");
                    default -> {
                        if (c == delimiter) {
                            out.append('\\');
                        }
                        out.append(c);
                    }
                }
            }
        }
    }

    /** Each value in so many characters: shorter ones are filled up with blanks, longer ones cut off. */
    record FixedWidth(List<Integer> widths, String nullText) implements RowText {
        public FixedWidth {
            widths = List.copyOf(widths);
        }

        @Override
        public void header(List<String> names, StringBuilder out) {
            line(names.toArray(new String[0]), out);
        }

        @Override
        public void line(String[] values, StringBuilder out) {
            for (int i = 0; i < values.length; i++) {
                String value = values[i] == null ? nullText : values[i];
                int width = widths.get(i);
                out.append(value, 0, Math.min(width, value.length()));
                for (int blank = value.length(); blank < width; blank++) {
                    out.append(' ');
                }
            }
            out.append('\n');
        }
    }

    /** An object a line; numbers and truth values as JSON has them, SUPER as it is, everything else in quotes. */
    record JsonLines(List<ResultColumn> columns) implements RowText {
        public JsonLines {
            columns = List.copyOf(columns);
        }

        @Override
        public void header(List<String> names, StringBuilder out) {
            throw new IllegalStateException("JSON has no header");
        }

        @Override
        public void line(String[] values, StringBuilder out) {
            out.append('{');
            for (int i = 0; i < values.length; i++) {
                quoted(columns.get(i).name(), i == 0 ? out : out.append(','));
                out.append(':');
                append(columns.get(i).type(), values[i], out);
            }
            out.append("}\n");
        }

        private static void append(SqlType type, String value, StringBuilder out) {
            if (value == null) {
                out.append("null");
                return;
            }
            switch (type.kind()) {
                case BOOLEAN -> out.append(value.equals("t"));
                case SMALLINT, INTEGER, BIGINT, DECIMAL, SUPER, ARRAY -> out.append(value);
                case REAL, DOUBLE -> {
                    // JSON has no NaN and no Infinity.
                    if (value.charAt(value.length() - 1) > '9') {
                        quoted(value, out);
                    } else {
                        out.append(value);
                    }
                }
                default -> quoted(value, out);
            }
        }

        private static void quoted(String value, StringBuilder out) {
            out.append('"');
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                switch (c) {
                    case '"' -> out.append("\\\"");
                    case '\\' -> out.append("\\\\");
                    case '\n' -> out.append("\\n");
                    case '\r' -> out.append("\\r");
                    case '\t' -> out.append("\\t");
                    default -> {
                        if (c < ' ') {
                            out.append("\\u00")
                                    .append(Character.forDigit(c >> 4, 16))
                                    .append(Character.forDigit(c & 15, 16));
                        } else {
                            out.append(c);
                        }
                    }
                }
            }
            out.append('"');
        }
    }
}
