package io.auspex.server.prediction;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;

/**
 * What this process has done since a moment, its JIT compilers included. On a machine that has other things to do, the clock does not tell
 * whether code has been run and compiled; and on one core, what compilers do while users ask is what users wait for.
 */
final class Effort {
    /** The system counts in hundredths of a second, so what less was used is no work. */
    private static final long TICK_NANOS = 10_000_000;

    private static final long LOOK_NANOS = 4 * TICK_NANOS;

    private final OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final long begunBusy = process.getProcessCpuTime();
    private final long begun = System.nanoTime();

    /**
     * Whether there is time left.
     *
     * @param busyNanos of all processors that work for this process
     * @param clockNanos by the clock
     */
    boolean isWithin(long busyNanos, long clockNanos) {
        return busyNanos() < busyNanos && System.nanoTime() - begun < clockNanos;
    }

    private long busyNanos() {
        return process.getProcessCpuTime() - begunBusy;
    }

    /** Waits while there is time left, as in {@link #isWithin}, and threads of this process work although this one does not. */
    void awaitRest(long busyNanos, long clockNanos) {
        long before = busyNanos();
        boolean working = true;
        while (working && isWithin(busyNanos, clockNanos)) {
            LockSupport.parkNanos(LOOK_NANOS);
            long now = busyNanos();
            working = now - before > TICK_NANOS;
            before = now;
        }
    }
}
