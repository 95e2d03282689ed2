package io.auspex.learn.network;

import java.util.SplittableRandom;

/**
 * Sets a random share of numbers to zero (Srivastava et al., "Dropout", JMLR 2014). It draws the distance to the next one, which is
 * geometrically distributed, rather than a number for each: a tenth of the draws at a share of a tenth.
 */
final class Dropout {
    private static final int BITS = 12;

    private final double share;
    /** Distances by their frequency: quantiles of the geometric distribution in the middle of each of the equal parts. */
    private final short[] distances = new short[1 << BITS];

    private long drawn;
    private int left;

    Dropout(double share) {
        this.share = share;
        for (int i = 0; i < distances.length && share > 0; i++) {
            double beyond = 1 - (i + 0.5) / distances.length;
            distances[i] = (short) Math.min(Short.MAX_VALUE, 1 + Math.floor(Math.log(beyond) / Math.log1p(-share)));
        }
    }

    /** What those that stay are multiplied by, for the expected sum to stay the same. */
    float keep() {
        return (float) (1 / (1 - share));
    }

    /** Drops some of the leading numbers of each row. */
    void drop(float[][] values, int rows, int units, SplittableRandom random) {
        if (share == 0) {
            return;
        }
        int unit = distance(random) - 1;
        for (int row = 0; row < rows; row++) {
            float[] numbers = values[row];
            for (; unit < units; unit += distance(random)) {
                numbers[unit] = 0;
            }
            unit -= units;
        }
    }

    private int distance(SplittableRandom random) {
        if (left == 0) {
            drawn = random.nextLong();
            left = Long.SIZE / BITS;
        }
        int distance = distances[(int) drawn & (distances.length - 1)];
        drawn >>>= BITS;
        left--;
        return distance;
    }
}
