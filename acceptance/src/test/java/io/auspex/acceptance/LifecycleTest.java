package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Issue 4, point 8: replacing models, what S3_GARBAGE_COLLECT OFF leaves, and what the system views say of a model. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LifecycleTest {
    private static final String SHAPE = " AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'reg:squarederror' PREPROCESSORS 'none'"
            + " HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '%d')";

    @TempDir
    static Path data;

    private ServerProcess server;
    private Connection connection;

    @BeforeAll
    void start() throws SQLException {
        server = ServerProcess.start(data);
        connection = server.connect();
        Dataset.ABALONE.load(server, connection);
    }

    @AfterAll
    void stop() throws SQLException {
        connection.close();
        server.close();
    }

    private static String create(String verb, String model, String function, String source, int rounds) {
        return verb + " MODEL " + model + " FROM (SELECT length, diameter, height, rings FROM " + source
                + ") TARGET rings FUNCTION " + function + " IAM_ROLE default" + SHAPE.formatted(rounds)
                + " SETTINGS (S3_BUCKET 'bucket')";
    }

    /** The old model answers until the new one is READY; then it is gone, and its other function with it. */
    @Test
    void theOldModelAnswersUntilTheNewOneIsReady() throws SQLException {
        execute(create("CREATE", "swapped", "first_name", "abalone", 1));
        Models.awaitReady(connection, "swapped");
        double before = number("SELECT avg(first_name(length, diameter, height)) FROM abalone");
        // Long enough to be seen: a search for the best model takes seconds.
        execute(
                "CREATE OR REPLACE MODEL swapped FROM (SELECT length, diameter, height, rings FROM abalone) TARGET rings"
                        + " FUNCTION second_name IAM_ROLE default PROBLEM_TYPE REGRESSION"
                        + " SETTINGS (S3_BUCKET 'bucket', MAX_RUNTIME 8)");
        Map<String, String> during = Models.show(connection, "swapped");
        assertThat(during).containsEntry("Model State", "READY").containsEntry("Replacement State", "TRAINING");
        assertThat(number("SELECT avg(first_name(length, diameter, height)) FROM abalone"))
                .isEqualTo(before);
        assertThatThrownBy(() -> number("SELECT second_name(1, 1, 1)"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42883"));
        assertThat(number("SELECT count(*) FROM stv_ml_model_info WHERE model_name = 'swapped'"))
                .isEqualTo(1);
        awaitReplaced("swapped");
        assertThat(Models.show(connection, "swapped")).containsEntry("Function Name", "second_name");
        assertThat(number("SELECT avg(second_name(length, diameter, height)) FROM abalone"))
                .isNotEqualTo(before);
        assertThatThrownBy(() -> number("SELECT first_name(1, 1, 1)"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42883"));
        execute("DROP MODEL swapped");
    }

    /** A prepared statement goes over to the new model of the same function. */
    @Test
    void theSameFunctionIsSwappedUnderPreparedStatements() throws SQLException {
        execute(create("CREATE OR REPLACE", "kept_name", "predict_kept", "abalone", 1));
        Models.awaitReady(connection, "kept_name");
        try (var prepared =
                connection.prepareStatement("SELECT avg(predict_kept(length, diameter, height)) FROM abalone")) {
            double before = number(prepared.executeQuery());
            execute(create("CREATE OR REPLACE", "kept_name", "predict_kept", "abalone", 30));
            awaitReplaced("kept_name");
            assertThat(number(prepared.executeQuery())).isNotEqualTo(before);
        }
        execute("DROP MODEL kept_name");
    }

    /** A replacement that fails leaves the old model, and says why. */
    @Test
    void aFailedReplacementLeavesTheOldModel() throws SQLException {
        execute(create("CREATE", "stays", "predict_stays", "abalone", 1));
        Models.awaitReady(connection, "stays");
        execute("CREATE OR REPLACE MODEL stays FROM (SELECT 1 AS length, rings FROM abalone) TARGET rings"
                + " FUNCTION predict_stays IAM_ROLE default PROBLEM_TYPE REGRESSION"
                + " SETTINGS (S3_BUCKET 'bucket', MAX_MODELS 1)");
        awaitReplacementState("stays", "FAILED");
        Map<String, String> rows = Models.show(connection, "stays");
        assertThat(rows).containsEntry("Model State", "READY").containsKey("Replacement Failure");
        assertThat(number("SELECT count(predict_stays(length, diameter, height)) FROM abalone"))
                .isEqualTo(4177);
        execute("DROP MODEL stays");
        assertThat(number("SELECT count(*) FROM svv_ml_model_info WHERE model_name = 'stays'"))
                .isZero();
    }

    /** A model that is TRAINING or FAILED has nothing to keep: it is replaced at once. */
    @Test
    void aModelInTrainingIsReplacedAtOnce() throws SQLException {
        execute("CREATE MODEL early FROM (SELECT length, diameter, height, rings FROM abalone) TARGET rings"
                + " FUNCTION predict_early IAM_ROLE default SETTINGS (S3_BUCKET 'bucket', MAX_RUNTIME 600)");
        execute(create("CREATE OR REPLACE", "early", "predict_early", "abalone", 2));
        Models.awaitReady(connection, "early");
        assertThat(Models.show(connection, "early")).containsEntry("Model Type", "xgboost");
        execute("DROP MODEL early");
    }

    /** DROP MODEL while the successor is in training ends that too; its names are free at once. */
    @Test
    void droppingEndsTheReplacementToo() throws SQLException {
        Set<Path> before = server.jobFolders();
        execute(create("CREATE", "pair", "predict_pair", "abalone", 1));
        Models.awaitReady(connection, "pair");
        execute("CREATE OR REPLACE MODEL pair FROM (SELECT length, diameter, height, rings FROM abalone) TARGET rings"
                + " FUNCTION predict_pair2 IAM_ROLE default SETTINGS (S3_BUCKET 'bucket', MAX_RUNTIME 600)");
        assertThatThrownBy(() -> execute(create("CREATE", "third", "predict_pair2", "abalone", 1)))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42723"));
        execute("DROP MODEL pair");
        execute(create("CREATE", "third", "predict_pair2", "abalone", 1));
        Models.awaitReady(connection, "third");
        execute("DROP MODEL third");
        assertThat(server.jobFolders())
                .as("an earlier job's folder may still go")
                .isSubsetOf(before);
    }

    /** S3_GARBAGE_COLLECT OFF leaves rows and artifact, from which BYOM makes the model again; ON leaves nothing. */
    @Test
    void whatGarbageCollectionOffLeavesCanBeImported() throws SQLException {
        execute("CREATE MODEL keeper FROM (SELECT length, diameter, height, rings FROM abalone) TARGET rings"
                + " FUNCTION predict_keeper IAM_ROLE default" + SHAPE.formatted(3)
                + " SETTINGS (S3_BUCKET 'kept-here', S3_GARBAGE_COLLECT OFF, KMS_KEY_ID 'key-1', TAGS 'team=sea')");
        Models.awaitReady(connection, "keeper");
        Map<String, String> rows = Models.show(connection, "keeper");
        assertThat(rows).containsEntry("KMS Key", "key-1").containsEntry("S3 Bucket", "kept-here");
        String job = rows.get("Training Job Name");
        Path folder = data.resolve("s3/kept-here/redshift-ml/keeper").resolve(job);
        assertThat(folder.resolve("output/model.tar.gz")).isNotEmptyFile();
        assertThat(folder.resolve("train/train.csv")).isNotEmptyFile();
        double before = number("SELECT sum(predict_keeper(length, diameter, height)) FROM abalone");
        execute("DROP MODEL keeper");
        execute("CREATE TABLE kept_rows (length float8, diameter float8, height float8, rings int)");
        execute("COPY kept_rows FROM 's3://kept-here/redshift-ml/keeper/" + job
                + "/train/' IAM_ROLE default CSV IGNOREHEADER 1");
        assertThat(number("SELECT sum(rings) FROM kept_rows")).isEqualTo(number("SELECT sum(rings) FROM abalone"));
        execute("CREATE MODEL again FROM '" + job + "' FUNCTION predict_again (float8, float8, float8) RETURNS float8"
                + " IAM_ROLE default SETTINGS (S3_BUCKET 'kept-here')");
        assertThat(number("SELECT sum(predict_again(length, diameter, height)) FROM abalone"))
                .isEqualTo(before);
        execute("DROP MODEL again");
        execute("DROP TABLE kept_rows");
        assertThatThrownBy(() -> execute("CREATE MODEL nowhere FROM (SELECT length, rings FROM abalone) TARGET rings"
                        + " FUNCTION predict_nowhere IAM_ROLE default SETTINGS (S3_GARBAGE_COLLECT OFF)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("needs a bucket");
    }

    /** is_refreshable: whether the training query could run again. */
    @Test
    void aModelIsRefreshableWhileItsTablesAreThere() throws SQLException {
        execute("CREATE TABLE passing AS SELECT length, diameter, height, rings FROM abalone");
        execute(create("CREATE", "lasting", "predict_lasting", "passing", 1));
        Models.awaitReady(connection, "lasting");
        String refreshable = "SELECT is_refreshable FROM stv_ml_model_info WHERE model_name = 'lasting'";
        assertThat(number(refreshable)).isEqualTo(1);
        execute("ALTER TABLE passing RENAME COLUMN height TO tallness");
        assertThat(number(refreshable)).isZero();
        execute("ALTER TABLE passing RENAME COLUMN tallness TO height");
        assertThat(number(refreshable.replace("stv_", "svv_"))).isEqualTo(1);
        execute("DROP TABLE passing");
        assertThat(number(refreshable)).isZero();
        assertThat(number("SELECT count(predict_lasting(length, diameter, height)) FROM abalone"))
                .isEqualTo(4177);
        execute("DROP MODEL lasting");
    }

    private void awaitReplaced(String model) throws SQLException {
        awaitReplacementState(model, null);
    }

    private void awaitReplacementState(String model, String state) throws SQLException {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            Map<String, String> rows = Models.show(connection, model);
            if (Objects.equals(rows.get("Replacement State"), state)) {
                return;
            }
            assertThat(System.nanoTime()).as("%s: %s", model, rows).isLessThan(deadline);
            assertThat(rows.get("Replacement State")).isNotEqualTo(state == null ? "FAILED" : "READY");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private double number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return number(statement.executeQuery(sql));
        }
    }

    private static double number(ResultSet rows) throws SQLException {
        assertThat(rows.next()).isTrue();
        return rows.getDouble(1);
    }
}
