package io.auspex.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a user reads where there is nobody to talk to. */
class LoginTest {
    private static Login to(String host, int port) {
        return new Login(host, port, "awsuser", "dev", Optional.of("secret"));
    }

    private static String failure(Login login) {
        SQLException error = catchThrowableOfType(SQLException.class, () -> login.open(1));
        return login.failure(error).getMessage();
    }

    @Test
    void somethingElseListens() throws IOException {
        // Connections wait in the queue of the port, and nobody ever answers.
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(failure(to("127.0.0.1", silent.getLocalPort())))
                    .isEqualTo("127.0.0.1:" + silent.getLocalPort()
                            + " does not answer as an SQL server; is it the HTTP port?");
        }
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(failure(to("127.0.0.1", port)))
                .startsWith("cannot connect to 127.0.0.1:" + port + ": connection refused")
                .contains("auspex serve");
    }

    @Test
    void thereIsNoSuchHost() {
        SQLException error = catchThrowableOfType(
                SQLException.class, () -> to("nosuch.invalid", 5439).open());
        assertThat(to("nosuch.invalid", 5439).failure(error)).hasMessage("there is no host nosuch.invalid");
    }
}
