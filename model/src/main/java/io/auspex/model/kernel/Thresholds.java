package io.auspex.model.kernel;

import java.util.Arrays;

/**
 * What all trees of a program compare one feature with. The rank of a value is the number of thresholds that are not above it, so
 * {@code value < threshold k} if and only if {@code rank <= k}: comparisons of ranks lead to the same leaves as those of floats.
 */
public final class Thresholds {
    /** Ranks are shorts. */
    public static final int MOST = Short.MAX_VALUE;

    /** How many thresholds there are: at least one, at most {@link #MOST}. */
    public final int count;

    /**
     * The {@link #key} of each, ascending and distinct, and behind them at least one largest integer, up to a power of two of at least 16: for a
     * search in equal steps.
     */
    public final int[] padded;

    private final RankTable table;

    /** @throws IllegalArgumentException if there are none, too many, or they do not ascend */
    public Thresholds(int[] ascending) {
        this.count = ascending.length;
        if (count == 0 || count > MOST) {
            throw new IllegalArgumentException(count + " thresholds cannot be ranked");
        }
        for (int i = 1; i < count; i++) {
            if (ascending[i] <= ascending[i - 1]) {
                throw new IllegalArgumentException("Threshold " + i + " is out of order");
            }
        }
        this.padded = new int[Math.max(16, Integer.highestOneBit(count) << 1)];
        Arrays.fill(padded, count, padded.length, Integer.MAX_VALUE);
        System.arraycopy(ascending, 0, padded, 0, count);
        this.table = new RankTable(padded, count);
    }

    /** An integer that is ordered as floats are, with one for both zeros; NaN has none. */
    public static int key(float value) {
        int bits = Float.floatToRawIntBits(value + 0f);
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }

    /** The value of a key. */
    static float value(int key) {
        return Float.intBitsToFloat(key ^ ((key >> 31) & Integer.MAX_VALUE));
    }

    /** How plain Java finds ranks. */
    RankTable table() {
        return table;
    }
}
