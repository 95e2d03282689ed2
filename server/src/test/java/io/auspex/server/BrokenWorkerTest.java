package io.auspex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that end in every way but the right one: a shell script stands where Java would be. */
class BrokenWorkerTest {
    /** The only argument that is a folder. */
    private static final String FIND_FOLDER = "for each; do if [ -d \"$each\" ]; then folder=$each; fi; done\n";

    @TempDir
    Path folder;

    /** Why the models of such workers have failed, one after the other on one server, and the same after a restart. */
    private List<String> reasons(String... scripts) throws IOException {
        Path worker = folder.resolve("worker.sh");
        Path data = Files.createDirectory(folder.resolve("data"));
        List<String> reasons = new ArrayList<>();
        try (TestServer server = TestServer.start(data, List.of("/bin/sh", worker.toString()))) {
            try (TestServer.Client client = server.connect()) {
                client.run("CREATE TABLE t AS SELECT range AS x, range % 2 AS y FROM range(600)");
                for (String script : scripts) {
                    Files.writeString(worker, script);
                    reasons.add(reason(client, reasons.size()));
                }
            }
            server.restart();
            try (TestServer.Client again = server.connect()) {
                for (int model = 0; model < scripts.length; model++) {
                    assertThat(again.showModel("m" + model)).containsEntry("Failure Reason", reasons.get(model));
                    again.run("DROP MODEL m" + model);
                }
            }
            assertThat(server.jobFolders()).isEmpty();
        }
        return reasons;
    }

    private static String reason(TestServer.Client client, int model) {
        client.run("CREATE MODEL m" + model + " FROM t TARGET y FUNCTION f" + model + " SETTINGS (MAX_RUNTIME 1)");
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        Map<String, String> shown = client.showModel("m" + model);
        while (shown.get("Model State").equals("TRAINING") && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            shown = client.showModel("m" + model);
        }
        assertThat(shown).containsEntry("Model State", "FAILED");
        String reason = shown.get("Failure Reason");
        assertThatThrownBy(() -> client.run("SELECT f" + model + "(1)"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("failed")
                .hasMessageContaining(reason);
        assertThat(client.value("SELECT model_state FROM svv_ml_model_info WHERE model_name = 'm" + model + "'"))
                .isEqualTo("Model Failed: " + reason);
        return reason;
    }

    @Test
    void tellsWhyAWorkerFailed() throws IOException {
        List<String> reasons = reasons(
                "exit 3",
                "echo 'std::bad_alloc' >&2; exit 134",
                "kill -9 $$",
                "kill -11 $$",
                "echo 'something odd' >&2; exit 7",
                "exit 0");
        assertThat(reasons.get(0)).contains("ran out of memory").contains("2048 MB");
        assertThat(reasons.get(1)).contains("ran out of memory");
        assertThat(reasons.get(2)).contains("killed (signal 9)");
        assertThat(reasons.get(3)).contains("crashed (signal 11)");
        assertThat(reasons.get(4)).contains("exit status 7: something odd");
        assertThat(reasons.get(5)).contains("could not be run");
    }

    @Test
    void refusesAnArtifactThatIsNoneAndPassesOnWhatTheWorkerSays() throws IOException {
        List<String> reasons = reasons(
                FIND_FOLDER + "mkdir -p \"$folder/model\"\necho rubbish > \"$folder/model/model.tar.gz\"\n"
                        + "cat > \"$folder/model/outcome.json\" <<'E'\n"
                        + "{\"metrics\":{\"m\":1},\"objective\":\"F1\",\"model_type\":\"XGBOOST\","
                        + "\"trained_rows\":1,\"total_rows\":1,\"runtime_cut_off\":false,\"cpu_seconds\":1,"
                        + "\"wall_seconds\":1}\nE\n",
                FIND_FOLDER + "mkdir -p \"$folder/output\"\n"
                        + "echo '{\"message\":\"The data are odd.\",\"hint\":\"Clean them.\"}' > \"$folder/output/failure\"\n"
                        + "exit 1");
        assertThat(reasons.get(0)).contains("could not be read back");
        assertThat(reasons.get(1)).isEqualTo("The data are odd.");
    }
}
