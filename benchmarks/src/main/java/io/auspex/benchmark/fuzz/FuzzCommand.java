package io.auspex.benchmark.fuzz;

import io.auspex.benchmark.failure.BenchmarkFailure;
import io.auspex.benchmark.process.AuspexServer;
import io.auspex.benchmark.process.Checkout;
import io.auspex.benchmark.process.ProcessWatch;
import io.auspex.benchmark.process.RunFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code auspex bench fuzz}: a million messages that no client should send. */
@Command(
        name = "fuzz",
        description = "Sends random and damaged messages to a server of its own, and looks whether it stays well.",
        footer = {
            "",
            "Prints a line for each defect: an answer that is none, the inside of the server in an error, a session that is",
            "not served. Exit code 1 where there is one. The same seed makes the same connections."
        })
public final class FuzzCommand implements Callable<Integer> {
    /** By then the server has loaded and compiled what it needs. */
    private static final int WARM_UP_SHARE = 20;

    private static final int QUARTERS = 4;

    @Option(names = "--help", usageHelp = true, description = "Show this text.")
    boolean help;

    @Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many (${DEFAULT-VALUE}).")
    private long messages;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the random numbers (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "bench-fuzz",
            description = "Folder of the server's data and log, made anew (${DEFAULT-VALUE}).")
    private Path out;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        if (messages < 1) {
            throw new ParameterException(command.commandLine(), "--messages must be 1 or more");
        }
        Checkout checkout = Checkout.ofEnvironment();
        PrintWriter console = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        Path folder = out.toAbsolutePath().normalize();
        Files.createDirectories(folder);
        Path data = Files.createTempDirectory(folder, "data");
        int cores = Runtime.getRuntime().availableProcessors();
        try (AuspexServer server = AuspexServer.startWithoutPasswords(
                        checkout.launcher(), data, cores, folder.resolve("server.log"));
                ProcessWatch watch = new ProcessWatch(server.pid())) {
            return fuzz(server, watch, console);
        } catch (RunFailure e) {
            throw new BenchmarkFailure(e.getMessage());
        }
    }

    private int fuzz(AuspexServer server, ProcessWatch watch, PrintWriter console) throws IOException {
        long begun = System.nanoTime();
        long warmUp = Math.max(1, messages / WARM_UP_SHARE);
        Tally first = new FuzzRun(server.port(), server.port(), seed + 1L).run(warmUp);
        long warm = System.nanoTime();
        Tally tally = new FuzzRun(server.port(), server.port(), seed).run(messages - warmUp);
        long end = System.nanoTime();
        long defects = (long) first.defects().size() + tally.defects().size();
        console.printf(
                Locale.ROOT,
                "messages  %,d in %,d connections, %,d s (seed %d)%n",
                first.messages() + tally.messages(),
                first.connections() + tally.connections(),
                (end - begun) / 1_000_000_000,
                seed);
        console.printf(Locale.ROOT, "answers   %,d%n", first.answers() + tally.answers());
        console.println("errors    "
                + tally.errors().entrySet().stream()
                        .map(entry -> String.format(Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", ")));
        console.printf(
                Locale.ROOT,
                "others    served %,d times, at the slowest in %,.0f ms%n",
                tally.witnessed(),
                tally.slowestMillis());
        console.println("memory    " + memory(watch.between(warm, end)));
        console.println("defects   " + (defects == 0 ? "none" : defects));
        first.defects().forEach(defect -> console.println("  " + defect));
        tally.defects().forEach(defect -> console.println("  " + defect));
        return defects == 0 ? 0 : 1;
    }

    /** Of the server at the beginning of each quarter and at the end: what it may use it comes to use, and no more than that. */
    private static String memory(List<ProcessWatch.Look> looks) {
        if (looks.isEmpty()) {
            return "cannot be seen on this system, or the run was too short";
        }
        return IntStream.rangeClosed(0, QUARTERS)
                .mapToObj(quarter -> looks.get((looks.size() - 1) * quarter / QUARTERS))
                .map(look -> String.format(Locale.ROOT, "%,d", look.rss()))
                .collect(Collectors.joining(", ", "MB resident from quarter to quarter: ", ""));
    }
}
