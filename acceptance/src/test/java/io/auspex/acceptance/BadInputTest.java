package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users get wrong gives one clear error and leaves nothing behind. */
class BadInputTest {
    @TempDir
    static Path data;

    private static ServerProcess server;
    private static Connection connection;

    @BeforeAll
    static void start() throws SQLException {
        server = ServerProcess.start(data);
        connection = server.connect();
        Dataset.CHURN.load(server, connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE few AS SELECT * FROM churn_telecom LIMIT 499");
            statement.execute("CREATE TABLE same AS SELECT day_mins, eve_mins, 'x' AS label FROM churn_telecom");
        }
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            42P01 | nowhere       | CREATE MODEL bad FROM nowhere TARGET churn FUNCTION f_bad IAM_ROLE default SETTINGS (S3_BUCKET 'b')
            42703 | chrun         | CREATE MODEL bad FROM churn_telecom TARGET chrun FUNCTION f_bad IAM_ROLE default SETTINGS (S3_BUCKET 'b')
            22023 | 500           | CREATE MODEL bad FROM few TARGET churn FUNCTION f_bad IAM_ROLE default SETTINGS (S3_BUCKET 'b')
            42601 | TARGIT        | CREATE MODEL bad FROM churn_telecom TARGIT churn FUNCTION f_bad IAM_ROLE default SETTINGS (S3_BUCKET 'b')
            42601 | S3_BUKET      | CREATE MODEL bad FROM churn_telecom TARGET churn FUNCTION f_bad IAM_ROLE default SETTINGS (S3_BUKET 'b')
            42601 | FUNCTION      | CREATE MODEL bad FROM churn_telecom TARGET churn FUNCTION IAM_ROLE
            42601 | FROM          | CREATE MODEL bad
            42601 | TARGET        | CREATE MODEL bad FROM churn_telecom TARGET churn TARGET churn FUNCTION f_bad IAM_ROLE default SETTINGS (S3_BUCKET 'b')
            22023 | label         | CREATE MODEL bad FROM same TARGET label FUNCTION f_bad IAM_ROLE default SETTINGS (S3_BUCKET 'b')
            42601 | MODEL_TYPE    | CREATE MODEL bad FROM churn_telecom TARGET churn FUNCTION f_bad IAM_ROLE default AUTO OFF SETTINGS (S3_BUCKET 'b')
            42804 | state         | CREATE MODEL bad FROM churn_telecom TARGET area_code FUNCTION f_bad IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'reg:squarederror' PREPROCESSORS 'none' HYPERPARAMETERS DEFAULT SETTINGS (S3_BUCKET 'b')
            22023 | max_depht     | CREATE MODEL bad FROM (SELECT day_mins, eve_mins, area_code FROM churn_telecom) TARGET area_code FUNCTION f_bad IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'reg:squarederror' PREPROCESSORS 'none' HYPERPARAMETERS DEFAULT EXCEPT (MAX_DEPHT '3') SETTINGS (S3_BUCKET 'b')
            22023 | max_depth     | CREATE MODEL bad FROM (SELECT day_mins, eve_mins, area_code FROM churn_telecom) TARGET area_code FUNCTION f_bad IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'reg:squarederror' PREPROCESSORS 'none' HYPERPARAMETERS DEFAULT EXCEPT (MAX_DEPTH 'deep') SETTINGS (S3_BUCKET 'b')
            0A000 | ATTACH        | ATTACH '/etc/passwd' AS x
            42501 | auspex        | SELECT * FROM auspex.models
            42601 | OBJECTIVE     | CREATE MODEL bad FROM (SELECT day_mins, eve_mins, area_code FROM churn_telecom) TARGET area_code FUNCTION f_bad IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST PREPROCESSORS 'none' HYPERPARAMETERS DEFAULT SETTINGS (S3_BUCKET 'b')
            """)
    void oneClearErrorAndNothingLeft(String state, String word, String sql) throws Exception {
        assertFails(state, word, sql);
        assertThat(models()).isZero();
        assertThat(server.jobFolders()).isEmpty();
        assertFails("42883", "f_bad", "SELECT f_bad(1)");
    }

    @Test
    void aFunctionOfAModelInTrainingSaysSo() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE MODEL slow FROM (SELECT day_mins, eve_mins, area_code FROM churn_telecom) TARGET area_code"
                            + " FUNCTION f_slow IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'reg:squarederror'"
                            + " PREPROCESSORS 'none' HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '100000')"
                            + " SETTINGS (S3_BUCKET 'b')");
            assertFails("55000", "slow", "SELECT f_slow(day_mins, eve_mins) FROM churn_telecom");
            assertFails(
                    "42710",
                    "slow",
                    "CREATE MODEL slow FROM churn_telecom TARGET churn FUNCTION f_other IAM_ROLE default SETTINGS (S3_BUCKET 'b')");
            assertFails(
                    "42723",
                    "f_slow",
                    "CREATE MODEL other FROM (SELECT day_mins, eve_mins, area_code FROM churn_telecom) TARGET area_code FUNCTION f_slow IAM_ROLE default SETTINGS (S3_BUCKET 'b')");
            statement.execute("DROP MODEL slow");
            assertFails("42883", "f_slow", "SELECT f_slow(1.0, 2.0)");
        }
        assertThat(models()).isZero();
        assertThat(server.jobFolders()).isEmpty();
    }

    @Test
    void aSecondServerOnTheSameFolderIsRefused() {
        Program.Outcome outcome = Program.auspex("serve", "--data", data.toString(), "--port", "0", "--http-port", "0");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors().strip().lines()).hasSize(1);
        assertThat(outcome.errors()).contains(data.toString());
    }

    @Test
    void wrongUsageExitsWithTwo() {
        assertThat(Program.auspex("serve", "--prot", "1").exitCode()).isEqualTo(2);
        assertThat(Program.auspex("fly").exitCode()).isEqualTo(2);
    }

    @Test
    void copyNamesFileLineAndColumn() throws Exception {
        Path bucket = Files.createDirectories(data.resolve("s3").resolve("bucket"));
        Files.writeString(bucket.resolve("broken.csv"), "a,b\n1,2\n3,four\n");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE pair (a int, b int)");
            assertThatThrownBy(() -> statement.execute(
                            "COPY pair FROM 's3://bucket/broken.csv' IAM_ROLE default CSV IGNOREHEADER 1"))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getMessage())
                            .contains("broken.csv")
                            .contains("3")
                            .contains("four")
                            .contains("b"));
            try (ResultSet result = statement.executeQuery("SELECT count(*) FROM pair")) {
                result.next();
                assertThat(result.getLong(1)).isZero();
            }
            statement.execute("DROP TABLE pair");
        }
    }

    private static void assertFails(String state, String word, String sql) {
        assertThatThrownBy(() -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(sql);
                    }
                })
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getSQLState())
                            .as("%s: %s", sql, e.getMessage())
                            .isEqualTo(state);
                    assertThat(e.getMessage()).containsIgnoringCase(word).doesNotContain("\tat ", "java.lang");
                });
    }

    private static long models() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM stv_ml_model_info")) {
            result.next();
            return result.getLong(1);
        }
    }
}
