package io.auspex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.warehouse.Warehouse;
import io.auspex.warehouse.WarehouseSession;
import io.auspex.warehouse.duckdb.DuckDbSettings;
import io.auspex.warehouse.duckdb.DuckDbWarehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of explanations where training or the data folder is not as usual. */
class ExplanationTest {
    private static final String NUMBERS = "SELECT length, diameter, height, rings FROM abalone";

    @TempDir
    Path folder;

    private static void load(TestServer server, TestServer.Client client) throws IOException {
        server.putData("abalone.csv", "bucket/abalone.csv");
        client.run(
                "CREATE TABLE abalone (sex VARCHAR(1), length FLOAT, diameter FLOAT, height FLOAT, whole_weight FLOAT,"
                        + " shucked_weight FLOAT, viscera_weight FLOAT, shell_weight FLOAT, rings INTEGER)");
        client.run("COPY abalone FROM 's3://bucket/abalone.csv' CSV IGNOREHEADER 1");
    }

    private static void await(BooleanSupplier wanted) {
        long deadline = System.nanoTime() + Duration.ofSeconds(80).toNanos();
        while (!wanted.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** The real worker, which writes into files named train and explain how nice it is to others. */
    private List<String> witnessedWorker() throws IOException {
        return workerAfter(
                "case \"$*\" in *' explain') mode=explain ;; *) mode=train ;; esac\nnice > '" + folder + "'/$mode\n");
    }

    /** The real worker, which explains nothing before there is a file named go. */
    private List<String> hesitantWorker() throws IOException {
        return workerAfter(
                "case \"$*\" in *' explain') until test -e '" + folder + "'/go; do sleep 0.1; done ;; esac\n");
    }

    private List<String> workerAfter(String preamble) throws IOException {
        Path script = folder.resolve("worker.sh");
        String real = TestServer.realWorker().stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" ", "exec ", " \"$@\"\n"));
        Files.writeString(script, preamble + real);
        return List.of("/bin/sh", script.toString());
    }

    private int niceness(String mode) throws IOException {
        return Integer.parseInt(Files.readString(folder.resolve(mode)).strip());
    }

    @Test
    void aModelOfAnEarlierVersionGetsTheFunctionThatCameSinceAndNoReport() throws IOException {
        try (TestServer server = TestServer.start(folder, witnessedWorker());
                TestServer.Client client = server.connect()) {
            load(server, client);
            client.run("CREATE MODEL ages FROM (" + NUMBERS + ") TARGET rings FUNCTION f_ages IAM_ROLE DEFAULT AUTO OFF"
                    + " MODEL_TYPE XGBOOST OBJECTIVE 'reg:squarederror' PREPROCESSORS 'none'"
                    + " HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '3')");
            await(() -> client.value("SELECT explain_model('ages')").contains("kernel_shap"));
            if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
                assertThat(niceness("explain")).isEqualTo(Math.min(19, niceness("train") + 10));
            }
        }
        try (Warehouse warehouse = DuckDbWarehouse.open(
                        folder.resolve("dev.duckdb"), new DuckDbSettings("1GB", 2, folder.resolve("temp")));
                WarehouseSession session = warehouse.openSession()) {
            session.execute("UPDATE auspex.models SET explanation_state = NULL, explanation = NULL");
            session.execute("DROP MACRO public.f_ages_explain");
        }
        try (TestServer server = TestServer.start(folder);
                TestServer.Client client = server.connect()) {
            assertThat(client.value("SELECT explain_model('ages')"))
                    .isEqualTo("{\"explanations\":\"processing job failed\"}");
            assertThat(client.value("SELECT f_ages_explain(0.5, 0.4, 0.1)")).startsWith("{\"prediction\":");
        }
    }

    /** A folder that is gone between READY and the report, as after a restored backup, ends the waiting. */
    @Test
    void aPendingExplanationWithoutItsFolderHasFailed() throws IOException {
        try (TestServer server = TestServer.start(folder);
                TestServer.Client client = server.connect()) {
            load(server, client);
            client.run("CREATE MODEL ages FROM (" + NUMBERS + ") TARGET rings FUNCTION f_ages IAM_ROLE DEFAULT AUTO OFF"
                    + " MODEL_TYPE XGBOOST OBJECTIVE 'reg:squarederror' PREPROCESSORS 'none'"
                    + " HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '3')");
            await(() -> client.value("SELECT explain_model('ages')").contains("kernel_shap"));
        }
        try (Warehouse warehouse = DuckDbWarehouse.open(
                        folder.resolve("dev.duckdb"), new DuckDbSettings("1GB", 2, folder.resolve("temp")));
                WarehouseSession session = warehouse.openSession()) {
            session.execute("UPDATE auspex.models SET explanation_state = 'PENDING', explanation = NULL");
        }
        try (TestServer server = TestServer.start(folder);
                TestServer.Client client = server.connect()) {
            assertThat(client.value("SELECT explain_model('ages')"))
                    .isEqualTo("{\"explanations\":\"processing job failed\"}");
            assertThat(client.value("SELECT f_ages(0.5, 0.4, 0.1)")).isNotNull();
        }
    }

    @Test
    void whoWaitsForModelsHasThemBeforeTheyAreExplained() throws IOException {
        try (TestServer server = TestServer.start(folder, hesitantWorker());
                TestServer.Client client = server.connect();
                TestServer.Client other = server.connect()) {
            load(server, client);
            client.run("SET auspex.wait_for_models TO on");
            client.run("CREATE MODEL ages FROM (" + NUMBERS + ") TARGET rings FUNCTION f_ages IAM_ROLE DEFAULT AUTO OFF"
                    + " MODEL_TYPE XGBOOST OBJECTIVE 'reg:squarederror' PREPROCESSORS 'none'"
                    + " HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '3')");
            assertThat(client.showModel("ages")).containsEntry("Model State", "READY");
            assertThat(client.value("SELECT f_ages(0.4, 0.3, 0.1)")).isNotEmpty();
            assertThat(other.value("SELECT explain_model('ages')")).contains("waiting for processing job");
            Files.createFile(folder.resolve("go"));
            assertThat(client.value("SELECT explain_model('ages')")).contains("kernel_shap");
        }
    }

    /** E23: no model in the time there is. It is FAILED, its functions and EXPLAIN_MODEL say so, no folder is left. */
    @Test
    void aModelThatHadNoTimeFailsAndSoDoesItsExplanation() throws IOException {
        try (TestServer server = TestServer.start(folder);
                TestServer.Client client = server.connect()) {
            load(server, client);
            client.run(
                    "CREATE MODEL hasty FROM (" + NUMBERS + ") TARGET rings FUNCTION f_hasty IAM_ROLE DEFAULT AUTO OFF"
                            + " MODEL_TYPE XGBOOST OBJECTIVE 'reg:squarederror' PREPROCESSORS 'none'"
                            + " HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '10000000') SETTINGS (S3_BUCKET 'b', MAX_RUNTIME 1)");
            await(() -> !client.showModel("hasty").get("Model State").equals("TRAINING"));
            assertThat(client.showModel("hasty")).containsEntry("Model State", "FAILED");
            assertThat(client.showModel("hasty").get("Failure Reason")).startsWith("MAX_RUNTIME ended after ");
            String arguments = "(1, 1, 1)";
            for (String call :
                    new String[] {"f_hasty" + arguments, "f_hasty_explain" + arguments, "explain_model('hasty')"}) {
                assertThatThrownBy(() -> client.run("SELECT " + call))
                        .as(call)
                        .isInstanceOfSatisfying(SqlException.class, e -> assertThat(e.state())
                                .isEqualTo(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE));
            }
            await(() -> {
                try {
                    return server.jobFolders().isEmpty();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
