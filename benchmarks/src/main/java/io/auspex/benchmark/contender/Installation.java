package io.auspex.benchmark.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the steps that put a peer into the cache folder. */
final class Installation {
    private static final int MINUTES = 30;

    private Installation() {}

    /**
     * Runs one step; its output goes to a log.
     *
     * @throws NotAvailable where it cannot be started, takes too long or fails, with the end of its output
     */
    static void step(String what, List<String> command, Map<String, String> environment, Path log) throws NotAvailable {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new NotAvailable(what + " took longer than " + MINUTES + " minutes; its output is in " + log);
            }
            if (process.exitValue() != 0) {
                throw new NotAvailable(what + " failed (" + lastLine(log) + "); its output is in " + log);
            }
        } catch (IOException e) {
            throw new NotAvailable(what + " failed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotAvailable(what + " was interrupted");
        }
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines =
                Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "no output" : lines.get(lines.size() - 1).strip();
    }
}
