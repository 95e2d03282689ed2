package io.auspex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One server for all tests of a class, and a superuser's session for each of them. */
abstract class SharedServer {
    @TempDir
    static Path folder;

    static TestServer server;
    TestServer.Client client;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() {
        client = server.connect();
    }

    @AfterEach
    void disconnect() {
        client.close();
        assertThat(server.server().sessions()).isZero();
    }

    final void assertFails(SqlState state, String sql, String... fragments) {
        assertThatThrownBy(() -> client.run(sql)).isInstanceOfSatisfying(SqlException.class, e -> {
            assertThat(e.state()).as(e.getMessage()).isEqualTo(state);
            assertThat(e.getMessage()).contains(fragments);
        });
    }

    static void assertState(SqlState state, Runnable work) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(SqlException.class, e -> assertThat(e.state())
                .isEqualTo(state));
    }
}
