package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 4 points 1 and 2: MODEL_TYPE MLP through SQL, beside LINEAR_LEARNER, of which T7 and T8 in {@link TutorialsTest} show the rest. */
class ModelTypeTest {
    @TempDir
    static Path data;

    private static ServerProcess server;
    private static Connection connection;

    @BeforeAll
    static void start() throws SQLException {
        server = ServerProcess.start(data);
        connection = server.connect();
        Dataset.PHONEME.load(server, connection);
        Dataset.ABALONE.load(server, connection);
        execute("CREATE TABLE shells (id BIGINT IDENTITY(1, 1), sex varchar(1), length float8, diameter float8, height"
                + " float8, whole_weight float8, shucked_weight float8, viscera_weight float8, shell_weight float8,"
                + " rings int)");
        execute("INSERT INTO shells (sex, length, diameter, height, whole_weight, shucked_weight, viscera_weight,"
                + " shell_weight, rings) SELECT * FROM abalone");
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        server.close();
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getDouble(1);
        }
    }

    private static Map<String, String> train(String model, String clauses) throws SQLException {
        execute("CREATE MODEL " + model + " " + clauses);
        Map<String, String> rows = Models.awaitEnd(connection, model, Duration.ofMinutes(3));
        assertThat(rows).containsEntry("Model State", "READY");
        return rows;
    }

    @Test
    @DisplayName("Issue 4 point 2: MLP on abalone, NULL and unseen categories answered")
    void mlpOnAbalone() throws SQLException {
        Map<String, String> rows = train(
                "rings_mlp",
                "FROM (SELECT sex, length, diameter, height, whole_weight, shucked_weight, viscera_weight, shell_weight,"
                        + " rings FROM shells WHERE mod(id, 10) < 8) TARGET rings FUNCTION f_rings_mlp IAM_ROLE default"
                        + " MODEL_TYPE MLP PROBLEM_TYPE REGRESSION OBJECTIVE 'MSE'"
                        + " SETTINGS (S3_BUCKET 'bucket', MAX_RUNTIME 20, MAX_MODELS 2)");
        assertThat(rows).containsEntry("Model Type", "mlp").containsKey("validation:mse");
        assertThat(number("SELECT avg(power(f_rings_mlp(sex, length, diameter, height, whole_weight, shucked_weight,"
                        + " viscera_weight, shell_weight) - rings, 2)) FROM shells WHERE mod(id, 10) >= 8"))
                .isBetween(3.0, 5.1);
        assertThat(number("SELECT f_rings_mlp(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)"))
                .isBetween(0.0, 40.0);
        assertThat(number("SELECT f_rings_mlp('?', 1e300, -1e300, 0, 0, NULL, 0.1, 0.1)"))
                .isBetween(-1e3, 1e3);
    }

    @Test
    @DisplayName("Must be shown: MLP beats linear on a dataset that is not linear (phoneme); T12's shape")
    void mlpBeatsLinearOnPhonemes() throws SQLException {
        execute("CREATE TABLE sounds (id BIGINT IDENTITY(1, 1), v1 float8, v2 float8, v3 float8, v4 float8, v5 float8,"
                + " class int)");
        execute("INSERT INTO sounds (v1, v2, v3, v4, v5, class) SELECT * FROM phoneme");
        String clauses =
                "FROM (SELECT v1, v2, v3, v4, v5, class FROM sounds WHERE mod(id, 4) < 2) TARGET class FUNCTION"
                        + " %s IAM_ROLE default MODEL_TYPE %s OBJECTIVE 'Accuracy' SETTINGS (S3_BUCKET 'bucket', MAX_RUNTIME"
                        + " 20, MAX_MODELS 2)";
        Map<String, String> mlp = train("sound_mlp", clauses.formatted("f_sound_mlp", "MLP"));
        Map<String, String> linear = train("sound_linear", clauses.formatted("f_sound_linear", "linear_learner"));
        assertThat(mlp).containsEntry("Model Type", "mlp").containsKey("validation:accuracy");
        assertThat(linear).containsEntry("Model Type", "linear_learner");
        String right = "SELECT avg(CASE WHEN %s(v1, v2, v3, v4, v5) = class THEN 1.0 ELSE 0.0 END) FROM sounds WHERE"
                + " mod(id, 4) >= 2";
        assertThat(number(right.formatted("f_sound_mlp")))
                .isGreaterThan(number(right.formatted("f_sound_linear")) + 0.02);
        assertThat(number("SELECT f_sound_mlp(NULL, NULL, NULL, NULL, NULL)")).isBetween(0.0, 1.0);
        execute("SELECT f_sound_mlp_prob(NULL, 0, 0, 0, 1e30)");
    }
}
