package io.auspex.model.compile;

import io.auspex.model.transform.ThresholdRanks;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@link ThresholdRanks} without a branch: one look into a table, which says how many thresholds lie in the equally wide buckets below,
 * and a few steps among those of the bucket itself. A binary search takes 30 ns a value, most of it for branches that go the other way
 * than expected; models of LightGBM have one for each feature.
 */
final class NumberRanks {
    private static final int FEWEST_BUCKETS = 16;
    private static final int MOST_BUCKETS = 4096;

    /** Bits of the largest number that is taken for zero. */
    private static final long ZERO = Double.doubleToRawLongBits(ThresholdRanks.ZERO);

    private static final long NAN = Double.doubleToRawLongBits(Double.NaN);

    /** The thresholds and, behind them, infinity {@code 1 << steps} times. */
    private final double[] ladder;

    private final double lowest;

    /** How many buckets there are to one of the values; 0 if all thresholds are in the first one. */
    private final double scale;

    /** Of each bucket how many thresholds are in lower ones. */
    private final int[] starts;

    /** Binary logarithm of one more than a bucket holds, rounded up. */
    private final int steps;

    /** What zero becomes. */
    private final long zero;

    private NumberRanks(double[] thresholds, boolean zeroIsMissing) {
        int count = thresholds.length;
        int buckets = Math.max(FEWEST_BUCKETS, Math.min(MOST_BUCKETS, 4 * count));
        this.lowest = count == 0 ? 0 : thresholds[0];
        double wanted = count == 0 ? 0 : (buckets - 1) / (thresholds[count - 1] - lowest);
        this.scale = Double.isFinite(wanted) ? wanted : 0;
        int[] counts = new int[buckets];
        int fullest = 1;
        for (double threshold : thresholds) {
            fullest = Math.max(fullest, ++counts[bucket(threshold, lowest, scale, buckets - 1)]);
        }
        this.starts = new int[buckets];
        for (int bucket = 1; bucket < buckets; bucket++) {
            starts[bucket] = starts[bucket - 1] + counts[bucket - 1];
        }
        this.steps = Math.max(2, Integer.SIZE - Integer.numberOfLeadingZeros(fullest));
        this.ladder = Arrays.copyOf(thresholds, count + (1 << steps));
        Arrays.fill(ladder, count, ladder.length, Double.POSITIVE_INFINITY);
        this.zero = zeroIsMissing ? NAN : 0;
    }

    /** Empty for thresholds that it cannot tell from infinity. */
    static Optional<NumberRanks> of(ThresholdRanks transformer) {
        double[] thresholds = transformer.thresholds();
        boolean sound = thresholds.length == 0 || thresholds[thresholds.length - 1] < Double.MAX_VALUE;
        return sound ? Optional.of(new NumberRanks(thresholds, transformer.zeroIsMissing())) : Optional.empty();
    }

    /** Does not fall where values rise, whatever is rounded on the way; 0 for NaN. */
    private static int bucket(double value, double lowest, double scale, int last) {
        return Math.max(0, Math.min(last, (int) ((value - lowest) * scale)));
    }

    /** See {@link ThresholdRanks#apply}. */
    void fill(double[] values, int rows, float[] out) {
        if (steps == 2) {
            for (int row = 0; row < rows; row++) {
                double value = sound(values[row]);
                int rank = starts[bucket(value, lowest, scale, starts.length - 1)];
                rank += below(ladder[rank + 1], value) << 1;
                rank += below(ladder[rank], value);
                out[row] = rank + (float) (value * 0);
            }
        } else {
            for (int row = 0; row < rows; row++) {
                double value = sound(values[row]);
                int rank = starts[bucket(value, lowest, scale, starts.length - 1)];
                for (int step = steps - 1; step >= 0; step--) {
                    rank += below(ladder[rank + (1 << step) - 1], value) << step;
                }
                out[row] = rank + (float) (value * 0);
            }
        }
    }

    /** Zero for what is nearly zero, or NaN if zero is missing, and a finite number for an infinite one. */
    private double sound(double value) {
        long bits = Double.doubleToRawLongBits(value);
        // All ones if the number without its sign is not above ZERO: bits of positive numbers are ordered as they are.
        long tiny = ((bits & Long.MAX_VALUE) - ZERO - 1) >> 63;
        double number = Double.longBitsToDouble((bits & ~tiny) | (zero & tiny));
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, number));
    }

    /** 1 if the threshold is below the finite value, else 0: the difference of two doubles is 0 only if they are equal. */
    private static int below(double threshold, double value) {
        return (int) (Double.doubleToRawLongBits(threshold - value) >>> 63);
    }
}
