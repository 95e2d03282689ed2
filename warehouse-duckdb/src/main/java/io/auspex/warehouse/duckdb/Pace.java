package io.auspex.warehouse.duckdb;

import java.util.concurrent.TimeUnit;

/**
 * How long a function takes for a row, learned from its calls: so that slow ones are called with few rows at a time, between which
 * a cancelled statement can end, and are helped. Threads may overwrite each other's estimates; any of them will do.
 */
final class Pace {
    /** After this long a look at whether the statement is cancelled. */
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /**
     * With fewer rows a call takes many times as long for each: it reads the whole model anew, which may be more than the caches hold, and
     * models are compiled for blocks of rows. What was slow for that reason alone, or while it was new to the JIT compiler, would stay so.
     */
    private static final int FEWEST_ROWS = 128;
    /** Where so few rows take longer than this, they are fewer yet. */
    private static final long LONGEST_OF_FEW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
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
        double few = Math.min(FEWEST_ROWS, LONGEST_OF_FEW_NANOS / estimate);
        return (int) Math.max(1, Math.min(rows, Math.max(few, LONGEST_NANOS / estimate)));
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
