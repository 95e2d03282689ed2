package io.auspex.server.training;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * How jobs are run.
 *
 * @param command the program that trains: Java, its flags and {@code -cp path}, up to but without the main class
 * @param memoryMegabytes of one worker process; half of it Java heap, the rest for native libraries
 * @param threads cores that one worker process uses
 * @param concurrentJobs worker processes at the same time
 * @param queuedJobs that may wait; one more is refused
 * @param grace how long past its MAX_RUNTIME a worker may take to end by itself; then it is killed
 */
public record WorkerSettings(
        List<String> command, int memoryMegabytes, int threads, int concurrentJobs, int queuedJobs, Duration grace) {
    private static final int LEAST_MEGABYTES = 64;

    public WorkerSettings {
        command = List.copyOf(command);
        requireNonNull(grace, "grace is null");
        if (command.isEmpty()) {
            throw new IllegalArgumentException("The command of the workers is empty");
        }
        if (memoryMegabytes < LEAST_MEGABYTES || threads < 1 || concurrentJobs < 1 || queuedJobs < 1) {
            throw new IllegalArgumentException("A limit of the workers is too small: " + memoryMegabytes + " MB, "
                    + threads + " threads, " + concurrentJobs + " concurrent jobs, " + queuedJobs + " queued jobs");
        }
    }

    /** One job at a time, with all cores and as much memory as this process has heap. */
    public static WorkerSettings of(List<String> command) {
        int megabytes =
                (int) Math.min(16_384, Math.max(512, Runtime.getRuntime().maxMemory() >> 20));
        int cores = Runtime.getRuntime().availableProcessors();
        return new WorkerSettings(command, megabytes, cores, 1, 100, Duration.ofSeconds(60));
    }

    public long memoryBytes() {
        return (long) memoryMegabytes << 20;
    }
}
