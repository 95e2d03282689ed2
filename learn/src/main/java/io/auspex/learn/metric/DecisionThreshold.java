package io.auspex.learn.metric;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Where to cut the probability of class 1 so that the decision scores best, found on out-of-fold predictions: the default 0.5 is
 * wrong for rare classes (Lipton et al., "Optimal thresholding of classifiers to maximize F1 measure", 2014).
 */
public final class DecisionThreshold {
    private DecisionThreshold() {}

    /** Counts of the rows at or above a threshold. */
    private record Cut(int truePositives, int falsePositives, int positives, int negatives) {
        double f1() {
            return truePositives == 0 ? 0 : 2.0 * truePositives / (truePositives + falsePositives + positives);
        }

        double accuracy() {
            return (double) (truePositives + negatives - falsePositives) / (positives + negatives);
        }

        double balancedAccuracy() {
            double found = positives == 0 ? 1 : (double) truePositives / positives;
            double spared = negatives == 0 ? 1 : (double) (negatives - falsePositives) / negatives;
            return (found + spared) / 2;
        }
    }

    /** The threshold with the highest F1 of class 1; among equals the one nearest 0.5. */
    public static double bestF1(int[] truth, double[] probabilities) {
        return best(truth, probabilities, Cut::f1);
    }

    /** The threshold with the highest accuracy; among equals the one nearest 0.5. */
    public static double bestAccuracy(int[] truth, double[] probabilities) {
        return best(truth, probabilities, Cut::accuracy);
    }

    /** The threshold with the highest mean of both classes' recall; among equals the one nearest 0.5. */
    public static double bestBalancedAccuracy(int[] truth, double[] probabilities) {
        return best(truth, probabilities, Cut::balancedAccuracy);
    }

    private static double best(int[] truth, double[] probabilities, ToDoubleFunction<Cut> score) {
        int rows = truth.length;
        // Probability and class packed into one sortable long: the bits of a non-negative float sort like the number.
        long[] order = new long[rows];
        int positives = 0;
        for (int row = 0; row < rows; row++) {
            order[row] = ((long) Float.floatToIntBits((float) probabilities[row]) << 1) | truth[row];
            positives += truth[row];
        }
        Arrays.sort(order);
        double best = Double.NEGATIVE_INFINITY;
        double threshold = 0.5;
        int found = 0;
        int wrong = 0;
        for (int position = rows - 1; position >= 0; position--) {
            found += (int) (order[position] & 1);
            wrong += (int) (~order[position] & 1);
            float here = Float.intBitsToFloat((int) (order[position] >>> 1));
            float below = position == 0 ? 0 : Float.intBitsToFloat((int) (order[position - 1] >>> 1));
            if (position > 0 && below == here) {
                continue;
            }
            double value = score.applyAsDouble(new Cut(found, wrong, positives, rows - positives));
            double cut = ((double) here + below) / 2;
            if (value > best + 1e-12 || (value > best - 1e-12 && Math.abs(cut - 0.5) < Math.abs(threshold - 0.5))) {
                best = Math.max(best, value);
                threshold = cut;
            }
        }
        return threshold;
    }

    /** Codes 1 where the probability reaches the threshold, else 0. */
    public static int[] apply(double[] probabilities, double threshold) {
        int[] codes = new int[probabilities.length];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = probabilities[row] >= threshold ? 1 : 0;
        }
        return codes;
    }
}
