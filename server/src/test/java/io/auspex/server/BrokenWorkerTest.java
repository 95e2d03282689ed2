package io.auspex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that end in every way but the right one: a shell script stands where Java would be. */
class BrokenWorkerTest {
    @TempDir
    Path folder;

    private String reason(String script) throws IOException {
        Path worker = Files.writeString(folder.resolve("worker.sh"), script);
        Path data = Files.createTempDirectory(folder, "data");
        try (TestServer server = TestServer.start(data, List.of("/bin/sh", worker.toString()));
                TestServer.Client client = server.connect()) {
            client.run("CREATE TABLE t AS SELECT range AS x, range % 2 AS y FROM range(600)");
            client.run("CREATE MODEL m FROM t TARGET y FUNCTION f SETTINGS (MAX_RUNTIME 1)");
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            Map<String, String> shown = client.showModel("m");
            while (shown.get("Model State").equals("TRAINING") && System.nanoTime() < deadline) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                shown = client.showModel("m");
            }
            assertThat(shown).containsEntry("Model State", "FAILED");
            String reason = shown.get("Failure Reason");
            assertThatThrownBy(() -> client.run("SELECT f(1)"))
                    .isInstanceOf(SqlException.class)
                    .hasMessageContaining("failed")
                    .hasMessageContaining(reason);
            assertThat(client.value("SELECT model_state FROM svv_ml_model_info"))
                    .isEqualTo("Model Failed: " + reason);
            server.restart();
            try (TestServer.Client again = server.connect()) {
                assertThat(again.showModel("m")).containsEntry("Failure Reason", reason);
                again.run("DROP MODEL m");
            }
            assertThat(server.jobFolders()).isEmpty();
            return reason;
        }
    }

    @Test
    void tellsWhyAWorkerFailed() throws IOException {
        assertThat(reason("exit 3")).contains("ran out of memory").contains("2048 MB");
        assertThat(reason("echo 'std::bad_alloc' >&2; exit 134")).contains("ran out of memory");
        assertThat(reason("kill -9 $$")).contains("killed (signal 9)");
        assertThat(reason("kill -11 $$")).contains("crashed (signal 11)");
        assertThat(reason("echo 'something odd' >&2; exit 7")).contains("exit status 7: something odd");
        assertThat(reason("exit 0")).contains("could not be run");
    }

    @Test
    void refusesAnArtifactThatIsNone() throws IOException {
        assertThat(reason(
                        "for last; do :; done\nmkdir -p \"$last/model\"\necho rubbish > \"$last/model/model.tar.gz\"\n"
                                + "cat > \"$last/model/outcome.json\" <<'E'\n"
                                + "{\"metrics\":{\"m\":1},\"objective\":\"F1\",\"model_type\":\"XGBOOST\","
                                + "\"trained_rows\":1,\"total_rows\":1,\"runtime_cut_off\":false,\"cpu_seconds\":1,"
                                + "\"wall_seconds\":1}\nE\n"))
                .contains("could not be read back");
    }

    @Test
    void passesOnWhatTheWorkerSays() throws IOException {
        assertThat(reason("for last; do :; done\nmkdir -p \"$last/output\"\n"
                        + "echo '{\"message\":\"The data are odd.\",\"hint\":\"Clean them.\"}' > \"$last/output/failure\"\n"
                        + "exit 1"))
                .isEqualTo("The data are odd.");
    }
}
