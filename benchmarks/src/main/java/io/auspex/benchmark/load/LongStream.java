package io.auspex.benchmark.load;

import io.auspex.benchmark.process.AuspexServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One client that reads very many rows, in portions. */
final class LongStream {
    private static final int FETCH_ROWS = 10_000;

    private LongStream() {}

    /** @return how many rows came */
    static long read(AuspexServer server, int rows) throws SQLException {
        try (Connection connection = server.connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(FETCH_ROWS);
                long count = 0;
                try (ResultSet stream = statement.executeQuery("SELECT i, i * 0.5 AS half, 'row ' || i AS line FROM"
                        + " generate_series(1, " + rows + ") AS r(i)")) {
                    while (stream.next()) {
                        count += stream.getLong(1) > 0 ? 1 : 0;
                    }
                }
                return count;
            }
        }
    }
}
