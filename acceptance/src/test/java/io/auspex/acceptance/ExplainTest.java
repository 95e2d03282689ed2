package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGStatement;
import org.postgresql.util.PSQLException;

/** Issue point 7, redshift-ml.md §6 and the §11 line "EXPLAIN_MODEL returns the three statuses in order, then the report". */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class ExplainTest {
    private static final String WAITING_FOR_TRAINING = "{\"explanations\":\"waiting for training job to complete\"}";
    private static final String WAITING_FOR_PROCESSING =
            "{\"explanations\":\"waiting for processing job to complete\"}";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path data;

    private static String phonemeModel(String name) {
        return "CREATE MODEL " + name + " FROM phoneme TARGET class FUNCTION f_" + name
                + " IAM_ROLE default AUTO OFF MODEL_TYPE xgboost OBJECTIVE 'binary:logistic' PREPROCESSORS 'none'"
                + " HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '100', MAX_DEPTH '6') SETTINGS (S3_BUCKET 'bucket')";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).as(sql).isTrue();
            return result.getString(1);
        }
    }

    private static String awaitReport(Connection connection, String model, String status) throws SQLException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            String value = value(connection, "SELECT explain_model('" + model + "')");
            if (status.isEmpty() ? value.contains("kernel_shap") : value.equals(status)) {
                return value;
            }
            assertThat(System.nanoTime()).as("still %s", value).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    /** One prepared statement sees every status; each execution evaluates it anew. */
    @Test
    void statusesComeInOrderAndThenTheReport() throws Exception {
        try (ServerProcess server = ServerProcess.start(data);
                Connection connection = server.connect()) {
            Dataset.PHONEME.load(server, connection);
            execute(connection, phonemeModel("sounds"));
            List<String> seen = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("SELECT explain_model('sounds') AS r")) {
                statement.unwrap(PGStatement.class).setPrepareThreshold(1);
                long deadline = System.nanoTime() + LIMIT.toNanos();
                while (seen.isEmpty() || !seen.get(seen.size() - 1).contains("kernel_shap")) {
                    try (ResultSet result = statement.executeQuery()) {
                        result.next();
                        String value = result.getString(1);
                        if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(value)) {
                            seen.add(value);
                        }
                        if (value.equals(WAITING_FOR_PROCESSING)) {
                            assertThat(value(connection, "SELECT f_sounds(1, 2, 3, 4, 5)"))
                                    .as("a READY model answers meanwhile")
                                    .isIn("0", "1");
                        }
                    }
                    assertThat(System.nanoTime()).as("%s", seen).isLessThan(deadline);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                }
            }
            assertThat(seen).hasSize(3).startsWith(WAITING_FOR_TRAINING, WAITING_FOR_PROCESSING);
            assertReport(json(seen.get(2)));
            server.awaitNoJobFolder();
            assertUsableAsAnExpression(connection);
            assertErrors(connection);
            assertExplainingManyRowsCanBeCancelled(connection);
        }
    }

    private static void assertReport(JsonNode report) {
        assertThat(report.path("version").asText()).isEqualTo("1.0");
        JsonNode label = report.at("/explanations/kernel_shap/label0");
        assertThat(label.path("expected_value").isNumber()).isTrue();
        JsonNode values = label.path("global_shap_values");
        assertThat(values.size()).isEqualTo(5);
        for (int i = 1; i <= 5; i++) {
            assertThat(values.path("v" + i).asDouble()).isPositive();
        }
    }

    private static void assertUsableAsAnExpression(Connection connection) throws SQLException {
        execute(connection, "CREATE TABLE kept AS SELECT explain_model('public.sounds') AS r");
        assertReport(json(value(connection, "SELECT r FROM kept")));
        String path = "t.r.explanations.kernel_shap.label0.global_shap_values.v1";
        double nested = Double.parseDouble(
                value(connection, "SELECT " + path + " FROM (SELECT explain_model('sounds') AS r) t"));
        double stored = Double.parseDouble(value(connection, "SELECT " + path + " FROM kept t"));
        assertThat(nested).isPositive().isEqualTo(stored);
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT EXPLAIN_MODEL('SOUNDS')")) {
            assertThat(result.getMetaData().getColumnName(1)).isEqualTo("explain_model");
        }
        execute(connection, "SET search_path TO information_schema, public");
        assertReport(json(value(connection, "SELECT explain_model('sounds')")));
        execute(connection, "RESET search_path");
    }

    private static void assertErrors(Connection connection) throws SQLException {
        assertFails(connection, "42704", "SELECT explain_model('nowhere')");
        assertFails(connection, "42704", "SELECT explain_model('information_schema.sounds')");
        assertFails(connection, "22023", "SELECT explain_model('a b')");
        assertFails(connection, "22023", "SELECT explain_model('')");
        assertFails(connection, "0A000", "SELECT explain_model(v1::text) FROM phoneme");
        assertFails(connection, "0A000", "SELECT explain_model('sou' || 'nds')");
        assertFails(connection, "0A000", "CREATE VIEW frozen AS SELECT explain_model('sounds') AS r");
        assertThatThrownBy(() -> execute(connection, "SELECT * FROM frozen"))
                .as("nothing is left of the refused view")
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42P01"));
    }

    private static void assertExplainingManyRowsCanBeCancelled(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            CompletableFuture<Void> cancelled = Background.run(() -> {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
                try {
                    statement.cancel();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            long start = System.nanoTime();
            assertThatThrownBy(
                            () -> statement.executeQuery("SELECT count(f_sounds_explain(a.v1, b.v2, a.v3, b.v4, a.v5))"
                                    + " FROM phoneme a CROSS JOIN phoneme b"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            cancelled.join();
        }
    }

    private static void assertFails(Connection connection, String state, String sql) {
        assertThatThrownBy(() -> execute(connection, sql)).as(sql).isInstanceOfSatisfying(PSQLException.class, e -> {
            assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(state);
            assertThat(e.getServerErrorMessage().getHint()).isNotBlank();
        });
    }

    /** For 1,000 rows of three models, the contributions of f_explain and the expected value are the margin within 1e-4. */
    @Test
    void reasonsAddUpToTheMargin() throws Exception {
        try (ServerProcess server = ServerProcess.start(data);
                Connection connection = server.connect()) {
            Dataset.PHONEME.load(server, connection);
            Dataset.ABALONE.load(server, connection);
            Dataset.CHURN.load(server, connection);
            execute(connection, phonemeModel("sounds"));
            execute(
                    connection,
                    "CREATE MODEL ages FROM abalone TARGET rings FUNCTION f_ages IAM_ROLE default MODEL_TYPE"
                            + " LINEAR_LEARNER PROBLEM_TYPE REGRESSION SETTINGS (S3_BUCKET 'bucket', MAX_MODELS 2)");
            execute(
                    connection,
                    "CREATE MODEL leaving FROM (SELECT state, account_length, intl_plan, day_mins, cust_serv_calls, churn"
                            + " FROM churn_telecom) TARGET churn FUNCTION f_leaving IAM_ROLE default MODEL_TYPE XGBOOST"
                            + " SETTINGS (S3_BUCKET 'bucket', MAX_RUNTIME 30, MAX_MODELS 2)");
            Models.awaitReady(connection, "sounds");
            assertAddsUp(connection, "f_sounds", "v1, v2, v3, v4, v5", "phoneme", 5);
            Models.awaitReady(connection, "ages");
            assertAddsUp(
                    connection,
                    "f_ages",
                    "sex, length, diameter, height, whole_weight, shucked_weight, viscera_weight, shell_weight",
                    "abalone",
                    8);
            Models.awaitReady(connection, "leaving");
            assertAddsUp(
                    connection,
                    "f_leaving",
                    "state, account_length, intl_plan, day_mins, cust_serv_calls",
                    "churn_telecom",
                    5);

            JsonNode unknown = json(value(connection, "SELECT f_leaving_explain('??', NULL, NULL, 1e300, -1)"));
            assertThat(unknown.path("reasons")).hasSize(5);
            assertThat(unknown.path("label").asText()).isEqualTo("True");
            assertFails(
                    connection,
                    "42723",
                    "CREATE MODEL other FROM phoneme TARGET class FUNCTION f_sounds_explain IAM_ROLE default"
                            + " SETTINGS (S3_BUCKET 'bucket')");
            awaitReport(connection, "leaving", "");
            execute(connection, "DROP MODEL sounds");
            assertThatThrownBy(() -> value(connection, "SELECT f_sounds_explain(1, 2, 3, 4, 5)"))
                    .isInstanceOf(SQLException.class);
            server.awaitNoJobFolder();
        }
    }

    private static void assertAddsUp(
            Connection connection, String function, String arguments, String table, int columns) throws SQLException {
        String sql = "SELECT " + function + "_explain(" + arguments + "), " + function + "(" + arguments + ") FROM "
                + table + " LIMIT 1000";
        int rows = 0;
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            for (; result.next(); rows++) {
                JsonNode explanation = json(result.getString(1));
                JsonNode reasons = explanation.path("reasons");
                assertThat(reasons).hasSize(columns);
                double sum = explanation.path("expected_value").asDouble();
                double before = Double.POSITIVE_INFINITY;
                for (JsonNode reason : reasons) {
                    double contribution = reason.path("contribution").asDouble();
                    assertThat(Math.abs(contribution)).isLessThanOrEqualTo(before);
                    before = Math.abs(contribution);
                    sum += contribution;
                }
                assertThat(sum)
                        .as("%s", explanation)
                        .isCloseTo(explanation.path("margin").asDouble(), within(1e-4));
                JsonNode prediction = explanation.path("prediction");
                if (prediction.isNumber()) {
                    assertThat(prediction.asDouble()).isCloseTo(result.getDouble(2), within(1e-6));
                } else {
                    assertThat(prediction.asText()).isEqualTo(result.getString(2));
                }
            }
        }
        assertThat(rows).isEqualTo(1_000);
    }

    /** A server that stops, or is killed, between READY and the report goes on with it; DROP MODEL ends it. */
    @Test
    void aRestartGoesOnWithAPendingExplanationAndDropModelEndsIt() throws Exception {
        try (ServerProcess server = ServerProcess.start(data);
                Connection connection = server.connect()) {
            Dataset.PHONEME.load(server, connection);
            execute(connection, phonemeModel("sounds"));
            awaitReport(connection, "sounds", WAITING_FOR_PROCESSING);
            assertThat(server.jobFolders()).hasSize(1);
        }
        assertThat(ServerProcess.jobFolders(data)).hasSize(1);
        try (ServerProcess server = ServerProcess.start(data);
                Connection connection = server.connect()) {
            assertThat(value(connection, "SELECT explain_model('sounds')"))
                    .isIn(WAITING_FOR_PROCESSING, awaitReport(connection, "sounds", ""));
            server.awaitNoJobFolder();
            execute(connection, phonemeModel("more"));
            awaitReport(connection, "more", WAITING_FOR_PROCESSING);
            server.kill();
        }
        try (ServerProcess server = ServerProcess.start(data);
                Connection connection = server.connect()) {
            assertReport(json(awaitReport(connection, "more", "")));
            server.awaitNoJobFolder();
            execute(connection, phonemeModel("third"));
            awaitReport(connection, "third", WAITING_FOR_PROCESSING);
            execute(connection, "DROP MODEL third");
            assertThat(server.jobFolders()).isEmpty();
            assertFails(connection, "42704", "SELECT explain_model('third')");
        }
    }
}
