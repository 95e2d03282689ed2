package io.auspex.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * A script of statements in Redshift's dialect, one a line, with what Redshift's documentation says becomes of each.
 *
 * <pre>
 *   select 7 / 2, 'a' =&gt; 3|a             columns with | between, rows with &amp;; NULL is null
 *   select count(*) =&gt; [count] 5         with the names of the columns
 *   insert into t values (1) =&gt; 1 rows   how many rows a statement changed
 *   create table t (a int) =&gt; ok         no rows; "none": no rows of a query; "some": any
 *   select 1 / 0 =&gt; ! 22012              refused with this SQLSTATE
 *   - select 1.0 / 3 =&gt; 0.3333           known to be answered otherwise; docs/dialect.md says why
 * </pre>
 *
 * Lines that begin with # are remarks. A value that begins or ends with a blank, or has a | in it, stands in quotes.
 */
record DialectScript(String name, List<Entry> entries) {
    private static final String ARROW = " => ";

    /**
     * One statement.
     *
     * @param place file and line
     * @param differs whether it is known that the answer is another one
     */
    record Entry(String place, String statement, String expected, boolean differs) {
        /** What the connection answers, in the words of the script. */
        String answer(Connection connection) {
            try (Statement sql = connection.createStatement()) {
                if (sql.execute(statement)) {
                    try (ResultSet result = sql.getResultSet()) {
                        return rows(result);
                    }
                }
                return expected.endsWith(" rows") ? sql.getUpdateCount() + " rows" : "ok";
            } catch (SQLException e) {
                return expected.startsWith("! ")
                        ? "! " + e.getSQLState()
                        : "! " + e.getSQLState() + " " + e.getMessage();
            }
        }

        private String rows(ResultSet result) throws SQLException {
            ResultSetMetaData columns = result.getMetaData();
            StringJoiner rows = new StringJoiner(" & ");
            boolean some = false;
            while (result.next()) {
                StringJoiner row = new StringJoiner("|");
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    row.add(shown(result.getString(column)));
                }
                rows.add(row.toString());
                some = true;
            }
            if (!some) {
                return "none";
            }
            if (expected.equals("some")) {
                return "some";
            }
            if (!expected.matches("\\[[^\\]]+\\] .*")) {
                return rows.toString();
            }
            StringJoiner names = new StringJoiner("|", "[", "] ");
            for (int column = 1; column <= columns.getColumnCount(); column++) {
                names.add(columns.getColumnLabel(column));
            }
            return names + rows.toString();
        }

        private static String shown(String value) {
            if (value == null) {
                return "null";
            }
            boolean quoted = value.startsWith(" ") || value.endsWith(" ") || value.contains("|");
            return quoted ? "'" + value + "'" : value;
        }
    }

    static DialectScript read(String name) {
        try (InputStream stream = DialectScript.class.getResourceAsStream("dialect/" + name + ".sql")) {
            List<Entry> entries = new ArrayList<>();
            String[] lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n");
            for (int i = 0; i < lines.length; i++) {
                if (lines[i].isBlank() || lines[i].startsWith("#")) {
                    continue;
                }
                boolean differs = lines[i].startsWith("- ");
                int arrow = lines[i].lastIndexOf(ARROW);
                if (arrow < 0) {
                    throw new IllegalStateException(name + ".sql:" + (i + 1) + " says nothing of the result");
                }
                entries.add(new Entry(
                        name + ".sql:" + (i + 1),
                        lines[i].substring(differs ? 2 : 0, arrow),
                        lines[i].substring(arrow + ARROW.length()),
                        differs));
            }
            return new DialectScript(name, entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
