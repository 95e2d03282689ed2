package io.auspex.app.shell;

import io.auspex.app.failure.CommandFailure;
import io.auspex.server.access.PasswordFile;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.core.BaseConnection;

/** Where to connect, and as whom. An absent password is for a server that asks for none. */
public record Login(String host, int port, String user, String database, Optional<String> password) {
    private static final String NO_PASSWORD_GIVEN = "08004";

    /** Number of Redshift's type SUPER, which the driver does not know. */
    private static final int SUPER_TYPE = 4000;

    public Login withPassword(String newPassword) {
        return new Login(host, port, user, database, Optional.of(newPassword));
    }

    /** Whether the server wants a password and none is known. */
    static boolean isMissingPassword(SQLException error) {
        return NO_PASSWORD_GIVEN.equals(error.getSQLState());
    }

    /** @throws CommandFailure saying in one line why there is no connection */
    public Connection connect() {
        try {
            return open();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    CommandFailure failure(SQLException error) {
        String reason = error.getMessage().replaceAll("\\R\\s*", " ");
        String hint = "";
        if (error.getCause() instanceof ConnectException) {
            reason = "connection refused";
            hint = " (is the server running? start it with: auspex serve)";
        } else if (isMissingPassword(error)) {
            reason = "the server asks for a password";
            hint = " (give it in PGPASSWORD)";
        }
        return new CommandFailure("cannot connect to " + host + ":" + port + ": " + reason + hint, error);
    }

    Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("ApplicationName", "auspex sql");
        // The text goes to the server as it was typed, one statement at a time.
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("connectTimeout", "10");
        password.ifPresent(value -> properties.setProperty("password", value));
        String address = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        Connection connection =
                new Driver().connect("jdbc:postgresql://" + address + ":" + port + "/" + database, properties);
        // Without this the driver asks the catalog about the type, in the middle of a user's transaction.
        connection
                .unwrap(BaseConnection.class)
                .getTypeInfo()
                .addCoreType("super", SUPER_TYPE, Types.OTHER, String.class.getName(), 0);
        return connection;
    }

    /** The password that a server of this machine keeps in its data folder, if it may be read. */
    static Optional<String> keptPassword(Path dataFolder, String host) {
        PasswordFile file = new PasswordFile(dataFolder);
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress() || !Files.isReadable(file.path())) {
                return Optional.empty();
            }
            return file.read();
        } catch (UnknownHostException e) {
            // Connecting reports it better.
            return Optional.empty();
        } catch (IOException e) {
            throw new CommandFailure("cannot read the password in " + file.path() + ": " + e.getMessage(), e);
        }
    }
}
