package io.auspex.benchmark.load;

import java.util.Arrays;

/** How long the statements of one type took, and how many failed. From many threads. */
final class Latencies {
    private long[] nanos = new long[1 << 12];
    private int count;
    private int errors;
    private int conflicts;
    private String firstError = "";

    synchronized void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    synchronized void addError(String message) {
        if (errors++ == 0) {
            firstError = message;
        }
    }

    /** Lost against another transaction: to be tried again, as the documentation says. */
    synchronized void addConflict() {
        conflicts++;
    }

    synchronized int count() {
        return count;
    }

    synchronized int errors() {
        return errors;
    }

    synchronized int conflicts() {
        return conflicts;
    }

    synchronized String firstError() {
        return firstError;
    }

    /** In milliseconds; NaN where there are none. */
    synchronized double quantile(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1, Math.floor(share * count))] / 1e6;
    }
}
