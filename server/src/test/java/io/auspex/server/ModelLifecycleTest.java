package io.auspex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models from CREATE MODEL to predictions, with real workers on real data. */
class ModelLifecycleTest {
    private static final String ABALONE = "CREATE TABLE abalone (sex VARCHAR(1), length FLOAT, diameter FLOAT,"
            + " height FLOAT, whole_weight FLOAT, shucked_weight FLOAT, viscera_weight FLOAT, shell_weight FLOAT,"
            + " rings INTEGER)";
    private static final String NUMBERS = "SELECT length, diameter, height, whole_weight, rings FROM abalone";
    private static final String XGBOOST = " IAM_ROLE DEFAULT AUTO OFF MODEL_TYPE XGBOOST PREPROCESSORS 'none' ";

    @TempDir
    Path folder;

    private TestServer server;
    private TestServer.Client client;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(folder);
        client = server.connect();
        server.putData("abalone.csv", "bucket/abalone.csv");
        client.run(ABALONE);
        client.run("COPY abalone FROM 's3://bucket/abalone.csv' CSV IGNOREHEADER 1");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private void restart() {
        client.close();
        server.restart();
        client = server.connect();
    }

    private static Map<String, String> await(
            TestServer.Client client, String model, Predicate<Map<String, String>> wanted) {
        long deadline = System.nanoTime() + Duration.ofSeconds(80).toNanos();
        while (true) {
            Map<String, String> shown = client.showModel(model);
            if (wanted.test(shown)) {
                return shown;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("The model did not get there: " + shown);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private Map<String, String> awaitEnd(String model) {
        return await(client, model, shown -> !shown.get("Model State").equals("TRAINING"));
    }

    /** A job's folder goes when its READY model has been explained. */
    private void awaitNoJobs() throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(80).toNanos();
        while (!server.jobFolders().isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        assertThat(server.jobFolders()).isEmpty();
    }

    private void assertFails(SqlState state, String sql, String... fragments) {
        assertThatThrownBy(() -> client.run(sql)).isInstanceOfSatisfying(SqlException.class, e -> {
            assertThat(e.state()).as(e.getMessage()).isEqualTo(state);
            assertThat(e.getMessage()).contains(fragments);
            assertThat(e.hint()).as(e.getMessage()).isPresent();
        });
    }

    private void assertPointsAt(String hint, String sql, String word) {
        assertThatThrownBy(() -> client.run(sql)).isInstanceOfSatisfying(SqlException.class, e -> {
            assertThat(e.position()).hasValue(sql.indexOf(word));
            assertThat(e.hint().orElseThrow()).startsWith(hint);
        });
    }

    @Test
    void createModelWaitsWhereTheSessionWantsItTo() {
        client.run("SET auspex.wait_for_models TO on");
        client.run("CREATE MODEL awaited FROM (" + NUMBERS + ") TARGET rings FUNCTION f_awaited" + XGBOOST
                + "OBJECTIVE 'reg:squarederror' HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '5')");
        assertThat(client.showModel("awaited")).containsEntry("Model State", "READY");
        assertThat(client.value("SELECT explain_model('awaited')")).contains("global_shap_values");
        client.run("RESET auspex.wait_for_models");
    }

    @Test
    void trainsOneXGBoostModelAndPredicts() throws IOException {
        assertThat(client.run("CREATE MODEL rings FROM (" + NUMBERS + ") TARGET rings FUNCTION f_rings" + XGBOOST
                        + "OBJECTIVE 'multi:softmax' HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '10', NUM_CLASS '30')"
                        + " SETTINGS (S3_BUCKET 'bucket')"))
                .isEqualTo("CREATE MODEL");
        assertThat(client.showModel("rings"))
                .containsEntry("Model State", "TRAINING")
                .containsKey("Training Progress");
        assertFails(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "SELECT f_rings(0.5, 0.4, 0.1, 0.5)",
                "public.rings",
                "TRAINING");

        Map<String, String> shown = awaitEnd("rings");

        assertThat(shown)
                .containsEntry("Model State", "READY")
                .containsEntry("Owner", "awsuser")
                .containsEntry("Schema Name", "public")
                .containsEntry("Target Column", "RINGS")
                .containsEntry("Model Type", "xgboost")
                .containsEntry("Function Name", "f_rings")
                .containsEntry("Function Parameters", "length diameter height whole_weight")
                .containsEntry("Function Parameter Types", "float8 float8 float8 float8")
                .containsEntry("IAM Role", "default-aws-iam-role")
                .containsEntry("S3 Bucket", "bucket")
                .containsEntry("Max Runtime", "5400")
                .containsEntry("num_round", "10")
                .containsEntry("objective", "multi:softmax")
                .containsKey("train:merror");
        assertThat(shown.get("Training Job Name")).matches("redshiftml-\\d{20}-xgboost");
        assertThat(shown).doesNotContainKey("Training Rows");
        awaitNoJobs();
        assertThat(client.query("SELECT model_name, model_state FROM stv_ml_model_info"))
                .containsExactly(List.of("rings", "Model is Ready"));
        assertThat(client.query("SHOW MODEL ALL")).containsExactly(List.of("public", "rings"));

        String right = "SELECT count(*) FROM abalone WHERE f_rings(length, diameter, height, whole_weight) = rings";
        long before = Long.parseLong(client.value(right));
        assertThat(before).isGreaterThan(1_000);
        assertThat(client.value("SELECT f_rings(NULL, NULL, NULL, NULL)")).isNotNull();
        client.run(
                "CREATE VIEW predicted AS SELECT rings, f_rings(length, diameter, height, whole_weight) AS p FROM abalone");
        client.run("CREATE TABLE kept AS SELECT p, count(*) AS n FROM predicted GROUP BY p");
        assertThat(client.value("SELECT sum(n) FROM kept")).isEqualTo("4177");

        restart();

        assertThat(client.showModel("rings")).containsEntry("Model State", "READY");
        assertThat(client.value(right)).isEqualTo(Long.toString(before));
        assertThat(client.value("SELECT count(*) FROM predicted WHERE p = rings"))
                .isEqualTo(Long.toString(before));
        assertThat(client.run("DROP MODEL rings")).isEqualTo("DROP MODEL");
        assertFails(SqlState.UNDEFINED_OBJECT, "SHOW MODEL rings", "rings");
        assertThatThrownBy(() -> client.run("SELECT f_rings(0.5, 0.4, 0.1, 0.5)"))
                .isInstanceOf(SqlException.class);
        assertThat(client.query("SHOW MODEL ALL")).isEmpty();
    }

    @Test
    void searchesForTheBestClassifier() throws IOException {
        server.putData("churn_telecom.csv", "bucket/churn.csv");
        client.run("CREATE SCHEMA demo");
        String header =
                Files.readAllLines(TestServer.DATA.resolve("churn_telecom.csv")).get(0);
        List<String> columns = new ArrayList<>();
        for (String name : header.split(",", -1)) {
            boolean text = List.of("state", "phone", "intl_plan", "vmail_plan", "churn")
                    .contains(name);
            columns.add(name + (text ? " VARCHAR(20)" : " FLOAT"));
        }
        client.run("CREATE TABLE demo.churn (" + String.join(", ", columns) + ")");
        client.run("COPY demo.churn FROM 's3://bucket/churn.csv' CSV IGNOREHEADER 1");
        client.run("CREATE MODEL demo.churn_auto FROM (SELECT state, intl_plan, day_mins, eve_mins, intl_calls,"
                + " cust_serv_calls, churn FROM demo.churn) TARGET 'Churn' FUNCTION f_churn IAM_ROLE DEFAULT"
                + " SETTINGS (S3_BUCKET 'bucket', MAX_RUNTIME 30, MAX_MODELS 2)");
        Map<String, String> shown = awaitEnd("demo.churn_auto");
        assertThat(shown)
                .containsEntry("Model State", "READY")
                .containsEntry("Schema Name", "demo")
                .containsEntry("Problem Type", "BinaryClassification")
                .containsEntry("Objective", "F1")
                .containsKey("validation:f1_binary")
                .containsKey("AutoML Job Name");
        String arguments = "(state, intl_plan, day_mins, eve_mins, intl_calls, cust_serv_calls)";
        assertThat(client.query("SELECT DISTINCT demo.f_churn" + arguments + " FROM demo.churn ORDER BY 1"))
                .containsExactly(List.of("False"), List.of("True"));
        assertThat(Long.parseLong(
                        client.value("SELECT count(*) FROM demo.churn WHERE demo.f_churn" + arguments + " = churn")))
                .isGreaterThan(2_900);
        assertThat(client.value("SELECT demo.f_churn_prob" + arguments + " FROM demo.churn LIMIT 1"))
                .matches("\\{\"probabilities\":\\[0\\.\\d+,0\\.\\d+],\"labels\":\\[\"False\",\"True\"]}");
        assertThat(client.value("SELECT demo.f_churn_probabilities('never seen', NULL, 1, 2, 3, 4)"))
                .isNotNull();
        assertThat(client.query("SHOW FUNCTIONS FROM SCHEMA dev.demo").stream()
                        .map(row -> row.get(2) + " " + row.get(5)))
                .containsExactly(
                        "f_churn character varying",
                        "f_churn_prob super",
                        "f_churn_probabilities super",
                        "f_churn_explain super",
                        "f_churn_set super",
                        "f_churn_set_at super");
        assertThat(client.query(
                        "SHOW PARAMETERS OF FUNCTION dev.demo.f_churn_prob(varchar, varchar, float, float, float,"
                                + " float)"))
                .hasSize(6);
        assertFails(SqlState.DEPENDENT_OBJECTS_STILL_EXIST, "DROP SCHEMA demo CASCADE", "churn_auto");
        assertFails(SqlState.DEPENDENT_OBJECTS_STILL_EXIST, "DROP SCHEMA \"DEMO\" CASCADE", "churn_auto");
        client.run("DROP MODEL demo.churn_auto");
        client.run("DROP SCHEMA demo CASCADE");
    }

    @Test
    void saysHowManyRowsMaxCellsLeftAndThatARegressionGivesADouble() {
        client.run("CREATE MODEL age FROM (" + NUMBERS + ") TARGET rings FUNCTION f_age" + XGBOOST
                + "OBJECTIVE 'reg:squarederror' HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '3')"
                + " SETTINGS (MAX_CELLS 5000)");
        assertThat(awaitEnd("age"))
                .containsEntry("Model State", "READY")
                .containsEntry("Training Rows", "1000 of 4177 (MAX_CELLS)");
        String parameters = "double precision, double precision, double precision, double precision";
        String remark = "Prediction function of model public.age";
        assertThat(client.query("SHOW FUNCTIONS FROM SCHEMA dev.public"))
                .containsExactly(
                        List.of("dev", "public", "f_age", "4", parameters, "double precision", remark),
                        List.of("dev", "public", "f_age_explain", "4", parameters, "super", remark));
    }

    @Test
    void refusesWhatCannotWorkAndLeavesNothing() throws IOException {
        String end = " IAM_ROLE DEFAULT SETTINGS (S3_BUCKET 'b')";
        assertFails(SqlState.UNDEFINED_TABLE, "CREATE MODEL m FROM nosuch TARGET x FUNCTION f" + end, "nosuch");
        assertFails(
                SqlState.UNDEFINED_COLUMN, "CREATE MODEL m FROM abalone TARGET nosuch FUNCTION f" + end, "\"nosuch\"");
        assertFails(
                SqlState.INVALID_PARAMETER_VALUE,
                "CREATE MODEL m FROM (SELECT * FROM abalone LIMIT 499) TARGET rings FUNCTION f" + end,
                "499",
                "500");
        assertFails(
                SqlState.INVALID_PARAMETER_VALUE,
                "CREATE MODEL m FROM (SELECT rings FROM abalone) TARGET rings FUNCTION f" + end,
                "one column");
        assertFails(
                SqlState.DUPLICATE_COLUMN,
                "CREATE MODEL m FROM (SELECT length, length, rings FROM abalone) TARGET rings FUNCTION f" + end,
                "length");
        assertFails(
                SqlState.INVALID_PARAMETER_VALUE,
                "CREATE MODEL m FROM (SELECT length + 1, rings FROM abalone) TARGET rings FUNCTION f" + end,
                "has no name");
        assertFails(
                SqlState.INVALID_PARAMETER_VALUE,
                "CREATE MODEL m FROM (SELECT length, 1 AS rings FROM abalone) TARGET rings FUNCTION f" + end,
                "rings",
                "one distinct value");
        assertFails(
                SqlState.DATATYPE_MISMATCH,
                "CREATE MODEL m FROM (SELECT length, rings::NUMERIC(10,2) AS rings FROM abalone) TARGET rings FUNCTION f"
                        + end,
                "rings",
                "numeric(10,2)");
        assertFails(
                SqlState.DATATYPE_MISMATCH,
                "CREATE MODEL m FROM abalone TARGET rings FUNCTION f" + XGBOOST
                        + "OBJECTIVE 'reg:squarederror' HYPERPARAMETERS DEFAULT",
                "\"sex\"",
                "character varying");
        assertFails(
                SqlState.INVALID_PARAMETER_VALUE,
                "CREATE MODEL m FROM (" + NUMBERS + ") TARGET rings FUNCTION f" + XGBOOST
                        + "OBJECTIVE 'binary:logistic' HYPERPARAMETERS DEFAULT",
                "binary:logistic",
                "rings");
        assertFails(
                SqlState.INVALID_PARAMETER_VALUE,
                "CREATE MODEL m FROM (" + NUMBERS + ") TARGET rings FUNCTION f" + XGBOOST
                        + "OBJECTIVE 'reg:squarederror' HYPERPARAMETERS DEFAULT EXCEPT (ETA '7')",
                "eta");
        assertFails(
                SqlState.INVALID_SCHEMA_NAME,
                "CREATE MODEL nosuch.m FROM abalone TARGET rings FUNCTION f" + end,
                "nosuch");
        assertFails(
                SqlState.INSUFFICIENT_PRIVILEGE,
                "CREATE MODEL m FROM (SELECT * FROM auspex.users) TARGET name FUNCTION f" + end,
                "auspex");
        assertFails(
                SqlState.DUPLICATE_FUNCTION, "CREATE MODEL m FROM abalone TARGET rings FUNCTION sum" + end, "\"sum\"");
        assertPointsAt(
                "Did you mean \"abalone\"?", "CREATE MODEL m FROM abalon TARGET rings FUNCTION f" + end, "abalon");
        assertPointsAt(
                "Did you mean \"rings\"? The columns are: sex, length,",
                "CREATE MODEL m FROM abalone TARGET ring FUNCTION f" + end,
                "ring ");
        String wrong = "CREATE MODEL m FROM (SELECT length, nosuch FROM abalone) TARGET rings FUNCTION f" + end;
        assertThatThrownBy(() -> client.run(wrong))
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.position()).hasValue(wrong.indexOf("nosuch")));
        client.run("BEGIN");
        assertFails(SqlState.ACTIVE_TRANSACTION, "CREATE MODEL m FROM abalone TARGET rings FUNCTION f" + end, "block");
        client.run("ROLLBACK");

        client.run("SET statement_timeout = 300");
        assertThatThrownBy(
                        () -> client.run("CREATE MODEL m FROM (SELECT a.range AS x, b.range AS y FROM range(100000) a,"
                                + " range(100000) b) TARGET y FUNCTION f" + end))
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.state()).isEqualTo(SqlState.QUERY_CANCELED));
        client.run("SET statement_timeout = 0");

        assertThat(server.jobFolders()).isEmpty();
        assertThat(client.query("SHOW MODEL ALL")).isEmpty();
        assertThat(client.query("SHOW FUNCTIONS FROM SCHEMA dev.public")).isEmpty();
        assertFails(SqlState.UNDEFINED_OBJECT, "DROP MODEL m", "m");
        assertThat(client.run("DROP MODEL IF EXISTS m")).isEqualTo("DROP MODEL");
        assertThat(client.notices()).contains("model \"m\" does not exist, skipping");
    }

    @Test
    void cancelsTrainingByDropAndTakesItUpAfterARestart() throws IOException {
        String create = " FROM abalone TARGET rings FUNCTION %s IAM_ROLE DEFAULT PROBLEM_TYPE REGRESSION"
                + " SETTINGS (S3_BUCKET 'b', %s)";
        client.run("CREATE MODEL slow" + create.formatted("f_slow", "MAX_RUNTIME 600"));
        client.run("CREATE MODEL next" + create.formatted("f_next", "MAX_MODELS 1"));
        assertFails(SqlState.DUPLICATE_OBJECT, "CREATE MODEL slow" + create.formatted("f2", "MAX_RUNTIME 600"), "slow");
        assertFails(
                SqlState.DUPLICATE_FUNCTION,
                "CREATE MODEL other" + create.formatted("f_slow", "MAX_RUNTIME 600"),
                "f_slow");
        assertThat(server.jobFolders()).hasSize(2);
        assertThat(client.query("SHOW FUNCTIONS FROM SCHEMA dev.public"))
                .as("a declared regression has its type and no probabilities from the start")
                .extracting(row -> row.get(2) + " " + row.get(5))
                .containsExactly(
                        "f_next double precision",
                        "f_next_explain super",
                        "f_next_interval super",
                        "f_next_interval_at super",
                        "f_slow double precision",
                        "f_slow_explain super",
                        "f_slow_interval super",
                        "f_slow_interval_at super");
        assertThat(client.showModel("next")).containsEntry("Training Progress", "Waiting To Train (1 model ahead)");
        await(client, "slow", shown -> shown.get("Training Progress").contains("%"));

        restart();

        assertThat(client.showModel("slow")).containsEntry("Model State", "TRAINING");
        await(client, "slow", shown -> shown.get("Training Progress").contains("%"));
        client.run("DROP MODEL slow");
        assertThat(server.jobFolders()).hasSize(1);
        Map<String, String> shown = awaitEnd("next");
        assertThat(shown).containsEntry("Model State", "READY").containsEntry("Problem Type", "Regression");
        assertThat(Double.parseDouble(client.value("SELECT avg(abs(rings - f_next(sex, length, diameter, height,"
                        + " whole_weight, shucked_weight, viscera_weight, shell_weight))) FROM abalone")))
                .isLessThan(2);
        awaitNoJobs();
    }
}
