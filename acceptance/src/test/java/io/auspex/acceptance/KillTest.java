package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server 20 times with SIGKILL in the middle of DDL, COPY, training and predicting. After each restart what was
 * acknowledged is there, and nothing half-made is.
 */
class KillTest {
    private static final int ROUNDS = 20;
    private static final int COPIED_ROWS = 4177;
    private static final int TABLES_AT_ONCE = 50;

    @TempDir
    Path data;

    /** What the server has acknowledged so far; written by the one client thread, read after it ended. */
    private final List<String> tables = new ArrayList<>();

    private final Set<String> models = new LinkedHashSet<>();
    private long copies;
    private long copiesAttempted;
    private String attemptedTable = "";
    private String attemptedModel = "";

    @Test
    void acknowledgedWorkSurvives() throws Exception {
        Random random = new Random(20);
        double expectedSum = prepare();
        for (int round = 0; round < ROUNDS; round++) {
            try (ServerProcess server = ServerProcess.start(data)) {
                verify(server, expectedSum);
                Activity activity = activity(round);
                CompletableFuture<Void> client = Background.run(() -> runUntilKilled(server, activity));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200 + random.nextInt(1200)));
                server.kill();
                client.join();
            }
        }
        try (ServerProcess server = ServerProcess.start(data)) {
            verify(server, expectedSum);
            try (Connection connection = server.connect()) {
                for (String model : models) {
                    assertThat(Models.awaitEnd(connection, model, Duration.ofMinutes(3)))
                            .as("acknowledged model %s trains after the restart", model)
                            .containsEntry("Model State", "READY");
                }
            }
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!orphans().isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        assertThat(orphans()).as("worker processes left behind").isEmpty();
    }

    private double prepare() throws SQLException {
        try (ServerProcess server = ServerProcess.start(data);
                Connection connection = server.connect()) {
            Dataset.ABALONE.load(server, connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE copied AS SELECT * FROM abalone WHERE 1 = 0");
                statement.execute(createModel("kept"));
            }
            Models.awaitReady(connection, "kept");
            return sum(connection);
        }
    }

    private static String createModel(String name) {
        return "CREATE MODEL " + name + " FROM (SELECT length, diameter, height, whole_weight, rings FROM abalone)"
                + " TARGET rings FUNCTION predict_" + name + " IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST"
                + " OBJECTIVE 'reg:squarederror' PREPROCESSORS 'none'"
                + " HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '20') SETTINGS (S3_BUCKET 'bucket')";
    }

    private interface Activity {
        void run(Statement statement, int iteration) throws SQLException;
    }

    private Activity activity(int round) {
        return switch (round % 4) {
            case 0 ->
                (statement, i) -> {
                    attemptedTable = "made_" + round + "_" + i;
                    statement.execute("CREATE TABLE " + attemptedTable + " AS SELECT " + i + " AS n");
                    tables.add(attemptedTable);
                };
            case 1 ->
                (statement, i) -> {
                    copiesAttempted++;
                    statement.execute("COPY copied FROM 's3://bucket/abalone.csv' IAM_ROLE default CSV IGNOREHEADER 1");
                    copies++;
                };
            case 2 ->
                (statement, i) -> {
                    attemptedModel = "trained_" + round + "_" + i;
                    statement.execute(createModel(attemptedModel));
                    models.add(attemptedModel);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(400));
                };
            default -> (statement, i) -> statement.executeQuery(SUM).close();
        };
    }

    private static final String SUM = "SELECT sum(predict_kept(length, diameter, height, whole_weight)) FROM abalone";

    private static void runUntilKilled(ServerProcess server, Activity activity) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (int iteration = 0; ; iteration++) {
                activity.run(statement, iteration);
            }
        } catch (SQLException e) {
            // The server is gone, as planned. Anything else shows in what verify() finds.
            assertThat(e.getSQLState()).as("%s", e).startsWith("08");
        }
    }

    private void verify(ServerProcess server, double expectedSum) throws SQLException {
        try (Connection connection = server.connect()) {
            Set<String> present = strings(connection, "SHOW TABLES FROM SCHEMA dev.public", 3);
            assertThat(present).containsAll(tables);
            for (int first = 0; first < tables.size(); first += TABLES_AT_ONCE) {
                List<String> some = tables.subList(first, Math.min(tables.size(), first + TABLES_AT_ONCE));
                assertThat(strings(
                                connection,
                                "SELECT count(*) FROM " + String.join(" UNION ALL SELECT count(*) FROM ", some),
                                1))
                        .as("rows in each of %s", some)
                        .containsExactly("1");
            }
            Set<String> unknown = new LinkedHashSet<>(present);
            unknown.removeAll(tables);
            unknown.removeAll(Set.of("abalone", "copied", attemptedTable));
            assertThat(unknown).as("tables nobody asked for").isEmpty();
            if (present.contains(attemptedTable) && !tables.contains(attemptedTable)) {
                tables.add(attemptedTable);
            }

            long rows = Long.parseLong(strings(connection, "SELECT count(*) FROM copied", 1)
                    .iterator()
                    .next());
            assertThat(rows % COPIED_ROWS).as("rows of a torn COPY").isZero();
            assertThat(rows / COPIED_ROWS).isBetween(copies, copiesAttempted);
            copies = rows / COPIED_ROWS;
            copiesAttempted = copies;

            Set<String> shown = strings(connection, "SHOW MODEL ALL", 2);
            assertThat(shown).contains("kept").containsAll(models);
            Set<String> unexpected = new LinkedHashSet<>(shown);
            unexpected.removeAll(models);
            unexpected.removeAll(Set.of("kept", attemptedModel));
            assertThat(unexpected).as("models nobody asked for").isEmpty();
            if (shown.contains(attemptedModel)) {
                models.add(attemptedModel);
            }
            assertThat(sum(connection)).as("the READY model answers as before").isEqualTo(expectedSum);
            // A folder is needed until the model's explanation is made: also that of "kept".
            assertThat(server.jobFolders())
                    .as("job folders without a model")
                    .hasSizeLessThanOrEqualTo(models.size() + 1);
        }
    }

    private static double sum(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(SUM)) {
            result.next();
            return result.getDouble(1);
        }
    }

    private List<String> orphans() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains("TrainingWorker") && line.contains(data.toString()))
                .collect(Collectors.toList());
    }

    private static Set<String> strings(Connection connection, String sql, int column) throws SQLException {
        Set<String> values = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                values.add(result.getString(column));
            }
        }
        return values;
    }
}
