package io.auspex.learn.report;

import io.auspex.learn.report.RowSample.TargetValues;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How well one column tells the target on its own: each bin of its values predicts what was seen in the same bin of the other
 * rows, fold by fold, so that a column with a value for every row gains nothing by heart.
 *
 * @param measure what {@code value} is
 * @param value 1 is perfect; what knowing nothing gives is 0.5 for AUC and 0 for the others
 */
record ColumnScore(Measure measure, double value) {
    static final int FOLDS = 5;

    /** The measure of each kind of target. */
    enum Measure {
        /** Two classes: area under the ROC curve. */
        AUC("AUC"),
        /** More classes: what share of the errors of the most frequent class is avoided (Goodman and Kruskal's lambda). */
        ERRORS_AVOIDED("errors avoided"),
        /** Numbers: share of the variance. */
        R2("R2");

        private final String displayName;

        Measure(String displayName) {
            this.displayName = displayName;
        }

        String displayName() {
            return displayName;
        }
    }

    /** From 0, nothing, to 1, whatever the measure. */
    double strength() {
        return measure == Measure.AUC ? Math.max(0, 2 * value - 1) : value;
    }

    static ColumnScore of(ValueBins column, TargetValues target, long seed) {
        int[] fold = folds(column.bins().length, seed);
        if (target.isNumber()) {
            return new ColumnScore(Measure.R2, varianceTold(column, target, fold));
        }
        return target.classes() == 2
                ? new ColumnScore(Measure.AUC, areaUnderCurve(column, target, fold))
                : new ColumnScore(Measure.ERRORS_AVOIDED, errorsAvoided(column, target, fold));
    }

    private static int[] folds(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] fold = new int[rows];
        for (int row = 0; row < rows; row++) {
            fold[row] = random.nextInt(FOLDS);
        }
        return fold;
    }

    private static double areaUnderCurve(ValueBins column, TargetValues target, int[] fold) {
        long[][] negatives = new long[FOLDS][column.count()];
        long[][] positives = new long[FOLDS][column.count()];
        for (int row = 0; row < fold.length; row++) {
            (target.values()[row] == 1 ? positives : negatives)[fold[row]][column.bins()[row]]++;
        }
        long[] allNegatives = sum(negatives);
        long[] allPositives = sum(positives);
        double sum = 0;
        int judged = 0;
        for (int held = 0; held < FOLDS; held++) {
            double[] score = new double[column.count()];
            double rest = total(allPositives) - total(positives[held]);
            double prior = rest / Math.max(1, rest + total(allNegatives) - total(negatives[held]));
            for (int bin = 0; bin < score.length; bin++) {
                double seen = allPositives[bin] - positives[held][bin];
                double rows = seen + allNegatives[bin] - negatives[held][bin];
                score[bin] = (seen + prior) / (rows + 1);
            }
            if (total(positives[held]) > 0 && total(negatives[held]) > 0) {
                sum += areaUnderCurve(score, negatives[held], positives[held]);
                judged++;
            }
        }
        return judged == 0 ? 0.5 : sum / judged;
    }

    /** Over bins with equal scores, which count half. */
    private static double areaUnderCurve(double[] score, long[] negatives, long[] positives) {
        Integer[] order = new Integer[score.length];
        Arrays.setAll(order, bin -> bin);
        Arrays.sort(order, (left, right) -> Double.compare(score[left], score[right]));
        double below = 0;
        double area = 0;
        for (int start = 0; start < order.length; ) {
            int end = start;
            double tiedNegatives = 0;
            double tiedPositives = 0;
            while (end < order.length && score[order[end]] == score[order[start]]) {
                tiedNegatives += negatives[order[end]];
                tiedPositives += positives[order[end]];
                end++;
            }
            area += tiedPositives * (below + tiedNegatives / 2);
            below += tiedNegatives;
            start = end;
        }
        return area / (total(negatives) * total(positives));
    }

    private static double errorsAvoided(ValueBins column, TargetValues target, int[] fold) {
        int classes = target.classes();
        int[][] held = new int[FOLDS][column.count() * classes];
        int[] all = new int[column.count() * classes];
        int[] sizes = new int[classes];
        for (int row = 0; row < fold.length; row++) {
            int code = (int) target.values()[row];
            int cell = column.bins()[row] * classes + code;
            held[fold[row]][cell]++;
            all[cell]++;
            sizes[code]++;
        }
        int most = 0;
        for (int code = 1; code < classes; code++) {
            most = sizes[code] > sizes[most] ? code : most;
        }
        long right = 0;
        for (int[] out : held) {
            for (int bin = 0; bin < column.count(); bin++) {
                int guess = most;
                int best = 0;
                for (int code = 0; code < classes; code++) {
                    int seen = all[bin * classes + code] - out[bin * classes + code];
                    if (seen > best) {
                        best = seen;
                        guess = code;
                    }
                }
                right += out[bin * classes + guess];
            }
        }
        double errors = (double) fold.length - sizes[most];
        return errors == 0 ? 0 : Math.max(0, (right - (double) sizes[most]) / errors);
    }

    private static double varianceTold(ValueBins column, TargetValues target, int[] fold) {
        double[] values = target.values();
        double told = varianceOfBins(column, values, fold);
        if (column.isNumeric()) {
            // Straight lines and rising curves need no bins, whose ends are coarse where the target is skewed.
            double line = Correlation.of(column.numbers(), values);
            double curve = Correlation.ofRanks(column.numbers(), values);
            told = Math.max(told, Math.max(line * line, curve * curve));
        }
        return told;
    }

    private static double varianceOfBins(ValueBins column, double[] values, int[] fold) {
        double[][] sums = new double[FOLDS][column.count()];
        long[][] rows = new long[FOLDS][column.count()];
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        for (int row = 0; row < fold.length; row++) {
            sums[fold[row]][column.bins()[row]] += values[row] - mean;
            rows[fold[row]][column.bins()[row]]++;
        }
        double[][] guess = new double[FOLDS][column.count()];
        for (int bin = 0; bin < column.count(); bin++) {
            double allSum = 0;
            long allRows = 0;
            for (int held = 0; held < FOLDS; held++) {
                allSum += sums[held][bin];
                allRows += rows[held][bin];
            }
            for (int held = 0; held < FOLDS; held++) {
                guess[held][bin] = (allSum - sums[held][bin]) / (allRows - rows[held][bin] + 1);
            }
        }
        double left = 0;
        double total = 0;
        for (int row = 0; row < fold.length; row++) {
            double value = values[row] - mean;
            double error = value - guess[fold[row]][column.bins()[row]];
            left += error * error;
            total += value * value;
        }
        return total > 0 && Double.isFinite(total) ? Math.max(0, 1 - left / total) : 0;
    }

    private static long[] sum(long[][] counts) {
        long[] sum = new long[counts[0].length];
        for (long[] part : counts) {
            for (int bin = 0; bin < sum.length; bin++) {
                sum[bin] += part[bin];
            }
        }
        return sum;
    }

    private static double total(long[] counts) {
        double total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }
}
