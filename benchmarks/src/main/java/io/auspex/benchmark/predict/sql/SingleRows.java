package io.auspex.benchmark.predict.sql;

import io.auspex.benchmark.predict.finding.Finding;
import io.auspex.benchmark.process.AuspexServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What an application pays that asks for one row at a time: prepared statements, in turn, round after round. */
final class SingleRows {
    private static final int SEED = 3;

    private final AuspexServer server;
    private final Connection connection;
    private final int rounds;
    private final int calls;

    /** @param calls of each statement in a round */
    SingleRows(AuspexServer server, Connection connection, int rounds, int calls) {
        this.server = server;
        this.connection = connection;
        this.rounds = rounds;
        this.calls = calls;
    }

    /** @param features of {@code predict_numbers} */
    List<Finding> measure(int features) throws SQLException {
        Map<String, String> statements = new LinkedHashMap<>();
        statements.put(
                "f of " + features + " numbers",
                "SELECT predict_numbers(" + String.join(", ", Collections.nCopies(features, "?")) + ")");
        statements.put("their sum", "SELECT " + String.join(" + ", Collections.nCopies(features, "CAST(? AS float8)")));
        statements.put("SELECT 1", "SELECT 1");
        List<double[]> took = new ArrayList<>();
        double[] processor = new double[statements.size()];
        statements.forEach((words, sql) -> took.add(new double[rounds * calls]));
        // Round -1 is for compilers.
        for (int round = -1; round < rounds; round++) {
            int which = 0;
            for (String sql : statements.values()) {
                double begin = server.cpuSeconds();
                double[] times = round(sql);
                if (round >= 0) {
                    System.arraycopy(times, 0, took.get(which), round * calls, calls);
                    processor[which] += server.cpuSeconds() - begin;
                }
                which++;
            }
        }
        List<Finding> findings = new ArrayList<>();
        int which = 0;
        for (String words : statements.keySet()) {
            double[] sorted = took.get(which);
            Arrays.sort(sorted);
            findings.add(new Finding.OneRow(words, sorted[sorted.length / 2], processor[which] * 1e6 / sorted.length));
            which++;
        }
        return findings;
    }

    /** Microseconds of each call. */
    private double[] round(String sql) throws SQLException {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] times = new double[calls];
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            long parameters = sql.chars().filter(character -> character == '?').count();
            for (int call = 0; call < calls; call++) {
                for (int parameter = 1; parameter <= parameters; parameter++) {
                    statement.setDouble(parameter, random.nextDouble(-2, 50));
                }
                long begin = System.nanoTime();
                try (ResultSet result = statement.executeQuery()) {
                    if (!result.next() || result.getString(1) == null) {
                        throw new SQLException("no answer to " + sql);
                    }
                }
                times[call] = (System.nanoTime() - begin) / 1e3;
            }
        }
        return times;
    }
}
