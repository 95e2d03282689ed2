package io.auspex.learn.feature;

import java.util.Arrays;
import java.util.Optional;

/** The order into which a feature puts rows, which is all that a tree sees of it. */
final class RankOrder {
    /** More missing values than this share are too many. */
    private static final double MOST_MISSING = 0.5;
    /** A single value that more than this share of the rows have makes a feature nearly constant. */
    private static final double MOST_EQUAL = 0.99;
    /** Differences below this share of the values are rounding. */
    private static final double ROUNDING = 1e-6;
    /** Spearman's correlation above which two orders are the same. */
    private static final double SAME = 0.995;

    private RankOrder() {}

    /**
     * Ranks with mean 0 and length 1, equals sharing theirs, missing values in the middle.
     *
     * @return empty if the feature is mostly missing or nearly constant
     */
    static Optional<double[]> of(float[] values) {
        long[] sorted = new long[values.length];
        int present = 0;
        for (int row = 0; row < values.length; row++) {
            if (!Float.isNaN(values[row])) {
                sorted[present++] = (long) sortable(values[row]) << Integer.SIZE | row;
            }
        }
        if (present == 0 || present < (1 - MOST_MISSING) * values.length) {
            return Optional.empty();
        }
        Arrays.sort(sorted, 0, present);
        double lowest = values[(int) sorted[0]];
        double highest = values[(int) sorted[present - 1]];
        if (highest - lowest <= ROUNDING * Math.max(Math.abs(lowest), Math.abs(highest))) {
            return Optional.empty();
        }
        double[] ranks = new double[values.length];
        double squares = 0;
        int mostEqual = 0;
        for (int first = 0; first < present; ) {
            int end = first + 1;
            while (end < present && values[(int) sorted[end]] == values[(int) sorted[first]]) {
                end++;
            }
            double rank = (first + end - present) / 2.0;
            for (int place = first; place < end; place++) {
                ranks[(int) sorted[place]] = rank;
            }
            squares += rank * rank * (end - first);
            mostEqual = Math.max(mostEqual, end - first);
            first = end;
        }
        if (mostEqual > MOST_EQUAL * present) {
            return Optional.empty();
        }
        double length = Math.sqrt(squares);
        for (int row = 0; row < ranks.length; row++) {
            ranks[row] /= length;
        }
        return Optional.of(ranks);
    }

    /** Bits of a float as a whole number that is in the same order. */
    private static int sortable(float value) {
        int bits = Float.floatToIntBits(value + 0f);
        return bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
    }

    /** Whether two orders are the same or the reverse of each other. */
    static boolean agree(double[] left, double[] right) {
        double product = 0;
        for (int row = 0; row < left.length; row++) {
            product += left[row] * right[row];
        }
        return Math.abs(product) > SAME;
    }
}
