package io.auspex.benchmark.predict;

import io.auspex.benchmark.failure.BenchmarkFailure;
import io.auspex.benchmark.predict.finding.Finding;
import io.auspex.benchmark.predict.finding.FindingLine;
import io.auspex.benchmark.predict.model.Shape;
import io.auspex.benchmark.predict.sql.SqlWorker;
import io.auspex.benchmark.predict.worker.ModelWorker;
import io.auspex.benchmark.process.Checkout;
import io.auspex.benchmark.process.ChildProcess;
import io.auspex.benchmark.process.Folders;
import io.auspex.benchmark.process.RunFailure;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts a measuring process for each model, and one for SQL, one after the other, and gathers what they find. */
final class PredictionRun {
    /** The first JDK whose Vector API the kernels are written for. */
    private static final int VECTOR_VERSION = 25;

    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    private static final int PATIENCE_SECONDS = 1800;

    private final Checkout checkout;
    private final Path data;
    private final Path out;
    private final boolean quick;
    private final int threads;
    private final PrintWriter console;

    PredictionRun(Checkout checkout, Path data, Path out, boolean quick, int threads, PrintWriter console) {
        this.checkout = checkout;
        this.data = data;
        this.out = out;
        this.quick = quick;
        this.threads = threads;
        this.console = console;
    }

    /**
     * Measures.
     *
     * @param budget seconds of the AutoML model; without it nothing is measured in SQL
     */
    List<Finding> measure(List<Shape> shapes, Optional<Integer> budget) throws IOException {
        Files.createDirectories(out);
        List<Finding> findings = new ArrayList<>();
        try (BufferedWriter kept = Files.newBufferedWriter(out.resolve("findings.jsonl"), StandardCharsets.UTF_8)) {
            for (Shape shape : shapes) {
                say(shape.name() + " ...");
                List<String> arguments =
                        List.of(shape.name(), data.toString(), quick ? "quick" : "full", String.valueOf(threads));
                run(shape.name(), ModelWorker.class.getName(), arguments, findings, kept);
            }
            if (budget.isPresent()) {
                say("SQL ...");
                Path work = out.resolve("sql");
                Folders.delete(work);
                Files.createDirectories(work);
                List<String> arguments = List.of(
                        checkout.launcher().toString(),
                        data.toString(),
                        work.toString(),
                        quick ? "quick" : "full",
                        String.valueOf(threads),
                        budget.get().toString());
                run("sql", SqlWorker.class.getName(), arguments, findings, kept);
                Folders.delete(work.resolve("data"));
            }
        }
        return findings;
    }

    private void say(String line) {
        console.println(line);
        console.flush();
    }

    private void run(String name, String main, List<String> arguments, List<Finding> findings, BufferedWriter kept)
            throws IOException {
        Path temporary = Files.createDirectories(out.resolve("tmp"));
        List<String> command = new ArrayList<>(java(temporary));
        command.add(main);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        // Threads of libgomp that wait by spinning take the cores that others are measured on.
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        Path log = out.resolve(name + ".log");
        List<Finding> found = new ArrayList<>();
        try (ChildProcess child = new ChildProcess(
                builder, log, line -> FindingLine.read(line).ifPresent(finding -> keep(finding, line, found, kept)))) {
            int status = child.await(PATIENCE_SECONDS);
            if (status != 0) {
                throw new RunFailure("ended with status " + status);
            }
        } catch (RunFailure e) {
            // One model's trouble is no reason to lose the others.
            Finding note = new Finding.Failure(name, e.getMessage() + "; its log is " + log);
            keep(note, FindingLine.of(note), found, kept);
        } finally {
            Folders.delete(temporary);
        }
        synchronized (found) {
            findings.addAll(found);
        }
    }

    private static void keep(Finding finding, String line, List<Finding> found, BufferedWriter kept) {
        synchronized (found) {
            found.add(finding);
            try {
                kept.write(FindingLine.json(line));
                kept.newLine();
                kept.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** As the server is started: the product's own jars, and the Vector API where the JVM has it. */
    private List<String> java(Path temporary) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xss2m", "-Xmx3g", "-Djava.io.tmpdir=" + temporary));
        int version = Runtime.version().feature();
        if (version >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        if (version >= VECTOR_VERSION
                && ModuleFinder.ofSystem().find(VECTOR_MODULE).isPresent()) {
            command.addAll(List.of("--add-modules", VECTOR_MODULE));
        }
        if (!Files.isDirectory(checkout.productJars())) {
            throw new BenchmarkFailure("there is no " + checkout.productJars() + ": the program is not built");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path") + ":" + checkout.productJars() + "/*"));
        return command;
    }
}
