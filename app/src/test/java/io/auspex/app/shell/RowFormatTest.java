package io.auspex.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.app.shell.ResultRows.Column;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowFormatTest {
    private static final ResultRows CUSTOMERS = new ResultRows(
            List.of(new Column("name", false), new Column("n", true)),
            List.of(List.of("Ana", "1"), Arrays.asList("Bo\nhra", "23"), Arrays.asList("日本", null)));

    @Test
    void alignedAsPsql() {
        assertThat(print(RowFormat.ALIGNED, CUSTOMERS)).isEqualTo("""
                         name | n
                        ------+----
                         Ana  |  1
                         Bo  +| 23
                         hra  |
                         日本 |
                        (3 rows)

                        """);
    }

    @Test
    void headersStandInTheMiddle() {
        ResultRows rows = new ResultRows(List.of(new Column("n", true)), List.of(List.of("123456")));
        assertThat(print(RowFormat.ALIGNED, rows)).isEqualTo("""
                           n
                        --------
                         123456
                        (1 row)

                        """);
    }

    @Test
    void noRows() {
        ResultRows rows = new ResultRows(List.of(new Column("a", false)), List.of());
        assertThat(print(RowFormat.ALIGNED, rows)).isEqualTo(" a\n---\n(0 rows)\n\n");
        assertThat(print(RowFormat.EXPANDED, rows)).isEqualTo("(0 rows)\n\n");
    }

    @Test
    void expandedAsPsql() {
        ResultRows rows = new ResultRows(
                List.of(new Column("customer", true), new Column("state", false)),
                List.of(List.of("7", "Rhode Island"), Arrays.asList("8", null)));
        assertThat(print(RowFormat.EXPANDED, rows)).isEqualTo("""
                        -[ RECORD 1 ]----------
                        customer | 7
                        state    | Rhode Island
                        -[ RECORD 2 ]
                        customer | 8
                        state    |

                        """);
    }

    @Test
    void csvTellsNullFromEmpty() {
        ResultRows rows = new ResultRows(
                List.of(new Column("a", false), new Column("b,c", false)),
                List.of(Arrays.asList("", null), List.of("say \"x\"", "two\nlines")));
        assertThat(print(RowFormat.CSV, rows)).isEqualTo("a,\"b,c\"\n\"\",\n\"say \"\"x\"\"\",\"two\nlines\"\n");
    }

    private static String print(RowFormat format, ResultRows rows) {
        StringWriter text = new StringWriter();
        try (PrintWriter out = new PrintWriter(text)) {
            format.print(rows, out);
        }
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
