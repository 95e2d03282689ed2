package io.auspex.benchmark.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks once a second at what a process holds, in /proc; sees nothing on systems without it. */
public final class ProcessWatch implements AutoCloseable {
    /**
     * One look.
     *
     * @param rss resident memory in MB
     */
    public record Look(long nanos, long rss, long threads, long handles) {}

    private final Path folder;
    private final List<Look> looks = new ArrayList<>();
    private final ScheduledExecutorService clock;

    public ProcessWatch(long pid) {
        folder = Path.of("/proc", Long.toString(pid));
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "process-watch");
            thread.setDaemon(true);
            return thread;
        });
        var unused = clock.scheduleAtFixedRate(this::look, 0, 1, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            long rss = 0;
            long threads = 0;
            for (String line : Files.readAllLines(folder.resolve("status"))) {
                if (line.startsWith("VmRSS:")) {
                    rss = number(line) >> 10;
                } else if (line.startsWith("Threads:")) {
                    threads = number(line);
                }
            }
            long handles = 0;
            try (DirectoryStream<Path> open = Files.newDirectoryStream(folder.resolve("fd"))) {
                for (Path handle : open) {
                    handles += handle == null ? 0 : 1;
                }
            }
            synchronized (looks) {
                looks.add(new Look(System.nanoTime(), rss, threads, handles));
            }
        } catch (IOException e) {
            // Not Linux, or the process has ended: there is nothing to see.
            return;
        }
    }

    private static long number(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }

    /** All looks between two times of {@link System#nanoTime}. */
    public List<Look> between(long from, long to) {
        synchronized (looks) {
            return looks.stream()
                    .filter(look -> look.nanos() - from >= 0 && to - look.nanos() >= 0)
                    .toList();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
