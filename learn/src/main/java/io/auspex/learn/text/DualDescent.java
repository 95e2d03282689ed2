package io.auspex.learn.text;

import java.util.SplittableRandom;

/**
 * A linear model of sparse rows by coordinate descent on the dual problem: for numbers ridge regression, for classes the squared hinge
 * loss (Hsieh, Chang, Lin, Keerthi and Sundararajan, "A dual coordinate descent method for large-scale linear SVM", ICML 2008; Ho and
 * Lin, "Large-scale linear support vector regression", JMLR 13, 2012). It sees one row at a time and needs few passes, which suits
 * rows of which each has few of many columns. Minimises {@code |w|^2 / 2 + cost * (sum of losses)}; the intercept counts as a weight.
 */
final class DualDescent {
    private static final int MOST_PASSES = 25;
    private static final double TOLERANCE = 0.01;

    private DualDescent() {}

    /**
     * Fits the weights.
     *
     * @param train rows to learn from
     * @param target by row: -1 or 1 with {@code margin}, else numbers of about unit size
     * @param margin whether rows on the right side by at least 1 are good enough
     * @return one a column, then the intercept
     */
    static double[] fit(TextRows rows, int[] train, double[] target, boolean margin, double cost, long seed) {
        double ridge = 1 / (2 * cost);
        double[] weights = new double[rows.columns() + 1];
        int intercept = rows.columns();
        double[] steepness = new double[train.length];
        for (int index = 0; index < train.length; index++) {
            steepness[index] = 1 + ridge + squares(rows, train[index]);
        }
        double[] duals = new double[train.length];
        int[] order = new int[train.length];
        for (int index = 0; index < order.length; index++) {
            order[index] = index;
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int pass = 0; pass < MOST_PASSES; pass++) {
            double largest = 0;
            for (int left = order.length; left > 0; left--) {
                int chosen = random.nextInt(left);
                int index = order[chosen];
                order[chosen] = order[left - 1];
                order[left - 1] = index;
                int row = train[index];
                double side = target[row];
                double slope = rows.times(row, weights) + weights[intercept] - side + ridge * duals[index];
                if (margin && duals[index] == 0 && slope * side >= 0) {
                    continue;
                }
                double dual = duals[index] - slope / steepness[index];
                if (margin && dual * side < 0) {
                    dual = 0;
                }
                double step = dual - duals[index];
                duals[index] = dual;
                rows.addTo(row, step, weights);
                weights[intercept] += step;
                largest = Math.max(largest, Math.abs(slope));
            }
            if (largest < TOLERANCE) {
                break;
            }
        }
        return weights;
    }

    private static double squares(TextRows rows, int row) {
        double sum = 0;
        for (int at = rows.starts()[row]; at < rows.starts()[row + 1]; at++) {
            sum += (double) rows.values()[at] * rows.values()[at];
        }
        return sum;
    }
}
