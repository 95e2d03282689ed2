package io.auspex.app.shell;

import io.auspex.app.failure.CommandFailure;
import io.auspex.app.release.Release;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code auspex sql}: the shell, at a terminal or over a text. */
@Command(
        name = "sql",
        description =
                "SQL shell: at a terminal, or over -c, -f or standard input up to the first statement that fails.",
        footer = {
            "",
            "The password is PGPASSWORD, else AUSPEX_PASSWORD, else what a server of this machine keeps in its",
            "data folder, else it is asked for."
        })
public final class SqlCommand implements Callable<Integer> {
    private static final Path STANDARD_INPUT = Path.of("-");

    @Option(names = "--help", usageHelp = true, description = "Show this text.")
    boolean help;

    @Option(
            names = {"-h", "--host"},
            defaultValue = "${env:PGHOST:-127.0.0.1}",
            paramLabel = "HOST",
            description = "Server (${DEFAULT-VALUE}).")
    private String host;

    @Option(
            names = {"-p", "--port"},
            defaultValue = "${env:PGPORT:-5439}",
            paramLabel = "PORT",
            description = "Port of the server (${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = {"-U", "--username"},
            defaultValue = "${env:PGUSER:-awsuser}",
            paramLabel = "USER",
            description = "User (${DEFAULT-VALUE}).")
    private String user;

    @Option(
            names = {"-d", "--dbname"},
            defaultValue = "${env:PGDATABASE:-dev}",
            paramLabel = "DB",
            description = "Database (${DEFAULT-VALUE}).")
    private String database;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${sys:user.home}/.auspex/data",
            description = "Data folder whose password to use (${DEFAULT-VALUE}).")
    private Path dataFolder;

    @Option(names = "--csv", description = "Print results as CSV.")
    private boolean csv;

    @Option(
            names = {"-e", "--echo"},
            description = "Print each statement before it runs, where it comes from -c, -f or standard input.")
    private boolean echo;

    @ArgGroup
    private Source source;

    /** What to run instead of what a user types. */
    private static final class Source {
        @Option(
                names = {"-c", "--command"},
                paramLabel = "STATEMENT",
                description = "Run this and leave.")
        private String command;

        @Option(
                names = {"-f", "--file"},
                paramLabel = "FILE",
                description = "Run the statements of a file, or of standard input for -, and leave.")
        private Path file;
    }

    @Override
    public Integer call() {
        boolean terminal = source == null && console().isPresent();
        Login login = new Login(host, port, user, database, knownPassword());
        try (Connection connection = connect(login)) {
            RowFormat format = csv ? RowFormat.CSV : RowFormat.ALIGNED;
            if (terminal) {
                interact(connection, format);
                return 0;
            }
            PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
            PrintWriter messages = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
            Shell shell =
                    new Shell(connection, new ShellSettings(out, format), messages, TrainingDisplay.lines(messages));
            shell.settings().echo(echo);
            boolean succeeded = runSource(new ScriptRunner(shell));
            shell.settings().writeToStandardOutput();
            out.flush();
            return succeeded ? 0 : 1;
        } catch (SQLException e) {
            throw new CommandFailure("the connection could not be closed: " + e.getMessage(), e);
        }
    }

    /** Who sits at a terminal. JDK 22 to 24 call pipes a console too, so the terminal library has the last word. */
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<Console> console() {
        Console console = System.console();
        if (console == null) {
            return Optional.empty();
        }
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            return terminal.getType().startsWith(Terminal.TYPE_DUMB) ? Optional.empty() : Optional.of(console);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean runSource(ScriptRunner scripts) {
        if (source == null) {
            return scripts.runStream(standardInput());
        }
        if (source.command != null) {
            return scripts.runText(source.command);
        }
        return source.file.equals(STANDARD_INPUT) ? scripts.runStream(standardInput()) : scripts.runFile(source.file);
    }

    private static Reader standardInput() {
        return new InputStreamReader(System.in, StandardCharsets.UTF_8);
    }

    private void interact(Connection connection, RowFormat format) {
        try (Terminal terminal =
                TerminalBuilder.builder().name("auspex").system(true).build()) {
            terminal.writer()
                    .println("auspex " + Release.current().auspex() + ", connected to " + database + " at " + host + ":"
                            + port + " as " + user + ". \\? for help, \\q to leave.");
            Path history = Path.of(System.getProperty("user.home"), ".auspex", "history");
            new InteractiveShell(terminal, connection, database, format, history).run();
        } catch (IOException e) {
            throw new CommandFailure("the terminal cannot be used: " + e.getMessage(), e);
        }
    }

    private Optional<String> knownPassword() {
        return Stream.of("PGPASSWORD", "AUSPEX_PASSWORD")
                .map(System::getenv)
                .filter(value -> value != null && !value.isEmpty())
                .findFirst()
                .or(() -> Login.keptPassword(dataFolder, host));
    }

    private static Connection connect(Login login) {
        try {
            return login.open();
        } catch (SQLException e) {
            Optional<Console> console = Login.isMissingPassword(e) ? console() : Optional.empty();
            char[] typed = console.map(c -> c.readPassword("Password for user %s: ", login.user()))
                    .orElseThrow(() -> login.failure(e));
            return login.withPassword(new String(typed)).connect();
        }
    }
}
