package io.auspex.learn.algorithm;

import io.auspex.learn.frame.RandomOrder;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A new random order of the rows for each epoch; the same seed gives the same orders. */
final class RowOrder {
    private final int[] rows;
    private final SplittableRandom random;

    RowOrder(int count, long seed) {
        this.rows = IntStream.range(0, count).toArray();
        this.random = new SplittableRandom(~seed);
    }

    /** The array is the same each time. */
    int[] next() {
        RandomOrder.shuffle(rows, random);
        return rows;
    }
}
