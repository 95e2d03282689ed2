package io.auspex.app.shell;

import io.auspex.app.shell.MetaCommands.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.postgresql.core.TransactionState;

/** The shell at a terminal: prompt, history, completion, Ctrl-C. */
final class InteractiveShell {
    private static final Logger LOG = Logger.getLogger(InteractiveShell.class.getName());

    private final Terminal terminal;
    private final Shell shell;
    private final ScriptRunner scripts;
    private final LineReader reader;
    private final String database;
    private CatalogNames names = CatalogNames.NONE;
    private boolean namesAreOld = true;

    /** @param history file that outlives the shell */
    InteractiveShell(Terminal terminal, Connection connection, String database, RowFormat format, Path history) {
        this.terminal = terminal;
        this.database = database;
        PrintWriter writer = terminal.writer();
        this.shell = new Shell(
                connection,
                new ShellSettings(writer, format),
                writer,
                TrainingDisplay.bar(writer, () -> terminal.getWidth()));
        this.scripts = new ScriptRunner(shell);
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("auspex")
                .parser(new SqlLineParser())
                .completer(new NameCompleter(this::names))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .option(LineReader.Option.AUTO_GROUP, true)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, database + "-# ")
                // A password in a statement has no business in a file.
                .variable(LineReader.HISTORY_IGNORE, "*[pP][aA][sS][sS][wW][oO][rR][dD]*")
                .variable(LineReader.HISTORY_FILE, prepared(history))
                .build();
    }

    private static Path prepared(Path history) {
        try {
            if (!Files.exists(history)) {
                Files.createDirectories(history.getParent());
                Files.createFile(
                        history, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "There will be no history: " + history + " cannot be made", e);
        }
        return history;
    }

    /** Until the user leaves. */
    void run() {
        terminal.handle(Terminal.Signal.INT, signal -> shell.interrupt());
        while (true) {
            String input;
            try {
                input = reader.readLine(prompt());
            } catch (UserInterruptException e) {
                continue;
            } catch (EndOfFileException e) {
                return;
            }
            if (MetaCommand.isMetaCommand(input)) {
                if (scripts.metaCommands().run(MetaCommand.parse(input), Origin.TYPED) == Outcome.QUIT) {
                    return;
                }
            } else {
                scripts.runText(input);
            }
            namesAreOld = true;
            if (isClosed()) {
                return;
            }
        }
    }

    private boolean isClosed() {
        try {
            if (shell.connection().isClosed()) {
                shell.messages().println("The connection to the server is lost.");
                shell.messages().flush();
                return true;
            }
            return false;
        } catch (SQLException e) {
            LOG.log(Level.FINE, "The state of the connection is unknown", e);
            return true;
        }
    }

    /** As psql's: a star in a transaction, an exclamation mark in one that failed. */
    private String prompt() {
        try {
            return database
                    + switch (shell.transactionState()) {
                        case IDLE -> "=# ";
                        case OPEN -> "=*# ";
                        case FAILED -> "=!# ";
                    };
        } catch (SQLException e) {
            LOG.log(Level.FINE, "The transaction state is unknown", e);
            return database + "=# ";
        }
    }

    /** Read when first needed after a statement, and never inside a user's transaction, which an error would end. */
    private CatalogNames names() {
        try {
            if (namesAreOld && shell.transactionState() == TransactionState.IDLE) {
                names = CatalogNames.read(shell.connection());
                namesAreOld = false;
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, "No names to complete", e);
        }
        return names;
    }
}
