package io.auspex.benchmark.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A system as a process on its share of the cores: its output goes to a log, and nothing of it outlives the run. */
public final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final CpuMeter cpu;
    private final Thread reader;
    private final Thread atExit;

    /**
     * Starts it.
     *
     * @param lines gets each line of its output, from another thread; the log has them too
     */
    public ChildProcess(ProcessBuilder builder, Path log, Consumer<String> lines) throws IOException {
        builder.redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        process = builder.start();
        cpu = new CpuMeter(process.toHandle());
        reader = new Thread(() -> copy(log, lines), "child-output");
        reader.setDaemon(true);
        reader.start();
        atExit = new Thread(cpu::endAll);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** The command on {@code cores} of the machine's cores, where it has more and the system can tell processes so. */
    public static List<String> onCores(int cores, List<String> command) {
        Path taskset = Path.of("/usr/bin/taskset");
        if (cores >= Runtime.getRuntime().availableProcessors() || !Files.isExecutable(taskset)) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of(taskset.toString(), "-c", "0-" + (cores - 1)));
        pinned.addAll(command);
        return pinned;
    }

    private void copy(Path log, Consumer<String> lines) {
        try (BufferedReader in =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter out = Files.newBufferedWriter(log)) {
            String line;
            while ((line = in.readLine()) != null) {
                lines.accept(line);
                out.write(line);
                out.newLine();
                out.flush();
            }
        } catch (IOException e) {
            lines.accept("(its output could not be read: " + e.getMessage() + ")");
        }
    }

    public double cpuSeconds() {
        return cpu.seconds();
    }

    /** The number that the system has for it. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits for its end.
     *
     * @return its exit status
     * @throws RunFailure where it takes longer
     */
    public int await(int seconds) throws RunFailure {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new RunFailure("still running after " + seconds + " s, so it was ended");
            }
            // What a process that it left behind may still write is of no interest.
            reader.join(TimeUnit.SECONDS.toMillis(10));
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailure("interrupted", e);
        }
    }

    /** Asks it to end, waits a little, and ends what is left. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cpu.endAll();
        cpu.close();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The program is ending, and the hook does what it is for.
            return;
        }
    }
}
