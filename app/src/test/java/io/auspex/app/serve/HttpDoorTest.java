package io.auspex.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.app.failure.CommandFailure;
import io.auspex.app.release.Release;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpDoorTest {
    private static final String PASSWORD = "Watched-1";

    @TempDir
    Path folder;

    @Test
    void watchersSeeHowTheServerIs() throws IOException, InterruptedException, SQLException {
        LoadLimits limits = new LoadLimits(
                Optional.of(ByteSize.parse("300MB")),
                Optional.of(ByteSize.parse("1GB")),
                Optional.of(3),
                Optional.of(7));
        ServerOptions options = new ServerOptions(
                folder,
                InetAddress.getLoopbackAddress(),
                0,
                0,
                Authentication.PASSWORD,
                SecurityOptions.DEFAULT,
                limits,
                Optional.empty());
        try (LocalServer server = LocalServer.start(options, Optional.of(PASSWORD));
                Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + server.port() + "/dev", "awsuser", PASSWORD);
                Statement statement = connection.createStatement()) {
            assertThat(get(server.httpPort(), "/health").body())
                    .isEqualTo("{\"status\":\"ok\",\"version\":\""
                            + Release.current().auspex() + "\"}");
            assertThat(get(server.httpPort(), "/ready").body()).isEqualTo("{\"status\":\"ready\"}");
            statement.execute("CREATE TABLE secrets (personal_name VARCHAR(20))");
            statement.execute("INSERT INTO secrets VALUES ('Ada'), ('Grace')");
            try (ResultSet rows = statement.executeQuery("SELECT personal_name FROM secrets")) {
                while (rows.next()) {
                    assertThat(rows.getString(1)).isIn("Ada", "Grace");
                }
            }
            assertThatThrownBy(() -> statement.execute("SELECT nope FROM secrets"))
                    .isInstanceOf(SQLException.class);

            HttpResponse<String> metrics = get(server.httpPort(), "/metrics");
            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain; version=0.0.4");
            assertThat(metrics.body().lines())
                    .contains(
                            "auspex_statements_total{kind=\"insert\",outcome=\"ok\"} 1.0",
                            "auspex_statement_errors_total{sqlstate=\"42703\"} 1.0",
                            "auspex_statement_seconds_count{kind=\"insert\"} 1",
                            "auspex_sessions 1.0",
                            "auspex_sessions_active 0.0",
                            "auspex_queue_slots{queue=\"default\"} 3.0",
                            "auspex_queue_waiting{queue=\"default\"} 0.0",
                            "auspex_trainings_running 0.0",
                            "auspex_engine_memory_limit_bytes 3.0E8")
                    .anyMatch(line -> line.startsWith("auspex_engine_memory_bytes "))
                    .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                    .anyMatch(line -> line.startsWith("auspex_rows_returned_total "));
            assertThat(metrics.body()).doesNotContain("awsuser", "secrets", "personal_name", "Ada");
        }
    }

    @Test
    void thereAreNoOtherPages() throws IOException, InterruptedException {
        HttpDoor.Pages pages =
                path -> path.equals("/one") ? Optional.of(HttpDoor.Page.json(200, "{}")) : Optional.empty();
        try (HttpDoor door = HttpDoor.open(InetAddress.getLoopbackAddress(), 0, pages)) {
            HttpResponse<String> one = get(door.port(), "/one");
            assertThat(one.statusCode()).isEqualTo(200);
            assertThat(one.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(get(door.port(), "/").statusCode()).isEqualTo(404);
            assertThat(get(door.port(), "/one/more").statusCode()).isEqualTo(404);
            HttpRequest post = HttpRequest.newBuilder(uri(door.port(), "/one"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(post, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void aTakenPortIsNamed() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (HttpDoor door = HttpDoor.open(loopback, 0, path -> Optional.empty())) {
            assertThatThrownBy(() -> HttpDoor.open(loopback, door.port(), path -> Optional.empty()))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining(String.valueOf(door.port()))
                    .hasMessageContaining("--http-port");
        }
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri(port, path)).build(), BodyHandlers.ofString());
    }
}
