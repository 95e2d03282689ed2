package io.auspex.benchmark.report;

import java.io.PrintWriter;
import java.util.List;

/** Columns of text, aligned: the first to the left, the others, which are numbers, to the right. */
public record TextTable(List<List<String>> rows) {
    public void print(PrintWriter out) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                String value = row.get(column);
                String padding = " ".repeat(widths[column] - value.length());
                line.append(column == 0 ? value + padding : "  " + padding + value);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
