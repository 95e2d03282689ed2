package io.auspex.benchmark.predict.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** What a round is timed with. */
enum Clock {
    /** Of the calling thread: what other work on the machine does not change much. Engines that use one thread use the caller's. */
    PROCESSOR {
        @Override
        long nanoseconds() {
            return THREADS.getCurrentThreadCpuTime();
        }
    },
    WALL {
        @Override
        long nanoseconds() {
            return System.nanoTime();
        }
    };

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    abstract long nanoseconds();
}
