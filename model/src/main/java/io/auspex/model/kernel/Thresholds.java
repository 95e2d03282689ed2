package io.auspex.model.kernel;

import java.util.Arrays;

/**
 * What all trees of a program compare one feature with. The rank of a value is the number of thresholds that are not above it, so
 * {@code value < values[k]} if and only if {@code rank <= k}: comparisons of ranks lead to the same leaves as those of floats.
 */
public final class Thresholds {
    /** Ranks are shorts. */
    public static final int MOST = Short.MAX_VALUE;

    /** Ascending, distinct, at least one and at most {@link #MOST}; never NaN or -0.0, infinities are allowed. */
    public final float[] values;

    /** The values as {@link #key}; ascending. */
    public final int[] keys;

    /** The keys and, behind them, at least one largest integer, up to a power of two of at least 16: for a search of equal steps. */
    public final int[] padded;

    /** @throws IllegalArgumentException if they are not as {@link #values} says */
    public Thresholds(float[] values) {
        if (values.length == 0 || values.length > MOST) {
            throw new IllegalArgumentException(values.length + " thresholds cannot be ranked");
        }
        this.values = values.clone();
        this.keys = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            keys[i] = key(values[i]);
            if (Float.isNaN(values[i]) || (i > 0 && keys[i] <= keys[i - 1])) {
                throw new IllegalArgumentException("Threshold " + values[i] + " is out of order");
            }
        }
        this.padded = new int[Math.max(16, Integer.highestOneBit(keys.length) << 1)];
        Arrays.fill(padded, Integer.MAX_VALUE);
        System.arraycopy(keys, 0, padded, 0, keys.length);
    }

    /** An integer that is ordered as floats are, with one for both zeros; NaN has none. */
    public static int key(float value) {
        int bits = Float.floatToRawIntBits(value + 0f);
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }

    /** The slow and certain way; -1 for NaN. */
    public int rank(float value) {
        if (Float.isNaN(value)) {
            return -1;
        }
        int low = 0;
        int high = values.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
