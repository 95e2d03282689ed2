package io.auspex.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code auspex serve} as a process of its own, on free ports, the way a user runs it. */
final class ServerProcess implements AutoCloseable {
    static final String PASSWORD = "Acceptance-1";
    private static final Pattern READY =
            Pattern.compile("ready: postgresql://127\\.0\\.0\\.1:(\\d+)/dev {2}http://127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final Path data;
    private final int port;
    private final int httpPort;
    private final ConcurrentLinkedQueue<String> errorLines;

    private ServerProcess(
            Process process, Path data, int port, int httpPort, ConcurrentLinkedQueue<String> errorLines) {
        this.process = process;
        this.data = data;
        this.port = port;
        this.httpPort = httpPort;
        this.errorLines = errorLines;
    }

    static ServerProcess start(Path data, String... jvmOptions) {
        return start(Map.of(), data, List.of(), List.of(jvmOptions));
    }

    /** @param options of {@code auspex serve} */
    static ServerProcess startWith(Map<String, String> environment, Path data, String... options) {
        return start(environment, data, List.of(options), List.of());
    }

    private static ServerProcess start(
            Map<String, String> environment, Path data, List<String> options, List<String> jvmOptions) {
        List<String> arguments =
                new ArrayList<>(List.of("serve", "--data", data.toString(), "--port", "0", "--http-port", "0"));
        arguments.addAll(options);
        try {
            ProcessBuilder builder = Program.builder(jvmOptions, arguments);
            builder.environment().putAll(environment);
            Process process = builder.start();
            ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();
            CompletableFuture<Void> drained = Background.run(() -> collect(process, errors));
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line;
            while ((line = output.readLine()) != null) {
                Matcher matcher = READY.matcher(line);
                if (matcher.matches()) {
                    return new ServerProcess(
                            process,
                            data,
                            Integer.parseInt(matcher.group(1)),
                            Integer.parseInt(matcher.group(2)),
                            errors);
                }
            }
            drained.join();
            throw new IllegalStateException("the server ended before it was ready:\n" + String.join("\n", errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(Process process, ConcurrentLinkedQueue<String> lines) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = reader.readLine()) != null) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("(standard error closed: " + e.getMessage() + ")");
        }
    }

    Path data() {
        return data;
    }

    int port() {
        return port;
    }

    int httpPort() {
        return httpPort;
    }

    long pid() {
        return process.pid();
    }

    String standardError() {
        return String.join("\n", errorLines);
    }

    /** Puts a file of the project's data folder where COPY finds it as {@code s3://bucket/<name>}. */
    void putDataset(String name) {
        try {
            Path bucket = Files.createDirectories(data.resolve("s3").resolve("bucket"));
            Files.copy(
                    Dataset.folder().resolve(name),
                    bucket.resolve(name),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder a job: one goes a moment after its model is READY, FAILED or explained, and before DROP MODEL returns. */
    static Set<Path> jobFolders(Path data) {
        Path jobs = data.resolve("jobs");
        if (!Files.isDirectory(jobs)) {
            return Set.of();
        }
        try (Stream<Path> folders = Files.list(jobs)) {
            return folders.collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<Path> jobFolders() {
        return jobFolders(data);
    }

    /** Waits for what READY models, and their reports, leave to do. */
    void awaitNoJobFolder() {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!jobFolders().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("job folders stay: " + jobFolders());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "awsuser");
        properties.setProperty("password", PASSWORD);
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/dev", properties);
    }

    Connection connectRedshift() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "awsuser");
        properties.setProperty("password", PASSWORD);
        properties.setProperty("ssl", "true");
        properties.setProperty("sslfactory", "com.amazon.redshift.ssl.NonValidatingFactory");
        return new com.amazon.redshift.Driver().connect("jdbc:redshift://127.0.0.1:" + port + "/dev", properties);
    }

    /** SIGKILL: the process has no say. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the server did not stop within 20 s of SIGTERM:\n" + standardError());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void await() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
