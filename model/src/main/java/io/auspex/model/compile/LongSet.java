package io.auspex.model.compile;

import java.util.Arrays;

/**
 * Distinct longs, numbered from 0 in the order in which they came, without boxing. Hundreds of nodes have the same threshold: to find it again
 * costs less than to sort them all, which was a tenth of what it takes to compile the first model of a process. Open addressing (Knuth, The
 * Art of Computer Programming 3, 6.4, algorithm L).
 */
final class LongSet {
    /** 2^64 divided by the golden ratio, to spread keys (Knuth, 6.4). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** By number. */
    private long[] values = new long[1024];

    /** A number plus one; 0 where there is none. At most half of them are taken. */
    private int[] slots = new int[2048];

    private int size;

    /** Returns the number of the value, a new one if it was not there. */
    int add(long value) {
        int slot = slot(value);
        if (slots[slot] == 0) {
            if (2 * size == slots.length) {
                grow();
                slot = slot(value);
            }
            values[size++] = value;
            slots[slot] = size;
        }
        return slots[slot] - 1;
    }

    /** Where the value is, or the free place for it. */
    private int slot(long value) {
        int slot = (int) ((value * SPREAD) >>> 32) & (slots.length - 1);
        while (slots[slot] != 0 && values[slots[slot] - 1] != value) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private void grow() {
        values = Arrays.copyOf(values, 2 * values.length);
        slots = new int[2 * slots.length];
        for (int number = 0; number < size; number++) {
            slots[slot(values[number])] = number + 1;
        }
    }

    /** All values, ascending. */
    long[] sorted() {
        long[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return sorted;
    }
}
