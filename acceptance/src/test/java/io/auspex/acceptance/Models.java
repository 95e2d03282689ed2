package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Reading SHOW MODEL, as a script would. */
final class Models {
    private Models() {}

    /** SHOW MODEL as a map; keys without a value and continuation rows are left out. */
    static Map<String, String> show(Connection connection, String model) throws SQLException {
        Map<String, String> rows = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW MODEL " + model)) {
            assertThat(result.getMetaData().getColumnName(1)).isEqualTo("Key");
            assertThat(result.getMetaData().getColumnName(2)).isEqualTo("Value");
            while (result.next()) {
                String key = result.getString(1);
                if (key != null && !key.isBlank()) {
                    rows.putIfAbsent(key.strip(), result.getString(2));
                }
            }
        }
        return rows;
    }

    /** Polls until the model is READY or FAILED. */
    static Map<String, String> awaitEnd(Connection connection, String model, Duration limit) throws SQLException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Map<String, String> rows = show(connection, model);
            if (!"TRAINING".equals(rows.get("Model State"))) {
                return rows;
            }
            assertThat(System.nanoTime())
                    .as("model %s still training: %s", model, rows)
                    .isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    static void awaitReady(Connection connection, String model) throws SQLException {
        Map<String, String> rows = awaitEnd(connection, model, Duration.ofMinutes(2));
        assertThat(rows).as("SHOW MODEL %s", model).containsEntry("Model State", "READY");
    }

    /** Waits until a READY model's report is there; its job folder goes a moment later. */
    static void awaitExplained(Connection connection, String model) throws SQLException {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("SELECT explain_model('" + model + "')")) {
                assertThat(result.next()).isTrue();
                if (!result.getString(1).contains("waiting for")) {
                    return;
                }
            }
            assertThat(System.nanoTime())
                    .as("model %s is still explained", model)
                    .isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }
}
