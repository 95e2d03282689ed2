package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Python's and Node's clients, each run as its users run it: the scripts of {@code src/test/clients} against one server. {@code ./auspex test
 * --clients} installs the clients and says where; without that the class does not run.
 */
@Tag("clients")
class ForeignClientsTest {
    private static final Path SCRIPTS = Path.of("src", "test", "clients").toAbsolutePath();

    /** For one command; a few seconds are enough where nothing else runs. */
    private static final int SECONDS = 300;

    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static Path clients;

    @BeforeAll
    static void start() {
        String installed = System.getProperty("auspex.clients");
        assertThat(installed)
                .as("where the clients are installed; run ./auspex test --clients")
                .isNotBlank();
        clients = Path.of(installed);
        server = ServerProcess.start(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "psycopg2_client.py",
                "psycopg_client.py",
                "redshift_connector_client.py",
                "sqlalchemy_client.py",
                "superset_client.py"
            })
    void python(String script) {
        succeed(List.of(
                clients.resolve("python/bin/python").toString(),
                SCRIPTS.resolve("python").resolve(script).toString()));
    }

    @Test
    void nodePostgres() {
        succeed(List.of("node", SCRIPTS.resolve("node/pg_client.js").toString()));
    }

    @Test
    void dbt() {
        dbt("seed");
        dbt("run");
        // Again, over what is there: the incremental models merge, the others are exchanged.
        dbt("run");
        assertThat(dbt("test")).contains("ERROR=0").doesNotContain("PASS=0");
        assertThat(dbt("docs", "generate")).contains("Catalog written");
    }

    private static String dbt(String... command) {
        List<String> all =
                new ArrayList<>(List.of(clients.resolve("python/bin/dbt").toString()));
        all.addAll(List.of(command));
        Path project = SCRIPTS.resolve("dbt");
        all.addAll(
                List.of("--project-dir", project.toString(), "--profiles-dir", project.toString(), "--no-use-colors"));
        all.addAll(List.of("--target-path", folder.resolve("dbt").toString()));
        return succeed(all);
    }

    private static String succeed(List<String> command) {
        Program.Outcome outcome = Program.run(
                command,
                Map.ofEntries(
                        Map.entry("PGHOST", "127.0.0.1"),
                        Map.entry("PGPORT", String.valueOf(server.port())),
                        Map.entry("PGUSER", "awsuser"),
                        Map.entry("PGPASSWORD", ServerProcess.PASSWORD),
                        Map.entry("PGDATABASE", "dev"),
                        Map.entry("AUSPEX_CERTIFICATE", certificate()),
                        // Where Python's own TLS looks for certificates to trust.
                        Map.entry("SSL_CERT_FILE", certificate()),
                        Map.entry(
                                "NODE_PATH",
                                clients.resolve("node/node_modules").toString()),
                        Map.entry("PYTHONDONTWRITEBYTECODE", "1"),
                        Map.entry("DBT_LOG_PATH", folder.resolve("dbt-logs").toString()),
                        Map.entry("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")),
                SECONDS);
        assertThat(outcome.exitCode())
                .as("%s\n%s\n%s", command, outcome.output(), outcome.errors())
                .isZero();
        return outcome.output();
    }

    private static String certificate() {
        return server.data().resolve("tls").resolve("cert.pem").toString();
    }
}
