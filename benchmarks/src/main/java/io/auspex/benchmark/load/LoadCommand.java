package io.auspex.benchmark.load;

import io.auspex.benchmark.process.Checkout;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code auspex bench load}: many clients at once for a while, a long stream, and rows per second beside the engine's own driver. */
@Command(
        name = "load",
        description = "Reads, writes, predictions and a training by many clients; a long stream; throughput.",
        footer = {
            "",
            "The server runs in a process of its own, whose memory, threads and file handles are watched (on Linux). Its",
            "log lies in DIR."
        })
public final class LoadCommand implements Callable<Integer> {
    private static final int STREAMED_ROWS = 10_000_000;
    private static final int READ_ROWS = 1_000_000;

    @Option(names = "--help", usageHelp = true, description = "Show this text.")
    boolean help;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "10",
            description = "How long, also 0.5 (${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "500",
            description = "Clients that are connected (${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--active",
            paramLabel = "A",
            defaultValue = "50",
            description = "Those among them that send statements (${DEFAULT-VALUE}).")
    private int active;

    @Option(
            names = "--pause",
            paramLabel = "MS",
            defaultValue = "100",
            description = "Milliseconds between two statements of a client, on average (${DEFAULT-VALUE}).")
    private int pause;

    @Option(names = "--quick", description = "A tenth of the streamed and read rows.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "bench-load",
            description = "Folder of the logs (${DEFAULT-VALUE}).")
    private Path out;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        if (minutes <= 0 || active < 1 || connections <= active || pause < 0) {
            throw new ParameterException(
                    command.commandLine(),
                    "--minutes must be more than 0, --active 1 or more, --connections more than that");
        }
        PrintWriter console = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        int part = quick ? 10 : 1;
        LoadRun run = new LoadRun(
                Checkout.ofEnvironment(),
                out.toAbsolutePath().normalize(),
                new LoadPlan(
                        Math.round(minutes * 60), connections, active, pause, STREAMED_ROWS / part, READ_ROWS / part),
                console);
        return run.measure() ? 0 : 1;
    }
}
