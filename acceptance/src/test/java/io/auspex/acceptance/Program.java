package io.auspex.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The {@code auspex} program, or any other, run to its end as a user would. */
final class Program {
    record Outcome(int exitCode, String output, String errors) {}

    private Program() {}

    /** The auspex program on this JVM with the class path that Maven built, ready to start. */
    static ProcessBuilder builder(List<String> jvmOptions, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("io.auspex.app.Main");
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("AUSPEX_PASSWORD", ServerProcess.PASSWORD);
        return builder;
    }

    static Outcome auspex(String... arguments) {
        return run(builder(List.of(), List.of(arguments)), 300);
    }

    /** {@code auspex sql} against a running server. */
    static Outcome shell(ServerProcess server, String... arguments) {
        List<String> all = new ArrayList<>(List.of("sql", "-h", "127.0.0.1", "-p", String.valueOf(server.port())));
        all.addAll(List.of(arguments));
        // As the auspex command starts a client.
        return run(builder(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), all), 300);
    }

    static Outcome run(List<String> command, Map<String, String> environment) {
        return run(command, environment, 120);
    }

    static Outcome run(List<String> command, Map<String, String> environment, int seconds) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return run(builder, seconds);
    }

    private static Outcome run(ProcessBuilder builder, int seconds) {
        try {
            builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
            Process process = builder.start();
            CompletableFuture<String> output = Background.supply(() -> read(process.getInputStream()));
            CompletableFuture<String> errors = Background.supply(() -> read(process.getErrorStream()));
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("still running after " + seconds + " s: " + builder.command() + "\n"
                        + output.join() + "\n" + errors.join());
            }
            return new Outcome(process.exitValue(), output.join(), errors.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
