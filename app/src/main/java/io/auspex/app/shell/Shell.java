package io.auspex.app.shell;

import io.auspex.language.error.SqlException;
import io.auspex.language.parse.StatementParser;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement.CreateModel;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.util.PSQLWarning;

/**
 * One connection and what a user has set about it: runs statements and prints what they give. Results go to one writer,
 * notices, errors and progress to another, so that a script's output can be piped.
 *
 * <p>One thread uses it, except {@link #interrupt}, which any may call.
 */
final class Shell {
    private final Connection connection;
    private final ShellSettings settings;
    private final PrintWriter messages;
    private final TrainingDisplay display;

    /** What Ctrl-C stops. */
    private final AtomicReference<Runnable> running = new AtomicReference<>();

    Shell(Connection connection, ShellSettings settings, PrintWriter messages, TrainingDisplay display) {
        this.connection = connection;
        this.settings = settings;
        this.messages = messages;
        this.display = display;
    }

    Connection connection() {
        return connection;
    }

    ShellSettings settings() {
        return settings;
    }

    /** Where results go. */
    PrintWriter out() {
        return settings.out();
    }

    /** Where notices, errors and progress go. */
    PrintWriter messages() {
        return messages;
    }

    /** Cancels the statement that runs, or stops waiting for a model; nothing happens where neither is going on. */
    void interrupt() {
        Runnable stop = running.get();
        if (stop != null) {
            stop.run();
        }
    }

    TransactionState transactionState() throws SQLException {
        return connection.unwrap(BaseConnection.class).getTransactionState();
    }

    /**
     * Runs one statement and, where it creates a model, waits for the model.
     *
     * @param origin what precedes an error message
     * @return whether it succeeded
     */
    boolean run(String sql, Origin origin) {
        long begun = System.nanoTime();
        return execute(sql, origin) && awaitCreatedModel(sql, origin, begun);
    }

    private boolean execute(String sql, Origin origin) {
        if (settings.echo()) {
            out().println(sql + ";");
            out().flush();
        }
        long begun = System.nanoTime();
        boolean succeeded = true;
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            running.set(() -> cancel(statement));
            boolean rows = statement.execute(sql);
            running.set(null);
            printNotices(statement.getWarnings());
            if (rows) {
                try (ResultSet result = statement.getResultSet()) {
                    settings.format().print(ResultRows.read(result), out());
                }
            } else if (settings.format() != RowFormat.CSV) {
                out().println(CommandTag.of(sql, statement.getLargeUpdateCount()));
            }
        } catch (SQLException e) {
            messages.println(origin.below(ErrorText.line(e, sql)) + ErrorText.of(e, sql));
            succeeded = false;
        } catch (OutOfMemoryError e) {
            messages.println(origin + "ERROR:  the result does not fit into the shell's memory");
            messages.println("HINT:  Add LIMIT, or give the shell more with AUSPEX_JAVA_OPTS=-Xmx8g.");
            succeeded = false;
        } finally {
            running.set(null);
        }
        if (settings.timing()) {
            out().printf(Locale.ROOT, "Time: %.3f ms%n", (System.nanoTime() - begun) / 1e6);
        }
        out().flush();
        messages.flush();
        return succeeded;
    }

    private boolean awaitCreatedModel(String sql, Origin origin, long begun) {
        if (!settings.waiting()) {
            return true;
        }
        try {
            Optional<QualifiedName> model = createdModel(sql);
            if (model.isEmpty()) {
                return true;
            }
            messages.println("(Ctrl-C stops the wait, not the training)");
            return await(model.get(), origin, Optional.of(begun));
        } catch (SQLException e) {
            messages.println(origin + ErrorText.of(e, sql));
            return false;
        }
    }

    private static Optional<QualifiedName> createdModel(String sql) {
        try {
            return StatementParser.parse(sql) instanceof CreateModel create
                    ? Optional.of(create.name())
                    : Optional.empty();
        } catch (SqlException e) {
            // The server took it, so it is no statement that this parser knows as a model's.
            return Optional.empty();
        }
    }

    /**
     * Shows how a model trains until it is READY or FAILED, or until Ctrl-C.
     *
     * @param begun the nanosecond in which the training began, if that is known
     * @return false where it FAILED
     */
    boolean await(QualifiedName model, Origin origin, Optional<Long> begun) throws SQLException {
        ModelWait wait = new ModelWait();
        running.set(wait::stop);
        Optional<ModelStatus> end;
        try {
            end = wait.await(connection, model, display);
        } finally {
            running.set(null);
        }
        if (end.isEmpty()) {
            messages.println(
                    "Stopped waiting; model " + model + " goes on training. \\wait " + model + " waits again.");
        } else if (end.get().state() == ModelStatus.State.FAILED) {
            messages.println(
                    origin + "ERROR:  Model " + model + " FAILED: " + end.get().phase());
        } else {
            String metric = end.get().metric().map(m -> " (" + m + ")").orElse("");
            String duration = begun.map(start -> (System.nanoTime() - start) / 1e9)
                    .map(seconds -> String.format(Locale.ROOT, " after %.1f s", seconds))
                    .orElse("");
            out().println("Model " + model + " is READY" + duration + metric);
        }
        out().flush();
        messages.flush();
        return end.isEmpty() || end.get().state() != ModelStatus.State.FAILED;
    }

    private void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            messages.println("The statement could not be cancelled: " + e.getMessage());
        }
    }

    private void printNotices(SQLWarning first) {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            var server = warning instanceof PSQLWarning notice ? notice.getServerErrorMessage() : null;
            String severity = server == null || server.getSeverity() == null ? "NOTICE" : server.getSeverity();
            messages.println(severity + ":  " + warning.getMessage());
            if (server != null && server.getHint() != null) {
                messages.println("HINT:  " + server.getHint());
            }
        }
        messages.flush();
    }
}
