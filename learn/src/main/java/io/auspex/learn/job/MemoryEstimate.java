package io.auspex.learn.job;

import io.auspex.learn.TrainingException;

/**
 * Whether training fits into the memory of the process. XGBoost allocates outside the heap, where no limit of the JVM holds, and an
 * operating system kills without saying why; so it is estimated before.
 */
final class MemoryEstimate {
    /**
     * Bytes a cell: row-major copy in Java (4), XGBoost's sparse page of index and value (8), quantised histogram index (2), and the
     * feature columns (4) with the folds' copy of them (4).
     */
    private static final long BYTES_PER_CELL = 22;
    /** Gradients, predictions and row sets of one row and output. */
    private static final long BYTES_PER_ROW_AND_OUTPUT = 32;
    /** The JVM itself and what the libraries take. */
    private static final long FIXED_BYTES = 150L << 20;

    private MemoryEstimate() {}

    /**
     * Refuses what cannot fit.
     *
     * @param limitBytes of the process; 0 = none
     * @param sideBySide fits that run at the same time
     */
    static void require(long limitBytes, long rows, long features, long outputs, int sideBySide) {
        if (limitBytes == 0) {
            return;
        }
        long needed = bytes(rows, features, outputs, sideBySide);
        if (needed > limitBytes) {
            throw new TrainingException(
                    "Training on " + rows + " rows with " + features + " features needs about " + (needed >> 20)
                            + " MB of memory; the limit is " + (limitBytes >> 20) + " MB.",
                    "Lower MAX_CELLS in SETTINGS, or give the training worker more memory.");
        }
    }

    /** What training needs, in bytes. */
    static long bytes(long rows, long features, long outputs, int sideBySide) {
        return FIXED_BYTES
                + sideBySide * rows * (features * BYTES_PER_CELL + outputs * BYTES_PER_ROW_AND_OUTPUT)
                + rows * features * Double.BYTES;
    }
}
