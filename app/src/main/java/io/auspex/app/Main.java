package io.auspex.app;

import io.auspex.app.demo.DemoCommand;
import io.auspex.app.failure.CommandFailure;
import io.auspex.app.log.OneLineFormatter;
import io.auspex.app.release.Release;
import io.auspex.app.serve.ServeCommand;
import io.auspex.app.shell.SqlCommand;
import io.auspex.model.kernel.KernelChoice;
import io.auspex.model.kernel.KernelSearch;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** The auspex program. Exit codes: 0 done, 1 failed with one line on standard error, 2 wrong usage. */
@Command(
        name = "auspex",
        description = "Machine learning in SQL on your own machine.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Main.Version.class,
        subcommands = {DemoCommand.class, ServeCommand.class, SqlCommand.class, CommandLine.HelpCommand.class},
        footerHeading = "%nIn a checkout also:%n",
        footer = {
            "  test        Run every test.",
            "  bench NAME  Run a benchmark.",
            "  format      Format the sources.",
            "",
            "Environment: AUSPEX_PASSWORD (of awsuser), AUSPEX_LOG (a level: INFO, FINE, ...), AUSPEX_JAVA_HOME,",
            "AUSPEX_JAVA_OPTS."
        })
public final class Main implements Callable<Integer> {
    private static final Logger LOG = Logger.getLogger(Main.class.getName());

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "Print the versions of what runs here.")
    boolean version;

    @picocli.CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    private Main() {}

    public static void main(String[] arguments) {
        OneLineFormatter.install(logLevel());
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler(Main::report)
                .setParameterExceptionHandler(Main::reject)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100);
    }

    /** Without a command. */
    @Override
    public Integer call() {
        command.commandLine().usage(command.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }

    private static Level logLevel() {
        String name = System.getenv("AUSPEX_LOG");
        try {
            return name == null || name.isBlank()
                    ? Level.INFO
                    : Level.parse(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Level.INFO;
        }
    }

    private static int report(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
        PrintWriter errors = command.getErr();
        if (failure instanceof CommandFailure) {
            errors.println("auspex: " + failure.getMessage());
            LOG.log(Level.FINE, "Where it came from", failure);
        } else {
            // Not foreseen, so a report about it needs to say where it came from.
            errors.println("auspex: internal error: " + failure);
            failure.printStackTrace(errors);
        }
        return 1;
    }

    private static int reject(CommandLine.ParameterException failure, String[] arguments) {
        failure.getCommandLine().getErr().println("auspex: " + WrongUsage.text(failure));
        return CommandLine.ExitCode.USAGE;
    }

    /** What {@code --version} prints: after some seconds, if there are kernels that a server would try too. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            KernelChoice kernels = KernelChoice.scalar();
            KernelSearch.now(kernels);
            return Release.current().lines(kernels).toArray(String[]::new);
        }
    }
}
