package io.auspex.app.shell;

import io.auspex.app.failure.CommandFailure;
import io.auspex.server.access.PasswordFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.postgresql.Driver;
import org.postgresql.core.BaseConnection;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Where to connect, and as whom. An absent password is for a server that asks for none. */
public record Login(String host, int port, String user, String database, Optional<String> password) {
    private static final String NO_PASSWORD_GIVEN = "08004";
    private static final String WRONG_PASSWORD = "28P01";

    private static final String WHERE_PASSWORDS_ARE =
            "Give it in PGPASSWORD, or name the server's data folder with --data DIR.";

    /** States that the driver gives when the other side says nothing, or something else than this protocol. */
    private static final Set<String> SILENT = Set.of("08001", "08006", "08P01");

    /** Shorter than the login's, so that it is known which of the two there was no answer to. */
    private static final int CONNECT_SECONDS = 9;

    private static final int LOGIN_SECONDS = 10;

    /** Number of Redshift's type SUPER, which the driver does not know. */
    private static final int SUPER_TYPE = 4000;

    public Login withPassword(String newPassword) {
        return new Login(host, port, user, database, Optional.of(newPassword));
    }

    /** Whether the server wants a password and none is known. */
    static boolean isMissingPassword(SQLException error) {
        return NO_PASSWORD_GIVEN.equals(error.getSQLState());
    }

    /** @throws CommandFailure saying why there is no connection */
    public Connection connect() {
        try {
            return open();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    CommandFailure failure(SQLException error) {
        return new CommandFailure(reason(error), error);
    }

    private String reason(SQLException error) {
        String place = host + ":" + port;
        if (isMissingPassword(error)) {
            return "cannot connect to " + place + ": the server asks for a password" + hint(WHERE_PASSWORDS_ARE);
        }
        if (error instanceof PSQLException answered && answered.getServerErrorMessage() != null) {
            return "cannot connect to " + place + ": " + answer(answered.getServerErrorMessage());
        }
        Throwable cause = error.getCause();
        if (cause instanceof UnknownHostException) {
            return "there is no host " + host;
        }
        if (cause instanceof SocketTimeoutException) {
            return "cannot connect to " + place + ": no answer within " + CONNECT_SECONDS + " s";
        }
        if (cause instanceof SocketException
                && String.valueOf(cause.getMessage()).contains("refused")) {
            return "cannot connect to " + place
                    + ": connection refused (is the server running? start it with: auspex serve)";
        }
        if (cause instanceof SocketException
                && !String.valueOf(cause.getMessage()).contains("reset")) {
            return "cannot connect to " + place + ": "
                    + String.valueOf(cause.getMessage())
                            .replaceFirst(" \\(.*", "")
                            .toLowerCase(Locale.ROOT);
        }
        if (SILENT.contains(String.valueOf(error.getSQLState()))) {
            return place + " does not answer as an SQL server; is it the HTTP port?";
        }
        return "cannot connect to " + place + ": " + error.getMessage().replaceAll("\\R\\s*", " ");
    }

    private static String answer(ServerErrorMessage answer) {
        String hint = WRONG_PASSWORD.equals(answer.getSQLState())
                ? WHERE_PASSWORDS_ARE
                : Optional.ofNullable(answer.getHint()).orElse("");
        return answer.getMessage() + (hint.isEmpty() ? "" : hint(hint));
    }

    private static String hint(String text) {
        return System.lineSeparator() + "HINT:  " + text;
    }

    Connection open() throws SQLException {
        return open(LOGIN_SECONDS);
    }

    /** @param seconds until a server that has not let the user in counts as none */
    Connection open(int seconds) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("ApplicationName", "auspex sql");
        // The text goes to the server as it was typed, one statement at a time.
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("loginTimeout", Integer.toString(seconds));
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
