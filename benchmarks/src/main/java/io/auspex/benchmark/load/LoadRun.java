package io.auspex.benchmark.load;

import io.auspex.benchmark.failure.BenchmarkFailure;
import io.auspex.benchmark.process.AuspexServer;
import io.auspex.benchmark.process.Checkout;
import io.auspex.benchmark.process.ChildProcess;
import io.auspex.benchmark.process.Folders;
import io.auspex.benchmark.process.ProcessWatch;
import io.auspex.benchmark.process.RunFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Starts a server, and does one after the other what is to be measured. */
final class LoadRun {
    private static final int READ_SECONDS = 1_200;

    private final Checkout checkout;
    private final Path out;
    private final LoadPlan plan;
    private final PrintWriter console;

    LoadRun(Checkout checkout, Path out, LoadPlan plan, PrintWriter console) {
        this.checkout = checkout;
        this.out = out;
        this.plan = plan;
        this.console = console;
    }

    /** @return whether all of it was as it is to be */
    boolean measure() throws IOException {
        Path data = out.resolve("data");
        Folders.delete(data);
        Files.createDirectories(out);
        int cores = Runtime.getRuntime().availableProcessors();
        try (AuspexServer server = AuspexServer.start(checkout.launcher(), data, cores, out.resolve("server.log"));
                ProcessWatch watch = new ProcessWatch(server.pid())) {
            server.awaitKernels();
            return measure(server, watch);
        } catch (SQLException | RunFailure e) {
            throw new BenchmarkFailure(e.getMessage() + " (the server's log is " + out.resolve("server.log") + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("interrupted", e);
        } finally {
            Folders.delete(data);
        }
    }

    private boolean measure(AuspexServer server, ProcessWatch watch)
            throws SQLException, InterruptedException, IOException, RunFailure {
        LoadReport report = new LoadReport(plan, console);
        try (Connection connection = server.connect();
                MixedLoad load = new MixedLoad(server, plan)) {
            say("tables and a model ...");
            LoadTables.create(connection, plan);
            ReadTable.create(connection, "generate_series(0, " + (plan.readRows() - 1) + ") AS r(i)");
            say("connections ...");
            load.connect();
            LoadTables.startTraining(connection, plan);
            say(plan.connections() + " connections, " + plan.active() + " of them active, for " + plan.seconds()
                    + " s ...");
            double cpu = server.cpuSeconds();
            long begun = System.nanoTime();
            load.run();
            long end = System.nanoTime();
            report.load(load, LoadTables.trainingState(connection), (server.cpuSeconds() - cpu) / plan.seconds());
            report.process(watch, begun, end);
        }
        say("streaming ...");
        // Once before, so that what a first time takes is not counted for a leak.
        LongStream.read(server, plan.streamedRows() / 10);
        long begun = System.nanoTime();
        long rows = LongStream.read(server, plan.streamedRows());
        report.stream(rows, watch, begun, System.nanoTime());
        say("throughput ...");
        report.throughput(throughput(server));
        return report.isGood();
    }

    private void say(String line) {
        console.println(line);
        console.flush();
    }

    /** Rows a second over the wire, and in the process. */
    private double[] throughput(AuspexServer server) throws IOException, RunFailure {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx1g");
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path") + ":" + checkout.productJars() + "/*"));
        command.addAll(
                List.of(ReadWorker.class.getName(), String.valueOf(server.port()), String.valueOf(plan.readRows())));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put(ReadWorker.PASSWORD, server.password());
        AtomicReference<String> result = new AtomicReference<>();
        Path log = out.resolve("read.log");
        try (ChildProcess child = new ChildProcess(builder, log, line -> {
            if (line.startsWith(ReadWorker.RESULT)) {
                result.set(line.substring(ReadWorker.RESULT.length()));
            }
        })) {
            int status = child.await(READ_SECONDS);
            String[] numbers = Optional.ofNullable(result.get())
                    .orElseThrow(() -> new RunFailure("the reader ended with status " + status + "; see " + log))
                    .split(" ");
            return new double[] {Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1])};
        }
    }
}
