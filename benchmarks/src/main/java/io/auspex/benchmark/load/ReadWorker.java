package io.auspex.benchmark.load;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;

/**
 * A process that reads one table in turns from the server through pgjdbc and from an engine inside of itself through DuckDB's own
 * driver: {@code ReadWorker PORT ROWS}; the password of awsuser is in the environment.
 */
public final class ReadWorker {
    static final String PASSWORD = "AUSPEX_PASSWORD";
    static final String RESULT = "rows per second: ";
    private static final int ROUNDS = 7;
    private static final int WARM_UP = 2;

    private ReadWorker() {}

    /** See the class. */
    public static void main(String[] arguments) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", "awsuser");
        login.setProperty("password", System.getenv(PASSWORD));
        Properties streaming = new Properties();
        streaming.setProperty("jdbc_stream_results", "true");
        try (Connection server =
                        DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + arguments[0] + "/dev", login);
                Connection direct = DriverManager.getConnection("jdbc:duckdb:", streaming)) {
            ReadTable.create(direct, "range(" + arguments[1] + ") AS r(i)");
            // pgjdbc fetches in portions only within a transaction.
            server.setAutoCommit(false);
            double[] overTheWire = new double[ROUNDS];
            double[] inProcess = new double[ROUNDS];
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                double wire = ReadTable.rowsPerSecond(server);
                double own = ReadTable.rowsPerSecond(direct);
                if (round >= 0) {
                    overTheWire[round] = wire;
                    inProcess[round] = own;
                }
            }
            System.out.println(RESULT + median(overTheWire) + " " + median(inProcess));
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
