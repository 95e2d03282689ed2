package io.auspex.warehouse.duckdb;

import java.util.concurrent.TimeUnit;

/**
 * How long a function takes for a row, learned from its calls: so that slow ones are called with few rows at a time, between which
 * a cancelled statement can end, and are helped. Threads may overwrite each other's estimates; any of them will do.
 */
final class Pace {
    /**
     * After this long a look at whether the statement is cancelled. Each call reads the whole model anew, which is far more than the caches
     * hold where the model is large trees: with a quarter of it such a call has a hundred rows, and takes twice as long for each.
     */
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** Less is not worth another thread. */
    private static final long WORTH_HELP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final int FIRST_ROWS = 8;
    /** Of few rows what a call costs by itself counts too much: they count less. */
    private static final double HALF_TRUSTED_ROWS = 32;

    private volatile double nanosPerRow = Double.NaN;

    /** How many of the rows one call should be given, at least one. */
    int rowsAtOnce(int rows) {
        double estimate = nanosPerRow;
        if (Double.isNaN(estimate)) {
            return Math.min(rows, FIRST_ROWS);
        }
        return (int) Math.max(1, Math.min(rows, LONGEST_NANOS / estimate));
    }

    /** How many threads would be of use beside the one that has the rows. */
    int helpers(int rows) {
        double estimate = nanosPerRow;
        return Double.isNaN(estimate) ? 0 : (int) Math.min(rows - 1, rows * estimate / WORTH_HELP_NANOS / 2);
    }

    /** Of one row in nanoseconds; NaN before the first call. */
    double nanosPerRow() {
        return nanosPerRow;
    }

    /** Takes note of a call. */
    void learn(int rows, long nanos) {
        double measured = Math.max(1, (double) nanos / rows);
        double estimate = nanosPerRow;
        double trust = rows / (rows + HALF_TRUSTED_ROWS);
        nanosPerRow = Double.isNaN(estimate) ? measured : estimate + trust * (measured - estimate);
    }
}
