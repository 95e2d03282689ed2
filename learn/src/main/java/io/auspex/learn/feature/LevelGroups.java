package io.auspex.learn.feature;

import java.util.Arrays;

/**
 * Rows grouped by key, by open addressing.
 *
 * @param group number of each row's group
 * @param keys of each group
 */
record LevelGroups(int[] group, int[] keys) {
    /** 2^32 divided by the golden ratio, to spread keys (Knuth, The Art of Computer Programming 3, 6.4). */
    private static final int SPREAD = 0x9E3779B9;

    /** @param joint the key of each row, not negative; at least one row */
    static LevelGroups of(int[] joint) {
        int size = Integer.highestOneBit(joint.length) * 4;
        int shift = Integer.SIZE - Integer.numberOfTrailingZeros(size);
        int[] places = new int[size];
        Arrays.fill(places, -1);
        int[] group = new int[joint.length];
        int[] keys = new int[joint.length];
        int count = 0;
        for (int row = 0; row < joint.length; row++) {
            int key = joint[row];
            int place = (key * SPREAD) >>> shift;
            while (places[place] >= 0 && keys[places[place]] != key) {
                place = (place + 1) & (size - 1);
            }
            if (places[place] < 0) {
                places[place] = count;
                keys[count++] = key;
            }
            group[row] = places[place];
        }
        return new LevelGroups(group, Arrays.copyOf(keys, count));
    }

    int count() {
        return keys.length;
    }

    /** The groups by ascending key. */
    int[] ascending() {
        long[] sorted = new long[keys.length];
        for (int index = 0; index < sorted.length; index++) {
            sorted[index] = (long) keys[index] << Integer.SIZE | index;
        }
        Arrays.sort(sorted);
        int[] groups = new int[sorted.length];
        for (int index = 0; index < groups.length; index++) {
            groups[index] = (int) sorted[index];
        }
        return groups;
    }
}
