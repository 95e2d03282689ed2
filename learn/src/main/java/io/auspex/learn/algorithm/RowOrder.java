package io.auspex.learn.algorithm;

import java.util.SplittableRandom;

/** A new random order of the rows for each epoch (Fisher and Yates); the same seed gives the same orders. */
final class RowOrder {
    private final int[] rows;
    private final SplittableRandom random;

    RowOrder(int count, long seed) {
        this.rows = new int[count];
        this.random = new SplittableRandom(~seed);
        for (int row = 0; row < count; row++) {
            rows[row] = row;
        }
    }

    /** The array is the same each time. */
    int[] next() {
        for (int row = rows.length - 1; row > 0; row--) {
            int other = random.nextInt(row + 1);
            int swapped = rows[row];
            rows[row] = rows[other];
            rows[other] = swapped;
        }
        return rows;
    }
}
