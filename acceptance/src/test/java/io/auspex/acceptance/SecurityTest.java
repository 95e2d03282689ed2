package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 7, point 5: TLS by configuration with a certificate of the operator's own, logins, and the log as a file. */
class SecurityTest {
    private static final String STORE_PASSWORD = "changeit";

    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static Path trusted;

    @BeforeAll
    static void start() {
        Path store = folder.resolve("own.p12");
        trusted = folder.resolve("own.pem");
        keytool(
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-dname",
                "CN=own",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-ext",
                "bc:c",
                "-validity",
                "30");
        keytool("-exportcert", "-rfc", "-keystore", store.toString(), "-alias", "own", "-file", trusted.toString());
        server = ServerProcess.startWith(
                Map.of("AUSPEX_TLS_PASSWORD", STORE_PASSWORD),
                folder.resolve("data"),
                "--tls",
                "require",
                "--tls-certificate",
                store.toString());
    }

    private static void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
        Program.Outcome outcome = Program.run(command, Map.of());
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Connection connect(String user, String password, String options) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + server.port() + "/dev?" + options, user, password);
    }

    @Test
    @DisplayName("clients trust the operator's certificate, and none comes in without TLS")
    void ownCertificate() throws SQLException {
        try (Connection connection =
                connect("awsuser", ServerProcess.PASSWORD, "sslmode=verify-full&sslrootcert=" + trusted)) {
            assertThat(connection.isValid(10)).isTrue();
        }
        assertThatThrownBy(() -> connect("awsuser", ServerProcess.PASSWORD, "sslmode=disable"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("encrypted connections only")
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("28000");
        Program.Outcome psql = Program.run(
                List.of(
                        "psql",
                        "-X",
                        "-At",
                        "-c",
                        "select 'in'",
                        "host=localhost port=" + server.port()
                                + " user=awsuser dbname=dev sslmode=verify-full sslrootcert=" + trusted),
                Map.of("PGPASSWORD", ServerProcess.PASSWORD));
        assertThat(psql.output()).as(psql.toString()).isEqualTo("in\n");
    }

    @Test
    @DisplayName("refused logins are in the log with the address they came from, passwords are not")
    void log() throws Exception {
        assertThatThrownBy(() -> connect("awsuser", "Wrong-Passw0rd", "sslmode=require"))
                .isInstanceOf(SQLException.class);
        try (Connection connection = connect(
                "awsuser",
                ServerProcess.PASSWORD,
                "sslmode=require&assumeMinServerVersion=9.0&ApplicationName=audit")) {
            connection.createStatement().execute("CREATE USER ana PASSWORD 'Passw0rd1' SESSION TIMEOUT 60");
            String failures =
                    "SELECT remotehost, sslversion FROM stl_connection_log WHERE event = 'authentication failure' AND sslversion <> ''"
                            + " AND EXISTS (SELECT 1 FROM svl_statementtext WHERE text LIKE 'CREATE USER ana%')";
            String found = "";
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (found.isEmpty() && System.nanoTime() < deadline) {
                try (ResultSet rows = connection.createStatement().executeQuery(failures)) {
                    found = rows.next() ? rows.getString(1) + " " + rows.getString(2) : "";
                }
            }
            assertThat(found).startsWith("127.0.0.1 TLSv1.");
        }
        String file = Files.readString(server.data().resolve("audit").resolve("audit.jsonl"));
        assertThat(file)
                .contains(
                        "\"event\":\"authentication failure\"",
                        "CREATE USER ana PASSWORD '***'",
                        "\"application\":\"audit\"")
                .doesNotContain("Wrong-Passw0rd", "Passw0rd1", ServerProcess.PASSWORD);
    }
}
