package io.auspex.benchmark.load;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A table of ten columns of the usual types, and how a program reads it through JDBC. */
final class ReadTable {
    static final String QUERY = "SELECT * FROM load_wide";
    private static final int FETCH_ROWS = 10_000;

    private ReadTable() {}

    /** @param rows as a relation with the one column i, which is the one thing that the two dialects write differently */
    static void create(Connection connection, String rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE load_wide AS SELECT cast(i as int) AS a_int, cast(i * 1000003 as bigint) AS a_bigint,"
                            + " cast(i as double precision) / 7 AS a_double, cast(i as decimal(18, 2)) AS a_decimal,"
                            + " 'some text ' || i AS a_text, 'category ' || (i % 10) AS a_category,"
                            + " cast('2020-01-01' as date) + cast(i % 1000 as int) AS a_date,"
                            + " cast('2020-01-01 00:00:00' as timestamp) AS a_timestamp,"
                            + " i % 2 = 0 AS a_boolean, cast(i % 100 as smallint) AS a_small FROM " + rows);
        }
    }

    /** Reads every value as its own type; gives rows a second. */
    static double rowsPerSecond(Connection connection) throws SQLException {
        long begun = System.nanoTime();
        long count = 0;
        long sum = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = statement.executeQuery(QUERY)) {
                while (rows.next()) {
                    sum += rows.getInt(1) + rows.getLong(2) + (long) rows.getDouble(3);
                    sum += rows.getBigDecimal(4).scale() + rows.getString(5).length();
                    sum += rows.getString(6).length() + rows.getDate(7).getTime();
                    sum += rows.getTimestamp(8).getTime() + (rows.getBoolean(9) ? 1 : 0) + rows.getShort(10);
                    count++;
                }
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (sum == 0 || count == 0) {
            throw new SQLException("there was nothing to read");
        }
        return count / seconds;
    }
}
