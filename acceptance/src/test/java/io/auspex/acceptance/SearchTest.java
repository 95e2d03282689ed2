package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Issue 5, points 5 and 6: a search is guided by SETTINGS, watched while it runs, and stopped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTest {
    private static final String NUMBERS = "account_length, day_mins, eve_mins, cust_serv_calls";
    private static final String AN_HOUR = "SETTINGS (MAX_RUNTIME 3600)";

    @TempDir
    static Path data;

    private ServerProcess server;
    private Connection connection;

    @BeforeAll
    void load() throws SQLException {
        server = ServerProcess.start(data);
        connection = server.connect();
        Dataset.CHURN.load(server, connection);
    }

    @AfterAll
    void stop() throws SQLException {
        connection.close();
        server.close();
    }

    private void create(String model, String columns, String rest) throws SQLException {
        execute("CREATE MODEL " + model + " FROM (SELECT " + columns
                + ", churn FROM churn_telecom) TARGET churn FUNCTION f_" + model + " IAM_ROLE default " + rest);
    }

    private void awaitCandidates(String model, int count) throws SQLException {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (rows("SELECT * FROM ML.LEADERBOARD(MODEL " + model + ")").size() < count) {
            assertThat(System.nanoTime()).as("no candidate yet").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    @Test
    void aSearchIsWatchedAndStopped() throws SQLException {
        create("watched", NUMBERS, AN_HOUR);
        awaitCandidates("watched", 1);
        Map<String, String> shown = Models.show(connection, "watched");
        assertThat(shown)
                .containsEntry("Model State", "TRAINING")
                .containsKeys("Training Seconds Elapsed", "Training Candidates Tried");
        assertThat(shown.get("Training Progress")).matches("\\d+% .*best so far .*validation:f1_binary 0\\..*");

        create("waiting", NUMBERS, AN_HOUR);
        List<String> notices = new ArrayList<>();
        assertThat(executed("STOP MODEL waiting", notices)).isFalse();
        assertThat(Models.show(connection, "waiting"))
                .containsEntry("Model State", "FAILED")
                .extractingByKey("Failure Reason")
                .asString()
                .contains("stopped by request before its training began");
        assertRefused("STOP MODEL waiting", "55000", "not in training");

        executed("STOP MODEL watched", notices);
        assertThat(notices).anyMatch(notice -> notice.contains("the best found so far becomes the model"));
        Models.awaitReady(connection, "watched");
        assertThat(texts("SHOW MODEL watched")).anyMatch(row -> row.contains("stopped by request"));
        assertThat(Models.show(connection, "watched")).doesNotContainKey("Training Job Status");
        assertThat(rows("SELECT f_watched(" + NUMBERS + ") FROM churn_telecom LIMIT 3"))
                .hasSize(3);
        assertRefused("STOP MODEL watched", "55000", "not in training");

        List<Map<String, Object>> board = rows("SELECT * FROM ML.LEADERBOARD(MODEL public.watched)");
        assertThat(board.get(0).keySet())
                .containsExactly(
                        "place",
                        "candidate",
                        "family",
                        "features",
                        "parameters",
                        "metric",
                        "score",
                        "fold_scores",
                        "seconds",
                        "us_per_row",
                        "in_ensemble",
                        "weight",
                        "cut_off");
        assertThat(board).extracting(row -> row.get("place")).startsWith(1);
        assertThat(board.get(0)).containsEntry("in_ensemble", true).containsEntry("metric", "validation:f1_binary");
        assertThat(board.get(0).get("score"))
                .isEqualTo(rows("SELECT max(score) AS best FROM ML.TRIAL_INFO(MODEL watched) WHERE in_ensemble")
                        .get(0)
                        .get("best"));
    }

    @Test
    void whatCannotBeStoppedOrListedSaysWhy() throws SQLException {
        assertRefused("STOP MODEL nobody", "42704", "does not exist");
        assertRefused("STOP nobody", "42601", "expected MODEL");
        assertRefused("SELECT * FROM ML.LEADERBOARD(MODEL nobody)", "42704", "does not exist");
        assertRefused("SELECT * FROM ML.LEADERBOARD(MODEL 3)", "42601", "the name of a model");
        assertRefused("SELECT * FROM ML.LEADERBOARD(MODEL nobody", "42601", "closing parenthesis");
        execute("CREATE MODEL plain FROM (SELECT " + NUMBERS
                + ", area_code FROM churn_telecom) TARGET area_code FUNCTION"
                + " f_plain IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'reg:squarederror' PREPROCESSORS 'none'"
                + " HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '3')");
        assertRefused("SELECT * FROM ML.LEADERBOARD(MODEL plain)", "42809", "nothing was searched");
        Models.awaitReady(connection, "plain");
        assertRefused("STOP MODEL plain", "55000", "not in training");
        assertRefused("CREATE VIEW v AS SELECT * FROM ML.LEADERBOARD(MODEL plain)", "0A000", "view");
    }

    @Test
    void onlyTheOwnerStops() throws SQLException {
        execute("CREATE USER guest PASSWORD '" + ServerProcess.PASSWORD + "'");
        create("guarded", NUMBERS, AN_HOUR);
        Properties properties = new Properties();
        properties.setProperty("user", "guest");
        properties.setProperty("password", ServerProcess.PASSWORD);
        try (Connection guest = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + server.port() + "/dev", properties);
                Statement statement = guest.createStatement()) {
            assertThatThrownBy(() -> statement.execute("STOP MODEL guarded")).hasMessageContaining("must be owner");
            assertThatThrownBy(() -> statement.execute("SELECT * FROM ML.LEADERBOARD(MODEL guarded)"))
                    .hasMessageContaining("permission denied for model");
            execute("GRANT EXECUTE ON MODEL guarded TO guest");
            assertThat(statement.execute("SELECT * FROM ML.LEADERBOARD(MODEL guarded)"))
                    .isTrue();
        }
        execute("DROP MODEL guarded");
    }

    /** Weights, groups and marks are no arguments; the time is. */
    @Test
    void specialColumnsAreNoArguments() throws SQLException {
        String columns = "day_mins, account_length AS customer, cust_serv_calls + 1 AS weight, eve_mins";
        create(
                "special",
                columns,
                "MODEL_TYPE LINEAR_LEARNER OBJECTIVE 'LogLoss' SETTINGS (GROUP_COLUMN customer, SAMPLE_WEIGHT 'WEIGHT',"
                        + " CLASS_BALANCE on, FOLDS 3, MAX_MODELS 2, ENSEMBLE off, LATENCY_BUDGET 1000)");
        assertThat(Models.show(connection, "special")).containsEntry("Function Parameters", "day_mins eve_mins");
        Models.awaitReady(connection, "special");
        assertThat(Models.show(connection, "special")).containsKey("validation:log_loss");
        assertThat(rows("SELECT f_special(day_mins, eve_mins) FROM churn_telecom LIMIT 2"))
                .hasSize(2);
        List<Map<String, Object>> board = rows("SELECT * FROM ML.LEADERBOARD(MODEL special)");
        assertThat(board).hasSizeBetween(1, 2);
        assertThat(board.get(0).get("fold_scores").toString().split(",")).hasSize(3);
        assertThat(rows("SELECT row_count FROM ML.EVALUATE(MODEL special, TABLE churn_telecom)"))
                .hasSize(1);

        create(
                "timed",
                "day_mins, account_length AS moment",
                "MODEL_TYPE LINEAR_LEARNER SETTINGS (TIME_COLUMN moment, FOLDS 4, MAX_MODELS 1)");
        assertThat(Models.show(connection, "timed")).containsEntry("Function Parameters", "day_mins moment");
        Models.awaitReady(connection, "timed");
        create(
                "marked",
                "day_mins, area_code = 415 AS judge",
                "MODEL_TYPE LINEAR_LEARNER SETTINGS (VALIDATION_COLUMN \"judge\", MAX_MODELS 1)");
        Models.awaitReady(connection, "marked");
        assertThat(rows("SELECT fold_scores FROM ML.LEADERBOARD(MODEL marked)")
                        .get(0)
                        .get("fold_scores")
                        .toString())
                .doesNotContain(",");
        assertThat(rows("SELECT f_marked(day_mins) FROM churn_telecom LIMIT 2")).hasSize(2);
    }

    @Test
    void whoWaitsIsToldHowItGoes() throws SQLException {
        List<String> notices = new ArrayList<>();
        execute("SET auspex.wait_for_models TO on");
        try {
            executed(
                    "CREATE MODEL awaited FROM (SELECT " + NUMBERS + ", churn FROM churn_telecom) TARGET churn FUNCTION"
                            + " f_awaited IAM_ROLE default SETTINGS (MAX_RUNTIME 20, MAX_MODELS 3)",
                    notices);
        } finally {
            execute("RESET auspex.wait_for_models");
        }
        assertThat(notices).anyMatch(notice -> notice.matches("Model public\\.awaited: \\d+% .*"));
        assertThat(Models.show(connection, "awaited")).containsEntry("Model State", "READY");
        assertThat(texts("SHOW MODEL awaited")).anyMatch(row -> row.contains("MAX_MODELS ended the search"));
        // One that is given up after its first folds counts, but has no score to be listed with.
        assertThat(rows("SELECT * FROM ML.LEADERBOARD(MODEL awaited)")).hasSizeBetween(1, 3);
    }

    private boolean executed(String sql, List<String> notices) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            for (var warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                notices.add(warning.getMessage());
            }
            return rows;
        }
    }

    private void execute(String sql) throws SQLException {
        executed(sql, new ArrayList<>());
    }

    private List<String> texts(String sql) throws SQLException {
        return rows(sql).stream().map(row -> row.values().toString()).toList();
    }

    private List<Map<String, Object>> rows(String sql) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.put(result.getMetaData().getColumnName(column), result.getObject(column));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private void assertRefused(String sql, String state, String message) {
        assertThatThrownBy(() -> execute(sql)).isInstanceOfSatisfying(SQLException.class, e -> {
            assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(state);
            assertThat(e.getMessage()).contains(message);
        });
    }
}
