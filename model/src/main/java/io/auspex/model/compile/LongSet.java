package io.auspex.model.compile;

import java.util.Arrays;

/**
 * Distinct longs that are not negative, without boxing. Hundreds of nodes have the same threshold: to find it again costs less than to sort
 * them all, which was a tenth of what it takes to compile the first model of a process. Open addressing (Knuth, The Art of Computer
 * Programming 3, 6.4, algorithm L).
 */
final class LongSet {
    /** 2^64 divided by the golden ratio, to spread keys (Knuth, 6.4). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** A value plus one; 0 where there is none. At most half of them are taken. */
    private long[] slots = new long[2048];

    private int size;

    void add(long value) {
        int slot = slot(value + 1);
        if (slots[slot] == 0) {
            slots[slot] = value + 1;
            size++;
            if (2 * size > slots.length) {
                grow();
            }
        }
    }

    private int slot(long key) {
        int slot = (int) ((key * SPREAD) >>> 32) & (slots.length - 1);
        while (slots[slot] != 0 && slots[slot] != key) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        for (long key : old) {
            if (key != 0) {
                slots[slot(key)] = key;
            }
        }
    }

    long[] sorted() {
        long[] values = new long[size];
        int next = 0;
        for (long key : slots) {
            if (key != 0) {
                values[next++] = key - 1;
            }
        }
        Arrays.sort(values);
        return values;
    }
}
