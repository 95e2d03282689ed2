package io.auspex.benchmark.contender;

import io.auspex.benchmark.process.RunFailure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for the model that {@link AuspexStatements} creates. */
public final class TrainingWatch {
    /** The key of SHOW MODEL that says how far it is. */
    public static final String STATE = "Model State";

    /** EXPLAIN_MODEL's report is made after READY; predictions are timed when that is done, or after so long. */
    private static final int EXPLANATION_SECONDS = 75;

    private static final String SHOW = "SHOW MODEL bench_model";

    private TrainingWatch() {}

    /**
     * Waits until it is trained or has failed.
     *
     * @return what SHOW MODEL says then
     * @throws RunFailure if it takes longer
     */
    public static Map<String, String> awaitEnd(Statement statement, int seconds) throws SQLException, RunFailure {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < deadline) {
            Map<String, String> shown = new LinkedHashMap<>();
            try (ResultSet result = statement.executeQuery(SHOW)) {
                while (result.next()) {
                    String key = result.getString(1);
                    if (key != null && !key.isBlank()) {
                        shown.putIfAbsent(
                                key.strip(), String.valueOf(result.getString(2)).strip());
                    }
                }
            }
            if (!"TRAINING".equals(shown.get(STATE))) {
                return shown;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new RunFailure("still training after " + seconds + " s");
    }

    /** All that SHOW MODEL says, the notes of the search among it, line by line. */
    static List<String> description(Statement statement) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(SHOW)) {
            while (result.next()) {
                lines.add(result.getString(1) + " | " + result.getString(2));
            }
        }
        return lines;
    }

    /** Its report takes cores that are wanted for predictions. */
    public static void awaitExplanation(Statement statement) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(EXPLANATION_SECONDS);
        while (System.nanoTime() < deadline) {
            try (ResultSet result = statement.executeQuery("SELECT explain_model('bench_model')")) {
                if (!result.next() || !String.valueOf(result.getString(1)).contains("waiting for")) {
                    return;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }
}
