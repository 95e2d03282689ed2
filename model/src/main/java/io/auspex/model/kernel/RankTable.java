package io.auspex.model.kernel;

import java.util.Arrays;

/**
 * Finds ranks with one look into a table, which says how many thresholds lie in the buckets below, and a few steps without branches among
 * those of the bucket itself. Buckets are equally wide, or, where that gives fuller ones, as wide as the highest bits of the {@link
 * Thresholds#key} make them: for thresholds over many orders of magnitude.
 */
final class RankTable {
    private static final int FEWEST_BUCKETS = 16;
    private static final int MOST_BUCKETS = 2048;

    /** The keys and at least {@code 1 << steps} times {@link Integer#MAX_VALUE}, which no number has. */
    private final int[] keys;

    private final boolean single;

    /** Of equally wide buckets how many there are to one of the values; 0 if they go by keys. */
    private final float scale;

    private final float lowest;

    /** Of buckets by key; at least 1, so that a shifted difference has no sign. */
    private final int shift;

    /** Of each bucket how many thresholds are in lower ones. */
    private final short[] starts;

    /** Binary logarithm of one more than a bucket holds, rounded up. */
    private final int steps;

    /**
     * @param ascending the keys, and behind them {@link Integer#MAX_VALUE}
     * @param count of the keys
     */
    RankTable(int[] ascending, int count) {
        this.single = count == 1;
        int buckets = Math.max(FEWEST_BUCKETS, Math.min(MOST_BUCKETS, 4 * count));
        this.lowest = Thresholds.value(ascending[0]);
        float width = Thresholds.value(ascending[count - 1]) - lowest;
        float wanted = (buckets - 1) / width;
        int narrowest = 1;
        while ((ascending[count - 1] - ascending[0]) >>> narrowest >= buckets) {
            narrowest++;
        }
        this.shift = narrowest;
        boolean sound = Float.isFinite(width) && Float.isFinite(wanted) && width > 0;
        int[] even = sound ? fill(ascending, count, buckets, wanted) : new int[] {count};
        int[] byKey = fill(ascending, count, buckets, 0);
        boolean evenly = fullest(even) < fullest(byKey);
        this.scale = evenly ? wanted : 0;
        int[] counts = evenly ? even : byKey;
        this.starts = new short[buckets];
        for (int bucket = 1; bucket < buckets; bucket++) {
            starts[bucket] = (short) (starts[bucket - 1] + counts[bucket - 1]);
        }
        this.steps = Integer.SIZE - Integer.numberOfLeadingZeros(fullest(counts));
        this.keys = padded(ascending, count + (1 << steps));
    }

    private static int[] padded(int[] keys, int length) {
        if (keys.length >= length) {
            return keys;
        }
        int[] longer = Arrays.copyOf(keys, length);
        Arrays.fill(longer, keys.length, length, Integer.MAX_VALUE);
        return longer;
    }

    private int[] fill(int[] ascending, int count, int buckets, float by) {
        int[] counts = new int[buckets];
        for (int i = 0; i < count; i++) {
            int key = ascending[i];
            int bucket = by > 0
                    ? evenBucket(Thresholds.value(key), lowest, by, buckets - 1)
                    : keyBucket(key, ascending[0], shift, buckets - 1);
            counts[bucket]++;
        }
        return counts;
    }

    private static int fullest(int[] counts) {
        int most = 1;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        return most;
    }

    /** Does not fall where values rise, whatever is rounded on the way. */
    private static int evenBucket(float value, float lowest, float scale, int last) {
        return Math.max(0, Math.min(last, (int) ((value - lowest) * scale)));
    }

    private static int keyBucket(int key, int first, int shift, int last) {
        return Math.min((Math.max(key, first) - first) >>> shift, last);
    }

    /** See {@link Kernels#rank}. */
    boolean rank(float[] values, int start, int rows, short[] ranks) {
        if (single) {
            return oneThreshold(values, start, rows, ranks) < 0;
        }
        int last = starts.length - 1;
        if (scale > 0) {
            for (int row = 0; row < rows; row++) {
                float value = values[start + row];
                ranks[row] = starts[evenBucket(value, lowest, scale, last)];
            }
        } else {
            int first = keys[0];
            for (int row = 0; row < rows; row++) {
                ranks[row] = starts[keyBucket(Thresholds.key(values[start + row]), first, shift, last)];
            }
        }
        int signs =
                switch (steps) {
                    case 1 -> oneStep(values, start, rows, ranks);
                    case 2 -> twoSteps(values, start, rows, ranks);
                    default -> manySteps(values, start, rows, ranks);
                };
        return signs < 0;
    }

    /** As one-hot columns and booleans have, which come in dozens. */
    private int oneThreshold(float[] values, int start, int rows, short[] ranks) {
        int threshold = keys[0];
        int signs = 0;
        for (int row = 0; row < rows; row++) {
            float value = values[start + row];
            int rank = reached(threshold, Thresholds.key(value));
            rank = Float.isNaN(value) ? -1 : rank;
            signs |= rank;
            ranks[row] = (short) rank;
        }
        return signs;
    }

    private int oneStep(float[] values, int start, int rows, short[] ranks) {
        int signs = 0;
        for (int row = 0; row < rows; row++) {
            float value = values[start + row];
            int key = Thresholds.key(value);
            int rank = ranks[row];
            rank += reached(keys[rank], key);
            rank = Float.isNaN(value) ? -1 : rank;
            signs |= rank;
            ranks[row] = (short) rank;
        }
        return signs;
    }

    private int twoSteps(float[] values, int start, int rows, short[] ranks) {
        int signs = 0;
        for (int row = 0; row < rows; row++) {
            float value = values[start + row];
            int key = Thresholds.key(value);
            int rank = ranks[row];
            rank += 2 * reached(keys[rank + 1], key);
            rank += reached(keys[rank], key);
            rank = Float.isNaN(value) ? -1 : rank;
            signs |= rank;
            ranks[row] = (short) rank;
        }
        return signs;
    }

    private int manySteps(float[] values, int start, int rows, short[] ranks) {
        int signs = 0;
        for (int row = 0; row < rows; row++) {
            float value = values[start + row];
            int key = Thresholds.key(value);
            int rank = ranks[row];
            for (int step = steps - 1; step >= 0; step--) {
                rank += reached(keys[rank + (1 << step) - 1], key) << step;
            }
            rank = Float.isNaN(value) ? -1 : rank;
            signs |= rank;
            ranks[row] = (short) rank;
        }
        return signs;
    }

    /** 1 if the threshold is not above the value, else 0. */
    private static int reached(int threshold, int key) {
        return (int) (((long) threshold - key - 1) >>> 63);
    }
}
