package io.auspex.learn.job;

import io.auspex.learn.algorithm.Deadline;
import java.lang.management.ManagementFactory;

/**
 * The time a job has, unless it is told to stop before. It runs from the start of the process, and what preparing the job took is gone already, so that MAX_RUNTIME holds from
 * the statement to the function that answers.
 */
final class JobClock {
    private final long startNanos;
    private final double limitSeconds;
    private final double preparedSeconds;
    private Deadline deadline;
    private boolean stopped;

    private JobClock(long startNanos, double limitSeconds, double preparedSeconds) {
        this.startNanos = startNanos;
        this.limitSeconds = limitSeconds;
        this.preparedSeconds = preparedSeconds;
    }

    /** @param preparedSeconds what the server took before it started the process: to select the rows and to write them and the job down */
    static JobClock sinceProcessStart(JobSpecification job, double preparedSeconds) {
        return new JobClock(processStart(), job.maxRuntimeSeconds(), preparedSeconds);
    }

    static JobClock sinceProcessStart(double limitSeconds) {
        return new JobClock(processStart(), limitSeconds, 0);
    }

    static JobClock sinceNow(JobSpecification job) {
        return new JobClock(System.nanoTime(), job.maxRuntimeSeconds(), 0);
    }

    private static long processStart() {
        return System.nanoTime() - ManagementFactory.getRuntimeMXBean().getUptime() * 1_000_000;
    }

    double elapsedSeconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /** When learning must end, to be asked for when it is about to begin; the same one each time, so that {@link #stop} reaches who has it. */
    synchronized Deadline deadline() {
        if (deadline == null) {
            deadline = Deadline.after(TimePlan.learningSeconds(limitSeconds, preparedSeconds, elapsedSeconds()));
            if (stopped) {
                deadline.stop();
            }
        }
        return deadline;
    }

    /** Ends the learning early: what has been found becomes the model. Any thread may call it. */
    synchronized void stop() {
        stopped = true;
        if (deadline != null) {
            deadline.stop();
        }
    }

    /** Processor time of the process, in seconds. */
    static double cpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : Double.NaN;
    }
}
