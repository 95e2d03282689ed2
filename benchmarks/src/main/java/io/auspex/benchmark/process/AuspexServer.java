package io.auspex.benchmark.process;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./auspex serve} with an empty data folder on free ports, as a user starts it. */
public final class AuspexServer implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready: postgresql://127\\.0\\.0\\.1:(\\d+)/dev .*");
    /** Written once, when it is settled which kernels predictions go by. */
    private static final Pattern KERNELS = Pattern.compile(".*prediction kernels: (.*)");
    /** Written once, when the server has called the models that it found at its start. */
    private static final Pattern WARM = Pattern.compile(".*warm-up: (\\d+) models of the start took .*");
    /** Written for each that it has called. */
    private static final Pattern CALLED = Pattern.compile(".*warm-up: model .* took .*");
    /** Written whenever it has called those that came or changed since. */
    private static final Pattern ALL_WARM = Pattern.compile(".*warm-up: all models are warm");
    /** Models are called again when other kernels than these have been chosen. */
    private static final String FIRST_KERNELS = "scalar";
    /** It takes two; a machine that is busy with other things may take long. */
    private static final int START_SECONDS = 180;
    /** It takes about ten; compilers on a busy machine take minutes. */
    private static final int KERNEL_SECONDS = 600;

    private final ChildProcess process;
    private final Path dataFolder;
    private final int port;
    private final String password;
    private final Progress progress;

    /** What a server has said of itself. */
    private static final class Progress {
        private final CompletableFuture<Integer> port = new CompletableFuture<>();
        private final CompletableFuture<Boolean> warm = new CompletableFuture<>();
        private final CompletableFuture<String> settled = new CompletableFuture<>();
        private String kernels;
        private boolean withoutModels;

        /** For one thread. */
        void read(String line) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                port.complete(Integer.valueOf(ready.group(1)));
            }
            Matcher begun = WARM.matcher(line);
            if (begun.matches()) {
                withoutModels = begun.group(1).equals("0");
                warm.complete(true);
            }
            withoutModels &= !CALLED.matcher(line).matches();
            Matcher chosen = KERNELS.matcher(line);
            if (chosen.matches()) {
                kernels = chosen.group(1);
            }
            if (kernels != null
                    && (withoutModels
                            || kernels.startsWith(FIRST_KERNELS)
                            || ALL_WARM.matcher(line).matches())) {
                settled.complete(kernels);
            }
        }
    }

    private AuspexServer(ChildProcess process, Path dataFolder, int port, String password, Progress progress) {
        this.process = process;
        this.dataFolder = dataFolder;
        this.port = port;
        this.password = password;
        this.progress = progress;
    }

    public static AuspexServer start(Path launcher, Path dataFolder, int cores, Path log)
            throws RunFailure, IOException {
        return start(launcher, dataFolder, cores, log, "password");
    }

    /** One that asks nobody for a password. */
    public static AuspexServer startWithoutPasswords(Path launcher, Path dataFolder, int cores, Path log)
            throws RunFailure, IOException {
        return start(launcher, dataFolder, cores, log, "trust");
    }

    private static AuspexServer start(Path launcher, Path dataFolder, int cores, Path log, String authentication)
            throws RunFailure, IOException {
        String password = "Bench-1-" + UUID.randomUUID();
        List<String> command = List.of(
                launcher.toString(),
                "serve",
                "--data",
                dataFolder.toString(),
                "--port",
                "0",
                "--http-port",
                "0",
                "--auth",
                authentication);
        ProcessBuilder builder = new ProcessBuilder(ChildProcess.onCores(cores, command));
        builder.environment().put("AUSPEX_PASSWORD", password);
        // The launcher that started this benchmark has built it.
        builder.environment().put("AUSPEX_BUILD", "never");
        builder.environment().put("AUSPEX_LOG", "FINE");
        Progress progress = new Progress();
        ChildProcess process = new ChildProcess(builder, log, progress::read);
        try {
            return new AuspexServer(
                    process, dataFolder, await(progress.port, process, START_SECONDS), password, progress);
        } catch (TimeoutException | ExecutionException e) {
            process.close();
            throw new RunFailure("the server ended, or was not ready within " + START_SECONDS + " s; see " + log, e);
        } catch (InterruptedException e) {
            process.close();
            Thread.currentThread().interrupt();
            throw new RunFailure("interrupted", e);
        }
    }

    /** Looks now and then whether it still lives: one that has ended will never be ready. */
    private static <T> T await(CompletableFuture<T> said, ChildProcess process, int seconds)
            throws TimeoutException, ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!said.isDone() && process.isAlive() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return said.get(0, TimeUnit.SECONDS);
    }

    /** Waits until the server has called the models of its start. */
    public void awaitWarm() throws RunFailure {
        await(progress.warm, "call its models");
    }

    /**
     * Waits until the server has settled which kernels its predictions go by, and has called its models with them.
     *
     * @return their name and why, in a few words
     * @throws RunFailure where that takes too long
     */
    public String awaitKernels() throws RunFailure {
        return await(progress.settled, "settle on kernels");
    }

    private <T> T await(CompletableFuture<T> said, String what) throws RunFailure {
        try {
            return await(said, process, KERNEL_SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new RunFailure("the server did not " + what + " within " + KERNEL_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailure("interrupted", e);
        }
    }

    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "awsuser");
        properties.setProperty("password", password);
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/dev", properties);
    }

    /** The folder of which COPY knows the files as {@code s3://name/...}. */
    public Path bucket(String name) {
        return dataFolder.resolve("s3").resolve(name);
    }

    /** Of the server alone: the launcher becomes it. */
    public long pid() {
        return process.pid();
    }

    public int port() {
        return port;
    }

    /** Of the user awsuser. */
    public String password() {
        return password;
    }

    /** Of the server and its training processes since they began. */
    public double cpuSeconds() {
        return process.cpuSeconds();
    }

    @Override
    public void close() {
        process.close();
    }
}
