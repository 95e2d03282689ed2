package io.auspex.learn.forest;

import java.util.Arrays;

/**
 * Sorts the rows of a node by rank. Small nodes by insertion; others by counting, digit by digit from the lowest, with digits so
 * wide that counting costs less than moving (Knuth, The Art of Computer Programming 3, §5.2.5). Stable, so the same rows always
 * come in the same order.
 */
final class RankSort {
    private static final int MOST_BY_INSERTION = 32;
    private static final int WIDEST_DIGIT = 11;

    private final int[] starts = new int[1 << WIDEST_DIGIT];
    private final long[] scratch;

    /** @param rows the most that are sorted at once */
    RankSort(int rows) {
        scratch = new long[rows];
    }

    /**
     * @param keys rank in the high half; what is left in it is without meaning
     * @param least the lowest rank
     * @param most the highest rank
     * @return the array with the sorted keys, {@code keys} or another, valid until the next call
     */
    long[] sorted(long[] keys, int count, int least, int most) {
        if (count <= MOST_BY_INSERTION) {
            insert(keys, count);
            return keys;
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(most - least);
        int widest = Math.min(WIDEST_DIGIT, Integer.SIZE - Integer.numberOfLeadingZeros(count));
        int passes = (bits + widest - 1) / widest;
        int width = passes == 0 ? 0 : (bits + passes - 1) / passes;
        long[] from = keys;
        long[] to = scratch;
        for (int pass = 0; pass < passes; pass++) {
            distribute(from, to, count, least, pass * width, (1 << width) - 1);
            long[] swapped = from;
            from = to;
            to = swapped;
        }
        return from;
    }

    private static void insert(long[] keys, int count) {
        for (int i = 1; i < count; i++) {
            long key = keys[i];
            int place = i;
            while (place > 0 && keys[place - 1] > key) {
                keys[place] = keys[place - 1];
                place--;
            }
            keys[place] = key;
        }
    }

    private void distribute(long[] from, long[] to, int count, int least, int shift, int mask) {
        Arrays.fill(starts, 0, mask + 1, 0);
        for (int i = 0; i < count; i++) {
            starts[((int) (from[i] >>> 32) - least) >>> shift & mask]++;
        }
        int start = 0;
        for (int digit = 0; digit <= mask; digit++) {
            int size = starts[digit];
            starts[digit] = start;
            start += size;
        }
        for (int i = 0; i < count; i++) {
            to[starts[((int) (from[i] >>> 32) - least) >>> shift & mask]++] = from[i];
        }
    }
}
