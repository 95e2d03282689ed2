package io.auspex.model.kernel;

import java.util.Arrays;

/**
 * What all trees of a program compare one feature with. The rank of a value is the number of thresholds that are not above it, so
 * {@code value < threshold k} if and only if {@code rank <= k}: comparisons of ranks lead to the same leaves as those of floats.
 *
 * <p>A rank is found in a table by the highest bits of the {@link #key}, and from there in a few steps without branches:
 *
 * <pre>
 *   bucket = min((max(key, keys[0]) - keys[0]) >>> shift, starts.length - 1)     the difference taken as unsigned
 *   rank   = starts[bucket]                                                      thresholds in lower buckets
 *   for step = 1 << (steps - 1), ... 4, 2, 1:                                    those in this one, at most (1 << steps) - 1
 *       if (keys[rank + step - 1] <= key) rank += step                           behind the last threshold keys has Integer.MAX_VALUE
 * </pre>
 */
public final class Thresholds {
    /** Ranks are shorts. */
    public static final int MOST = Short.MAX_VALUE;

    private static final int MOST_BUCKETS = 2048;

    /** How many thresholds there are: at least one, at most {@link #MOST}. */
    public final int count;

    /** The {@link #key} of each, ascending and distinct, and {@code 1 << steps} times {@link Integer#MAX_VALUE}, which no number has. */
    public final int[] keys;

    /** At least 1. */
    public final int shift;

    /** Of each bucket how many thresholds are in lower ones. */
    public final short[] starts;

    public final int steps;

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
        this.shift = narrowest(ascending);
        int buckets = bucket(ascending[count - 1], ascending[0], shift) + 1;
        this.starts = new short[buckets];
        int fullest = 0;
        int next = 0;
        for (int bucket = 0; bucket < buckets; bucket++) {
            starts[bucket] = (short) next;
            while (next < count && bucket(ascending[next], ascending[0], shift) == bucket) {
                next++;
            }
            fullest = Math.max(fullest, next - starts[bucket]);
        }
        this.steps = Integer.SIZE - Integer.numberOfLeadingZeros(fullest);
        this.keys = new int[count + (1 << steps)];
        Arrays.fill(keys, count, keys.length, Integer.MAX_VALUE);
        System.arraycopy(ascending, 0, keys, 0, count);
    }

    /** Buckets as narrow as leaves the table small enough for the first-level cache; at least 1, so that a shifted difference has no sign. */
    private static int narrowest(int[] ascending) {
        int shift = 1;
        int most = Math.min(MOST_BUCKETS, Math.max(16, 16 * ascending.length));
        while (bucket(ascending[ascending.length - 1], ascending[0], shift) >= most) {
            shift++;
        }
        return shift;
    }

    private static int bucket(int key, int first, int shift) {
        return (key - first) >>> shift;
    }

    /** An integer that is ordered as floats are, with one for both zeros; NaN has none. */
    public static int key(float value) {
        int bits = Float.floatToRawIntBits(value + 0f);
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }

    /** The rank of one value; -1 for NaN. */
    public int rank(float value) {
        if (Float.isNaN(value)) {
            return -1;
        }
        int key = key(value);
        int first = keys[0];
        int rank = starts[Math.min((Math.max(key, first) - first) >>> shift, starts.length - 1)];
        for (int step = 1 << (steps - 1); step > 0; step >>= 1) {
            rank += keys[rank + step - 1] <= key ? step : 0;
        }
        return rank;
    }
}
