package io.auspex.benchmark;

import io.auspex.benchmark.automl.AutomlCommand;
import io.auspex.benchmark.failure.BenchmarkFailure;
import io.auspex.benchmark.fuzz.FuzzCommand;
import io.auspex.benchmark.load.LoadCommand;
import io.auspex.benchmark.predict.PredictCommand;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code auspex bench NAME}. Exit codes: 0 done, 1 failed with one line on standard error, 2 wrong usage. */
@Command(
        name = "auspex bench",
        description = "Measures Auspex side by side with its peers.",
        synopsisSubcommandLabel = "NAME",
        subcommands = {AutomlCommand.class, PredictCommand.class, LoadCommand.class, FuzzCommand.class})
public final class Main implements Callable<Integer> {
    @CommandLine.Option(names = "--help", usageHelp = true, description = "Show this text.")
    boolean help;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    private Main() {}

    /** The driver warns of every server that says, as Redshift does, that it is PostgreSQL 8. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    public static void main(String[] arguments) {
        DRIVER.setLevel(Level.SEVERE);
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler(Main::report)
                .setParameterExceptionHandler(Main::reject)
                .setUsageHelpWidth(100);
    }

    /** Without a name. */
    @Override
    public Integer call() {
        command.commandLine().usage(command.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }

    private static int report(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
        PrintWriter errors = command.getErr();
        if (failure instanceof BenchmarkFailure) {
            errors.println("auspex: " + failure.getMessage());
        } else {
            errors.println("auspex: internal error: " + failure);
            failure.printStackTrace(errors);
        }
        return 1;
    }

    private static int reject(CommandLine.ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        if (failure instanceof CommandLine.UnmatchedArgumentException && command.getParent() == null) {
            command.getErr()
                    .println("auspex: there is no benchmark '" + arguments[0] + "'; there is "
                            + String.join(", ", command.getSubcommands().keySet()));
        } else {
            command.getErr().println("auspex: " + failure.getMessage());
        }
        return CommandLine.ExitCode.USAGE;
    }
}
