package io.auspex.learn.job;

import io.auspex.learn.algorithm.Deadline;
import java.lang.management.ManagementFactory;

/**
 * The time a job has, unless it is told to stop before. It runs from the start of the process, and what preparing the job took is gone already, so that MAX_RUNTIME holds from
 * the statement to the model; something is kept back for tuning its decisions, writing it and putting it to use.
 */
final class JobClock {
    private static final double RESERVED_SHARE = 0.03;
    private static final double RESERVED_SECONDS = 1.9;
    private static final double MOST_RESERVED_SECONDS = 30;
    /** Of a short time so much is left to learning, whatever goes before and comes after. */
    private static final double LEAST_SHARE = 0.4;

    private final long startNanos;
    private final Deadline deadline;

    private JobClock(long startNanos, double limitSeconds, double preparedSeconds) {
        this.startNanos = startNanos;
        double reserved = Math.min(MOST_RESERVED_SECONDS, RESERVED_SECONDS + RESERVED_SHARE * limitSeconds);
        double left = limitSeconds - preparedSeconds - reserved - elapsedSeconds();
        this.deadline = Deadline.after(Math.max(LEAST_SHARE * limitSeconds, left));
    }

    static JobClock sinceProcessStart(JobSpecification job) {
        return new JobClock(processStart(), job.maxRuntimeSeconds(), job.preparedSeconds());
    }

    static JobClock sinceProcessStart(double limitSeconds) {
        return new JobClock(processStart(), limitSeconds, 0);
    }

    static JobClock sinceNow(JobSpecification job) {
        return new JobClock(System.nanoTime(), job.maxRuntimeSeconds(), job.preparedSeconds());
    }

    private static long processStart() {
        return System.nanoTime() - ManagementFactory.getRuntimeMXBean().getUptime() * 1_000_000;
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
