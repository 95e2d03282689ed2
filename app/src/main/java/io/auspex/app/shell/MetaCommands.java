package io.auspex.app.shell;

import io.auspex.app.failure.CommandFailure;
import io.auspex.language.error.SqlException;
import io.auspex.language.parse.StatementParser;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement.ShowModel;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The backslash commands. Those that look into the database are statements, run as if they had been typed. */
final class MetaCommands {
    enum Outcome {
        DONE,
        FAILED,
        QUIT
    }

    static final List<String> NAMES = List.of(
            "\\?",
            "\\conninfo",
            "\\d",
            "\\df",
            "\\dg",
            "\\dm",
            "\\dn",
            "\\dt",
            "\\du",
            "\\echo",
            "\\i",
            "\\l",
            "\\o",
            "\\q",
            "\\set",
            "\\timing",
            "\\wait",
            "\\x");

    private static final String HELP = """
            \\d                list tables and views       \\d NAME         columns of a table or view
            \\dm               list models                 \\dm NAME        all about a model (SHOW MODEL)
            \\df               list functions              \\dn             list schemas
            \\du               list users                  \\dg             list groups and who is in them
            \\l                list databases              \\conninfo       where this shell is connected

            \\wait MODEL       wait until a model is READY or FAILED; Ctrl-C stops the wait, not the training
            \\set wait on|off  whether CREATE MODEL waits for its model (on)
            \\x [on|off]       one line a value instead of one line a row
            \\timing [on|off]  print how long statements take
            \\o [FILE]         write results to a file, or to the screen again
            \\i FILE           run the statements of a file
            \\echo TEXT        print a text
            \\q                leave; also exit, quit

            A statement ends with a semicolon and may take several lines. Ctrl-C cancels what runs.
            """;

    private final Shell shell;
    private final ScriptRunner scripts;

    MetaCommands(Shell shell, ScriptRunner scripts) {
        this.shell = shell;
        this.scripts = scripts;
    }

    /** @param origin what precedes an error message */
    Outcome run(MetaCommand command, Origin origin) {
        try {
            return switch (command.name()) {
                case "q", "quit", "exit" -> Outcome.QUIT;
                case "?", "h", "help" -> print(HELP.stripTrailing());
                case "d", "dt" ->
                    command.argument().isPresent()
                            ? describe(command.argument().get(), origin)
                            : inEverySchema(MetadataQueries::showTables);
                case "dm" ->
                    shell(command.argument().map(name -> "SHOW MODEL " + name).orElse("SHOW MODEL ALL"), origin);
                case "df" -> inEverySchema(MetadataQueries::showFunctions);
                case "dn" -> shell(queries().showSchemas(), origin);
                case "du" -> shell(MetadataQueries.USERS, origin);
                case "dg" -> shell(MetadataQueries.GROUPS, origin);
                case "l" -> shell("SHOW DATABASES", origin);
                case "conninfo" -> connection();
                case "wait" -> await(command, origin);
                case "set" -> set(command, origin);
                case "x" -> expanded(command);
                case "timing" -> timing(command);
                case "o" -> output(command);
                case "i" -> include(command, origin);
                case "echo" -> print(String.join(" ", command.arguments()));
                default -> fail(origin, "there is no command \\" + command.name() + "; \\? lists those there are");
            };
        } catch (SQLException e) {
            shell.messages().println(origin + ErrorText.of(e, ""));
            shell.messages().flush();
            return Outcome.FAILED;
        } catch (IOException e) {
            return fail(origin, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private Outcome shell(String sql, Origin origin) {
        return shell.run(sql, origin) ? Outcome.DONE : Outcome.FAILED;
    }

    private MetadataQueries queries() throws SQLException {
        return new MetadataQueries(shell.connection());
    }

    private interface SchemaStatement {
        String of(MetadataQueries queries, String schema);
    }

    /** Runs a SHOW statement for every schema and prints all rows as one result, its columns of names only. */
    private Outcome inEverySchema(SchemaStatement statement) throws SQLException {
        MetadataQueries queries = queries();
        List<ResultRows.Column> columns = List.of();
        List<List<String>> rows = new ArrayList<>();
        for (String schema : queries.schemas()) {
            try (var jdbc = shell.connection().createStatement();
                    var result = jdbc.executeQuery(statement.of(queries, schema))) {
                ResultRows part = ResultRows.read(result)
                        .withColumns(
                                "schema_name",
                                "table_name",
                                "table_type",
                                "function_name",
                                "return_type",
                                "argument_list");
                columns = part.columns();
                rows.addAll(part.rows());
            }
        }
        if (rows.isEmpty()) {
            return print("None yet.");
        }
        shell.settings().format().print(new ResultRows(columns, rows), shell.out());
        shell.out().flush();
        return Outcome.DONE;
    }

    private Outcome describe(String name, Origin origin) throws SQLException {
        Optional<QualifiedName> wanted = name(name);
        if (wanted.isEmpty()) {
            return fail(origin, "not a name: " + name);
        }
        MetadataQueries queries = queries();
        List<String> schemas = wanted.get().schema().map(List::of).orElse(queries.schemas());
        for (String schema : schemas) {
            if (queries.tables(schema).contains(wanted.get().name())) {
                try (var jdbc = shell.connection().createStatement();
                        var result = jdbc.executeQuery(
                                queries.showColumns(schema, wanted.get().name()))) {
                    ResultRows rows = ResultRows.read(result)
                            .withColumns("column_name", "data_type", "is_nullable", "column_default");
                    shell.settings().format().print(rows, shell.out());
                    shell.out().flush();
                    return Outcome.DONE;
                }
            }
        }
        return fail(origin, "there is no table or view \"" + name + "\"; \\d lists those there are");
    }

    private Outcome connection() throws SQLException {
        var meta = shell.connection().getMetaData();
        return print(
                "Connected to " + meta.getURL().replaceAll("^jdbc:|\\?.*$", "") + " as " + meta.getUserName() + ".");
    }

    private Outcome await(MetaCommand command, Origin origin) throws SQLException {
        Optional<QualifiedName> model = command.argument().flatMap(MetaCommands::name);
        if (model.isEmpty()) {
            return fail(origin, "usage: \\wait MODEL");
        }
        return shell.await(model.get(), origin, Optional.empty()) ? Outcome.DONE : Outcome.FAILED;
    }

    /** Reads a name as SQL does: folded, unless it is quoted. */
    private static Optional<QualifiedName> name(String text) {
        try {
            return StatementParser.parse("SHOW MODEL " + text) instanceof ShowModel show
                    ? Optional.of(show.name())
                    : Optional.empty();
        } catch (SqlException e) {
            return Optional.empty();
        }
    }

    private Outcome set(MetaCommand command, Origin origin) {
        ShellSettings settings = shell.settings();
        if (command.arguments().isEmpty()) {
            return print("wait = " + (settings.waiting() ? "on" : "off"));
        }
        Optional<Boolean> on =
                command.arguments().size() == 2 ? onOrOff(command.arguments().get(1)) : Optional.empty();
        if (!command.arguments().get(0).equalsIgnoreCase("wait") || on.isEmpty()) {
            return fail(origin, "usage: \\set wait on|off");
        }
        settings.waiting(on.get());
        return Outcome.DONE;
    }

    private Outcome expanded(MetaCommand command) {
        ShellSettings settings = shell.settings();
        boolean on = command.argument().flatMap(MetaCommands::onOrOff).orElse(settings.format() != RowFormat.EXPANDED);
        settings.format(on ? RowFormat.EXPANDED : RowFormat.ALIGNED);
        return print("Expanded display is " + (on ? "on." : "off."));
    }

    private Outcome timing(MetaCommand command) {
        ShellSettings settings = shell.settings();
        settings.timing(command.argument().flatMap(MetaCommands::onOrOff).orElse(!settings.timing()));
        return print("Timing is " + (settings.timing() ? "on." : "off."));
    }

    private static Optional<Boolean> onOrOff(String word) {
        return switch (word) {
            case "on", "ON", "true", "1" -> Optional.of(true);
            case "off", "OFF", "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private Outcome output(MetaCommand command) throws IOException {
        if (command.argument().isPresent()) {
            shell.settings().writeTo(Path.of(command.argument().get()));
        } else {
            shell.settings().writeToStandardOutput();
        }
        return Outcome.DONE;
    }

    private Outcome include(MetaCommand command, Origin origin) {
        if (command.argument().isEmpty()) {
            return fail(origin, "usage: \\i FILE");
        }
        try {
            return scripts.runFile(Path.of(command.argument().get())) ? Outcome.DONE : Outcome.FAILED;
        } catch (CommandFailure e) {
            return fail(origin, e.getMessage());
        }
    }

    private Outcome print(String text) {
        shell.out().println(text);
        shell.out().flush();
        return Outcome.DONE;
    }

    private Outcome fail(Origin origin, String message) {
        shell.messages().println(origin + "ERROR:  " + message);
        shell.messages().flush();
        return Outcome.FAILED;
    }
}
