package io.auspex.app.shell;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A result as text, ready to print. A row's element is {@code null} where the value is NULL. */
public record ResultRows(List<Column> columns, List<List<String>> rows) {

    /** @param number whether values stand at the right edge */
    public record Column(String name, boolean number) {}

    /** All rows of the result. */
    public static ResultRows read(ResultSet result) throws SQLException {
        ResultSetMetaData meta = result.getMetaData();
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(new Column(meta.getColumnLabel(i), isNumber(meta.getColumnType(i))));
        }
        List<List<String>> rows = new ArrayList<>();
        while (result.next()) {
            String[] row = new String[columns.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = result.getString(i + 1);
            }
            rows.add(Collections.unmodifiableList(Arrays.asList(row)));
        }
        return new ResultRows(List.copyOf(columns), rows);
    }

    /** Of the given columns those that there are, in the given order. */
    ResultRows withColumns(String... names) {
        List<Integer> kept = new ArrayList<>();
        for (String name : names) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equals(name)) {
                    kept.add(i);
                }
            }
        }
        return new ResultRows(
                kept.stream().map(columns::get).toList(),
                rows.stream()
                        .map(row -> Arrays.asList(kept.stream().map(row::get).toArray(String[]::new)))
                        .toList());
    }

    /** The same rows with long values cut off. */
    public ResultRows cut(int length) {
        return new ResultRows(
                columns,
                rows.stream()
                        .map(row -> Arrays.asList(row.stream()
                                .map(value -> value == null || value.length() <= length
                                        ? value
                                        : value.substring(0, length - 4) + " ...")
                                .toArray(String[]::new)))
                        .toList());
    }

    private static boolean isNumber(int type) {
        return switch (type) {
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE,
                    Types.NUMERIC,
                    Types.DECIMAL -> true;
            default -> false;
        };
    }
}
