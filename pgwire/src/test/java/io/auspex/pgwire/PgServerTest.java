package io.auspex.pgwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.server.AuspexServer;
import io.auspex.server.ServerSettings;
import io.auspex.warehouse.Warehouse;
import io.auspex.warehouse.duckdb.DuckDbSettings;
import io.auspex.warehouse.duckdb.DuckDbWarehouse;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door before anybody can knock. */
class PgServerTest {
    private static final String PASSWORD = "correct horse";

    @TempDir
    Path folder;

    @Test
    void whatHasBeenPreparedIsWhatClientsMeet() throws IOException, SQLException {
        try (Warehouse warehouse = DuckDbWarehouse.open(
                        folder.resolve("dev.duckdb"), new DuckDbSettings("1GB", 2, folder.resolve("spill")));
                AuspexServer server = AuspexServer.start(
                        ServerSettings.of(folder, List.of("java")).withPassword(PASSWORD), warehouse);
                PgServer door = new PgServer(server, PgSettings.of("127.0.0.1", 0, folder))) {
            assertThat(door.certificateFile()).isEmpty();
            door.prepare();
            Path certificate = door.certificateFile().orElseThrow();
            Path keyStore = certificate.resolveSibling("server.p12");
            Files.delete(keyStore);
            door.start();
            assertThat(keyStore).as("made by preparing, and not again").doesNotExist();
            try (Connection connection = DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + door.port() + "/dev?user=" + AuspexServer.SUPERUSER + "&password="
                            + PASSWORD.replace(" ", "%20") + "&sslmode=verify-full&sslrootcert=" + certificate)) {
                assertThat(connection.isValid(60)).isTrue();
            }
        }
    }

    @Test
    void aDoorThatWasOnlyPreparedCloses() throws IOException {
        try (Warehouse warehouse = DuckDbWarehouse.open(
                        folder.resolve("dev.duckdb"), new DuckDbSettings("1GB", 2, folder.resolve("spill")));
                AuspexServer server = AuspexServer.start(
                        ServerSettings.of(folder, List.of("java")).withPassword(PASSWORD), warehouse)) {
            PgServer door = new PgServer(server, PgSettings.of("127.0.0.1", 0, folder));
            door.prepare();
            door.close();
            assertThat(door.connections()).isZero();
        }
    }

    @Test
    void aDoorThatCouldNotBeOpenedCloses() throws IOException {
        try (Warehouse warehouse = DuckDbWarehouse.open(
                        folder.resolve("dev.duckdb"), new DuckDbSettings("1GB", 2, folder.resolve("spill")));
                AuspexServer server = AuspexServer.start(
                        ServerSettings.of(folder, List.of("java")).withPassword(PASSWORD), warehouse);
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PgServer door = new PgServer(server, PgSettings.of("127.0.0.1", taken.getLocalPort(), folder));
            assertThatThrownBy(door::start).isInstanceOf(BindException.class);
            assertThatCode(door::close).doesNotThrowAnyException();
        }
    }
}
