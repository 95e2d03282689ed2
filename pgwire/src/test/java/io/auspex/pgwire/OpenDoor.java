package io.auspex.pgwire;

import io.auspex.pgwire.startup.AuthenticationMethod;
import io.auspex.server.AuspexServer;
import io.auspex.server.ServerSettings;
import io.auspex.warehouse.Warehouse;
import io.auspex.warehouse.duckdb.DuckDbSettings;
import io.auspex.warehouse.duckdb.DuckDbWarehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A whole server on a free port, for tests to connect to. */
final class OpenDoor implements AutoCloseable {
    static final String USER = AuspexServer.SUPERUSER;
    static final String PASSWORD = "correct horse";

    /** The driver warns at every connection that a server of version 8.0.2 is not supported. */
    private static final Logger QUIET_DRIVER = Logger.getLogger("org.postgresql");

    private final Warehouse warehouse;
    private final AuspexServer server;
    private final PgServer door;

    private OpenDoor(Path folder, UnaryOperator<PgSettings> change) throws IOException {
        QUIET_DRIVER.setLevel(Level.SEVERE);
        warehouse = DuckDbWarehouse.open(
                folder.resolve("dev.duckdb"), new DuckDbSettings("1GB", 2, folder.resolve("spill")));
        server = AuspexServer.start(ServerSettings.of(folder, List.of("java")).withPassword(PASSWORD), warehouse);
        door = new PgServer(server, change.apply(PgSettings.of("127.0.0.1", 0, folder)));
        door.start();
    }

    static OpenDoor with(Path folder, UnaryOperator<PgSettings> change) throws IOException {
        return new OpenDoor(folder, change);
    }

    static OpenDoor withPasswords(Path folder) throws IOException {
        return with(folder, settings -> settings);
    }

    static OpenDoor withoutPasswords(Path folder) throws IOException {
        return with(folder, settings -> settings.withAuthentication(AuthenticationMethod.TRUST));
    }

    PgServer door() {
        return door;
    }

    int port() {
        return door.port();
    }

    /** Connects with pgjdbc. */
    Connection postgres(String... options) throws SQLException {
        return connect("jdbc:postgresql://127.0.0.1:" + port() + "/dev", PASSWORD, options);
    }

    /** Connects with redshift-jdbc42. */
    Connection redshift(String... options) throws SQLException {
        return connect("jdbc:redshift://127.0.0.1:" + port() + "/dev", PASSWORD, options);
    }

    /** @param options alternately names and values */
    Connection connect(String url, String password, String... options) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        for (int i = 0; i < options.length; i += 2) {
            properties.setProperty(options[i], options[i + 1]);
        }
        return DriverManager.getConnection(url, properties);
    }

    RawClient raw() throws IOException {
        return new RawClient(port());
    }

    @Override
    public void close() {
        door.close();
        server.close();
        warehouse.close();
    }
}
