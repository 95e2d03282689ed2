package io.auspex.learn.forest;

import java.util.Arrays;

/**
 * A feature as ranks among its distinct values, made once for all trees: whole numbers sort faster than floats, and infinities are
 * ranks like others.
 *
 * @param ranks of each row, from 0; -1 of a missing value
 * @param values the distinct values, ascending
 */
record RankedFeature(int[] ranks, float[] values) {
    static RankedFeature of(float[] column) {
        float[] sorted = new float[column.length];
        int present = 0;
        for (float value : column) {
            if (!Float.isNaN(value)) {
                // Adding a zero makes -0 and 0 one value.
                sorted[present++] = value + 0f;
            }
        }
        Arrays.sort(sorted, 0, present);
        int distinct = 0;
        for (int i = 0; i < present; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[distinct++] = sorted[i];
            }
        }
        float[] values = Arrays.copyOf(sorted, distinct);
        int[] ranks = new int[column.length];
        for (int row = 0; row < column.length; row++) {
            ranks[row] = Float.isNaN(column[row]) ? -1 : Arrays.binarySearch(values, column[row] + 0f);
        }
        return new RankedFeature(ranks, values);
    }

    /**
     * A number above the value of one rank and not above that of a higher one: half way where that can be, since new values may lie
     * between.
     *
     * @param low {@link RankCut#BEFORE_ALL} for a number that nothing is below
     */
    float threshold(int low, int high) {
        if (low == RankCut.BEFORE_ALL) {
            return Float.NEGATIVE_INFINITY;
        }
        float below = values[low];
        float above = values[high];
        float middle = (float) (((double) below + above) / 2);
        return middle > below && middle <= above ? middle : above;
    }
}
