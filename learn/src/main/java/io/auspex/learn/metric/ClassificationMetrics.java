package io.auspex.learn.metric;

/**
 * Scores of predicted classes and probabilities against the truth. Classes are codes 0..k-1; in a binary problem 1 is the positive
 * class. Probabilities are {@code [class][row]}. Formulas as in Amazon SageMaker Autopilot's metrics reference.
 */
public final class ClassificationMetrics {
    private static final double SMALLEST_PROBABILITY = 1e-15;

    private ClassificationMetrics() {}

    /** Share of rows whose class is right. */
    public static double accuracy(int[] truth, int[] predicted) {
        int right = 0;
        for (int row = 0; row < truth.length; row++) {
            right += truth[row] == predicted[row] ? 1 : 0;
        }
        return (double) right / truth.length;
    }

    /** Mean over the classes that occur of the share of their rows that are found. */
    public static double balancedAccuracy(int[] truth, int[] predicted, int classes) {
        int[] found = new int[classes];
        int[] total = new int[classes];
        for (int row = 0; row < truth.length; row++) {
            total[truth[row]]++;
            found[truth[row]] += truth[row] == predicted[row] ? 1 : 0;
        }
        double sum = 0;
        int present = 0;
        for (int label = 0; label < classes; label++) {
            if (total[label] > 0) {
                sum += (double) found[label] / total[label];
                present++;
            }
        }
        return sum / present;
    }

    /** Harmonic mean of precision and recall of one class; 0 when the class is neither present nor predicted. */
    public static double f1(int[] truth, int[] predicted, int label) {
        int right = 0;
        int wrong = 0;
        for (int row = 0; row < truth.length; row++) {
            boolean is = truth[row] == label;
            boolean said = predicted[row] == label;
            right += is && said ? 1 : 0;
            wrong += is != said ? 1 : 0;
        }
        return right == 0 ? 0 : 2.0 * right / (2.0 * right + wrong);
    }

    /** Unweighted mean of {@link #f1} over the classes that occur in truth or prediction. */
    public static double f1Macro(int[] truth, int[] predicted, int classes) {
        boolean[] present = new boolean[classes];
        for (int row = 0; row < truth.length; row++) {
            present[truth[row]] = true;
            present[predicted[row]] = true;
        }
        double sum = 0;
        int count = 0;
        for (int label = 0; label < classes; label++) {
            if (present[label]) {
                sum += f1(truth, predicted, label);
                count++;
            }
        }
        return sum / count;
    }

    /**
     * Area under the ROC curve: the chance that a positive row scores above a negative one, ties counting half (Mann-Whitney U).
     * 0.5 when one class is absent.
     *
     * @param scores higher means more likely class 1
     */
    public static double auc(int[] truth, double[] scores) {
        MeanRanks ranks = new MeanRanks(scores);
        double positives = 0;
        double rankSum = 0;
        for (int row = 0; row < truth.length; row++) {
            if (truth[row] == 1) {
                positives++;
                rankSum += ranks.of(scores[row]);
            }
        }
        double negatives = truth.length - positives;
        if (positives == 0 || negatives == 0) {
            return 0.5;
        }
        return (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
    }

    /** Mean negative natural logarithm of the probability given to the true class, floored at 1e-15. */
    public static double logLoss(int[] truth, double[][] probabilities) {
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            sum -= Math.log(Math.max(SMALLEST_PROBABILITY, probabilities[truth[row]][row]));
        }
        return sum / truth.length;
    }
}
