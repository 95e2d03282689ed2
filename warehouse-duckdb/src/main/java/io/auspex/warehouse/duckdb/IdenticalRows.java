package io.auspex.warehouse.duckdb;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnVector;
import java.util.Arrays;

/**
 * Leaves one of each set of identical rows in a batch, and gives the others its result: joins repeat rows, and tables of a few
 * categories have few different ones. Only for functions that take longer than finding out, and seldom again where nothing was found. For
 * one thread at a time.
 */
final class IdenticalRows {
    /** What it costs at most to hash and compare a value, with its share of the table. */
    private static final double NANOS_PER_VALUE = 10;

    private static final int FEWEST_ROWS = 16;
    private static final int LONGEST_PAUSE = 256;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] hashes = new long[0];
    /** Position of the row's set among the rows that are left. */
    private int[] sets = new int[0];
    /** Row that stands for a set, plus one. */
    private int[] slots = new int[0];

    private int[] firsts = new int[0];
    private int rows;
    private boolean united;
    private int pause;
    private int nextPause = 1;

    /**
     * Moves the rows that are left to the front of the columns.
     *
     * @param nanosPerRow of the function; NaN if that is not known
     * @return how many are left, all if the batch is as it was
     */
    int unite(ColumnBatch batch, double nanosPerRow) {
        rows = batch.rows();
        united = false;
        boolean quick = nanosPerRow <= NANOS_PER_VALUE * (1 + batch.columns().size());
        if (rows < FEWEST_ROWS || quick || pause-- > 0) {
            return rows;
        }
        for (ColumnVector column : batch.columns()) {
            if (column instanceof ColumnVector.Texts) {
                pause = LONGEST_PAUSE;
                return rows;
            }
        }
        int left = find(batch);
        if (left > rows - rows / 4) {
            pause = nextPause;
            nextPause = Math.min(2 * nextPause, LONGEST_PAUSE);
            return rows;
        }
        pause = 0;
        nextPause = 1;
        united = true;
        for (ColumnVector column : batch.columns()) {
            moveToFront(column, left);
        }
        return left;
    }

    private int find(ColumnBatch batch) {
        if (hashes.length < rows) {
            hashes = new long[rows];
            sets = new int[rows];
            firsts = new int[rows];
            slots = new int[4 * Integer.highestOneBit(rows)];
        }
        Arrays.fill(hashes, 0, rows, 0);
        Arrays.fill(slots, 0);
        for (ColumnVector column : batch.columns()) {
            hash(column);
        }
        int left = 0;
        for (int row = 0; row < rows; row++) {
            int slot = (int) (hashes[row] >>> 32) & (slots.length - 1);
            while (slots[slot] != 0 && !same(batch, firsts[slots[slot] - 1], row)) {
                slot = (slot + 1) & (slots.length - 1);
            }
            if (slots[slot] == 0) {
                firsts[left] = row;
                slots[slot] = ++left;
            }
            sets[row] = slots[slot] - 1;
        }
        return left;
    }

    private void hash(ColumnVector column) {
        if (column instanceof ColumnVector.Numbers numbers) {
            for (int row = 0; row < rows; row++) {
                hashes[row] = mixed(hashes[row], Double.doubleToRawLongBits(numbers.values()[row]));
            }
        } else {
            int[] codes = ((ColumnVector.Dictionary) column).codes();
            for (int row = 0; row < rows; row++) {
                hashes[row] = mixed(hashes[row], codes[row]);
            }
        }
    }

    private static long mixed(long hash, long value) {
        long mixed = (Long.rotateLeft(hash, 25) ^ value) * SPREAD;
        return mixed ^ mixed >>> 31;
    }

    private boolean same(ColumnBatch batch, int one, int other) {
        if (hashes[one] != hashes[other]) {
            return false;
        }
        for (ColumnVector column : batch.columns()) {
            boolean same = column instanceof ColumnVector.Numbers numbers
                    ? Double.doubleToRawLongBits(numbers.values()[one])
                            == Double.doubleToRawLongBits(numbers.values()[other])
                    : ((ColumnVector.Dictionary) column).codes()[one]
                            == ((ColumnVector.Dictionary) column).codes()[other];
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private void moveToFront(ColumnVector column, int left) {
        for (int set = 0; set < left; set++) {
            if (column instanceof ColumnVector.Numbers numbers) {
                numbers.values()[set] = numbers.values()[firsts[set]];
            } else {
                int[] codes = ((ColumnVector.Dictionary) column).codes();
                codes[set] = codes[firsts[set]];
            }
        }
    }

    /**
     * Gives each row the result of its set, from the last row on: a set's number is never above that of its rows.
     *
     * @param results {@code int[]}, {@code double[]} or {@code String[]}
     */
    void spread(Object results) {
        if (!united) {
            return;
        }
        for (int row = rows - 1; row >= 0; row--) {
            if (results instanceof int[] codes) {
                codes[row] = codes[sets[row]];
            } else if (results instanceof double[] numbers) {
                numbers[row] = numbers[sets[row]];
            } else {
                String[] texts = (String[]) results;
                texts[row] = texts[sets[row]];
            }
        }
    }
}
