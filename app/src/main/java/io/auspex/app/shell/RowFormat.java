package io.auspex.app.shell;

import io.auspex.app.shell.ResultRows.Column;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jline.utils.WCWidth;

/** The ways in which the shell prints rows; the first two look as psql's do. NULL is empty in all of them. */
public enum RowFormat {
    ALIGNED {
        @Override
        public void print(ResultRows result, PrintWriter out) {
            List<Column> columns = result.columns();
            int[] widths = new int[columns.size()];
            for (int i = 0; i < widths.length; i++) {
                widths[i] = width(columns.get(i).name());
            }
            for (List<String> row : result.rows()) {
                for (int i = 0; i < widths.length; i++) {
                    for (String line : lines(row.get(i))) {
                        widths[i] = Math.max(widths[i], width(line));
                    }
                }
            }
            StringBuilder header = new StringBuilder();
            StringBuilder rule = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String name = columns.get(i).name();
                int left = (widths[i] - width(name)) / 2;
                header.append(i == 0 ? " " : "| ").append(" ".repeat(left)).append(name);
                header.append(" ".repeat(widths[i] - width(name) - left + 1));
                rule.append(i == 0 ? "" : "+").append("-".repeat(widths[i] + 2));
            }
            out.println(header.toString().stripTrailing());
            out.println(rule);
            for (List<String> row : result.rows()) {
                printRow(row, columns, widths, out);
            }
            int count = result.rows().size();
            out.println("(" + count + (count == 1 ? " row)" : " rows)"));
            out.println();
        }

        private void printRow(List<String> row, List<Column> columns, int[] widths, PrintWriter out) {
            List<List<String>> cells = new ArrayList<>();
            int height = 1;
            for (String value : row) {
                List<String> cell = lines(value);
                cells.add(cell);
                height = Math.max(height, cell.size());
            }
            for (int line = 0; line < height; line++) {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < widths.length; i++) {
                    List<String> cell = cells.get(i);
                    String part = line < cell.size() ? cell.get(line) : "";
                    String padding = " ".repeat(widths[i] - width(part));
                    text.append(i == 0 ? " " : "| ");
                    text.append(columns.get(i).number() ? padding + part : part + padding);
                    // A value that goes on in the next line says so, as in psql.
                    text.append(line + 1 < cell.size() ? '+' : ' ');
                }
                out.println(text.toString().stripTrailing());
            }
        }
    },

    /** A line a value, for rows wider than the screen. */
    EXPANDED {
        @Override
        public void print(ResultRows result, PrintWriter out) {
            int nameWidth = 0;
            for (Column column : result.columns()) {
                nameWidth = Math.max(nameWidth, width(column.name()));
            }
            if (result.rows().isEmpty()) {
                out.println("(0 rows)");
            }
            int number = 0;
            for (List<String> row : result.rows()) {
                number++;
                int valueWidth = 0;
                for (String value : row) {
                    for (String line : lines(value)) {
                        valueWidth = Math.max(valueWidth, width(line));
                    }
                }
                String title = "-[ RECORD " + number + " ]";
                StringBuilder rule = new StringBuilder(title);
                while (rule.length() < nameWidth + valueWidth + 3) {
                    rule.append(rule.length() == nameWidth + 1 ? '+' : '-');
                }
                out.println(rule);
                for (int i = 0; i < row.size(); i++) {
                    String name = result.columns().get(i).name();
                    for (String line : lines(row.get(i))) {
                        String padded = name + " ".repeat(nameWidth - width(name));
                        out.println((padded + " | " + line).stripTrailing());
                        name = "";
                    }
                }
            }
            out.println();
        }
    },

    /** RFC 4180, for other programs. */
    CSV {
        @Override
        public void print(ResultRows result, PrintWriter out) {
            List<String> names = new ArrayList<>();
            for (Column column : result.columns()) {
                names.add(column.name());
            }
            printCsv(names, out);
            for (List<String> row : result.rows()) {
                printCsv(row, out);
            }
        }

        private void printCsv(List<String> values, PrintWriter out) {
            StringJoiner line = new StringJoiner(",");
            for (String value : values) {
                line.add(value == null ? "" : quoted(value));
            }
            out.println(line);
        }

        /** An empty string is quoted, which tells it from NULL. */
        private String quoted(String value) {
            boolean plain = !value.isEmpty() && value.chars().noneMatch(c -> "\",\r\n".indexOf(c) >= 0);
            return plain ? value : "\"" + value.replace("\"", "\"\"") + "\"";
        }
    };

    public abstract void print(ResultRows result, PrintWriter out);

    private static List<String> lines(String value) {
        return value == null ? List.of("") : List.of(value.replace("\t", "    ").split("\\r?\\n|\\r", -1));
    }

    /** Columns that the text takes on a terminal. */
    private static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            width += Math.max(0, WCWidth.wcwidth(text.codePointAt(i)));
        }
        return width;
    }
}
