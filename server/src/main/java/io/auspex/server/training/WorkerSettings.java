package io.auspex.server.training;

import java.time.Duration;
import java.util.List;

/**
 * How jobs are run.
 *
 * @param command the program, up to but without the main class
 * @param memoryMegabytes of one worker process; half of it Java heap, the rest for native libraries
 * @param threads of one worker process
 * @param concurrentJobs worker processes at the same time
 * @param queuedJobs that may wait
 * @param grace how long past its MAX_RUNTIME a worker may take to end by itself
 */
public record WorkerSettings(
        List<String> command, int memoryMegabytes, int threads, int concurrentJobs, int queuedJobs, Duration grace) {
    public WorkerSettings {
        command = List.copyOf(command);
    }

    public long memoryBytes() {
        return (long) memoryMegabytes << 20;
    }
}
