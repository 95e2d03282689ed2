package io.auspex.learn.job;

import io.auspex.learn.algorithm.Deadline;
import java.lang.management.ManagementFactory;

/**
 * The time a job has, unless it is told to stop before. It runs from the start of the process, so that MAX_RUNTIME holds for all of it, and a share is kept back for
 * writing the model.
 */
final class JobClock {
    private static final double RESERVED_SHARE = 0.06;
    private static final double LEAST_RESERVED_SECONDS = 0.4;
    private static final double MOST_RESERVED_SECONDS = 30;

    private final long startNanos;
    private final Deadline deadline;

    private JobClock(long startNanos, long limitSeconds) {
        this.startNanos = startNanos;
        double reserved =
                Math.min(MOST_RESERVED_SECONDS, Math.max(LEAST_RESERVED_SECONDS, RESERVED_SHARE * limitSeconds));
        this.deadline = Deadline.after(limitSeconds - reserved - elapsedSeconds());
    }

    static JobClock sinceProcessStart(long limitSeconds) {
        long uptime = ManagementFactory.getRuntimeMXBean().getUptime() * 1_000_000;
        return new JobClock(System.nanoTime() - uptime, limitSeconds);
    }

    static JobClock sinceNow(long limitSeconds) {
        return new JobClock(System.nanoTime(), limitSeconds);
    }

    double elapsedSeconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /** When learning must end; the same one each time, so that {@link #stop} reaches who has it. */
    Deadline deadline() {
        return deadline;
    }

    /** Ends the learning early: what has been found becomes the model. Any thread may call it. */
    void stop() {
        deadline.stop();
    }

    /** Processor time of the process, in seconds. */
    static double cpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : Double.NaN;
    }
}
