package io.auspex.learn.report;

import java.util.Arrays;

/** Pearson's correlation of two columns of numbers, and Spearman's, which is the same of their ranks. */
final class Correlation {
    private static final double LEAST_PRESENT = 0.5;

    private Correlation() {}

    /** Over the rows in which both are finite; 0 where these are fewer than half, or one of the two is constant. */
    static double of(double[] left, double[] right) {
        int rows = 0;
        double leftUnit = 0;
        double rightUnit = 0;
        for (int row = 0; row < left.length; row++) {
            if (both(left, right, row)) {
                rows++;
                leftUnit = Math.max(leftUnit, Math.abs(left[row]));
                rightUnit = Math.max(rightUnit, Math.abs(right[row]));
            }
        }
        if (rows < 3 || rows < LEAST_PRESENT * left.length || leftUnit == 0 || rightUnit == 0) {
            return 0;
        }
        double leftMean = 0;
        double rightMean = 0;
        for (int row = 0; row < left.length; row++) {
            if (both(left, right, row)) {
                leftMean += left[row] / leftUnit / rows;
                rightMean += right[row] / rightUnit / rows;
            }
        }
        double product = 0;
        double leftSquare = 0;
        double rightSquare = 0;
        for (int row = 0; row < left.length; row++) {
            if (both(left, right, row)) {
                double x = left[row] / leftUnit - leftMean;
                double y = right[row] / rightUnit - rightMean;
                product += x * y;
                leftSquare += x * x;
                rightSquare += y * y;
            }
        }
        double scale = Math.sqrt(leftSquare * rightSquare);
        return scale > 1e-15 ? product / scale : 0;
    }

    static double ofRanks(double[] left, double[] right) {
        return of(ranks(left), ranks(right));
    }

    /** Of equal values the middle one; what is not finite has none. */
    static double[] ranks(double[] values) {
        double[] sorted = Arrays.stream(values)
                .filter(Double::isFinite)
                .map(value -> value + 0.0)
                .sorted()
                .toArray();
        double[] ranks = new double[values.length];
        for (int row = 0; row < values.length; row++) {
            ranks[row] = Double.isFinite(values[row])
                    ? (firstAtLeast(sorted, values[row]) + firstAbove(sorted, values[row]) + 1) / 2.0
                    : Double.NaN;
        }
        return ranks;
    }

    static int firstAtLeast(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int firstAbove(double[] sorted, double value) {
        return firstAtLeast(sorted, Math.nextUp(value));
    }

    private static boolean both(double[] left, double[] right, int row) {
        return Double.isFinite(left[row]) && Double.isFinite(right[row]);
    }
}
