package io.auspex.model.transform;

import io.auspex.model.data.ColumnBatch;
import java.util.Arrays;

/**
 * How many thresholds are smaller than the number: the feature of trees that compare 64-bit numbers, as LightGBM's do.
 * {@code x <= thresholds[k]} if and only if the rank is less than {@code k + 1}, so nothing is lost although features are
 * 32-bit floats. NULL is missing.
 *
 * <p>A number within 1e-35 of zero is zero, as LightGBM takes it ({@code kZeroThreshold}, include/LightGBM/meta.h).
 *
 * @param thresholds ascending, without repetition, finite; at most 2^24
 * @param zeroIsMissing whether zero is missing too
 */
public record ThresholdRanks(int column, double[] thresholds, boolean zeroIsMissing) implements SingleNumber {
    /** The largest number that is zero. */
    public static final double ZERO = 1e-35f;

    private static final int MOST = 1 << 24;

    public ThresholdRanks {
        Inputs.requireColumn(column);
        thresholds = thresholds.clone();
        if (thresholds.length > MOST) {
            throw new IllegalArgumentException(thresholds.length + " thresholds are more than " + MOST);
        }
        for (int i = 0; i < thresholds.length; i++) {
            if (!Double.isFinite(thresholds[i]) || (i > 0 && !(thresholds[i - 1] < thresholds[i]))) {
                throw new IllegalArgumentException("Threshold " + i + ", " + thresholds[i] + ", is out of order");
            }
        }
    }

    @Override
    public void apply(ColumnBatch batch, float[][] features, int first) {
        double[] values = batch.numbers(column);
        float[] out = features[first];
        for (int row = 0; row < batch.rows(); row++) {
            double value = values[row];
            boolean zero = value >= -ZERO && value <= ZERO;
            out[row] = Double.isNaN(value) || (zero && zeroIsMissing) ? Float.NaN : rank(zero ? 0 : value);
        }
    }

    private int rank(double value) {
        int from = 0;
        int to = thresholds.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (thresholds[middle] < value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ThresholdRanks that
                && column == that.column
                && zeroIsMissing == that.zeroIsMissing
                && Arrays.equals(thresholds, that.thresholds);
    }

    @Override
    public int hashCode() {
        return 31 * column + Arrays.hashCode(thresholds);
    }
}
