package io.auspex.benchmark.predict.sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Something that goes over rows.
 *
 * @param model that it is about
 * @param words what it does, in a few words
 * @param predicts whether a model is called
 * @param rows that it goes over
 */
record Query(String model, String words, boolean predicts, long rows, Run run) {
    /** Does it once. */
    interface Run {
        void on(Connection connection) throws SQLException, IOException;
    }

    /** A statement with one row as its answer. */
    static Query of(String model, String words, boolean predicts, long rows, String sql) {
        return new Query(model, words, predicts, rows, connection -> runOnce(connection, sql));
    }

    static void runOnce(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            if (!result.next() || result.getString(1) == null) {
                throw new SQLException("no answer to " + sql);
            }
        }
    }
}
