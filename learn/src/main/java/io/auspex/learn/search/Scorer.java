package io.auspex.learn.search;

import io.auspex.learn.metric.ClassificationMetrics;
import io.auspex.learn.metric.DecisionThreshold;
import io.auspex.learn.metric.RegressionMetrics;
import io.auspex.learn.objective.Objective;
import io.auspex.learn.objective.ProblemType;
import io.auspex.learn.profile.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Scores predictions by the user's objective; for F1, Accuracy and BalancedAccuracy of two classes at the threshold that suits it best.
 * Every row counts the same, whatever it weighed in training.
 */
final class Scorer {
    private static final double PLAIN_THRESHOLD = 0.5;

    private final Target target;
    private final Objective objective;

    Scorer(Target target, Objective objective) {
        this.target = target;
        this.objective = objective;
    }

    Score score(OutOfFold outOfFold) {
        return target.problemType() == ProblemType.REGRESSION ? numbers(outOfFold) : classes(outOfFold);
    }

    /** Class codes or numbers by position. */
    double[] truth(OutOfFold outOfFold) {
        return Arrays.stream(outOfFold.rows())
                .mapToDouble(row -> target.values()[row])
                .toArray();
    }

    double[] signal(BlendLoss loss, OutOfFold outOfFold) {
        return loss.signal(outOfFold, target);
    }

    private Score numbers(OutOfFold outOfFold) {
        double[] truth = truth(outOfFold);
        double[] predicted = outOfFold.predictions()[0];
        List<Double> folds = new ArrayList<>();
        for (int fold = 0; fold < outOfFold.folds(); fold++) {
            int from = outOfFold.foldStart(fold);
            int to = outOfFold.foldEnds()[fold];
            folds.add(objective
                    .metric()
                    .regression(Arrays.copyOfRange(truth, from, to), Arrays.copyOfRange(predicted, from, to)));
        }
        return new Score(
                objective.metric().regression(truth, predicted),
                folds,
                RegressionMetrics.mse(truth, predicted),
                OptionalDouble.empty());
    }

    private Score classes(OutOfFold outOfFold) {
        int[] truth =
                Arrays.stream(truth(outOfFold)).mapToInt(value -> (int) value).toArray();
        double[][] probabilities = outOfFold.predictions();
        OptionalDouble threshold = threshold(truth, probabilities);
        int[] decided = decide(probabilities, threshold);
        List<Double> folds = new ArrayList<>();
        for (int fold = 0; fold < outOfFold.folds(); fold++) {
            int from = outOfFold.foldStart(fold);
            int to = outOfFold.foldEnds()[fold];
            double[][] part = new double[probabilities.length][];
            for (int label = 0; label < part.length; label++) {
                part[label] = Arrays.copyOfRange(probabilities[label], from, to);
            }
            folds.add(objective
                    .metric()
                    .classification(Arrays.copyOfRange(truth, from, to), Arrays.copyOfRange(decided, from, to), part));
        }
        return new Score(
                objective.metric().classification(truth, decided, probabilities),
                folds,
                ClassificationMetrics.logLoss(truth, probabilities),
                threshold);
    }

    private OptionalDouble threshold(int[] truth, double[][] probabilities) {
        if (target.problemType() != ProblemType.BINARY_CLASSIFICATION) {
            return OptionalDouble.empty();
        }
        return switch (objective) {
            case F1 -> OptionalDouble.of(DecisionThreshold.bestF1(truth, probabilities[1]));
            case ACCURACY -> OptionalDouble.of(DecisionThreshold.bestAccuracy(truth, probabilities[1]));
            case BALANCED_ACCURACY ->
                OptionalDouble.of(DecisionThreshold.bestBalancedAccuracy(truth, probabilities[1]));
            case AUC, LOG_LOSS, F1_MACRO, MSE, RMSE, MAE, R2 -> OptionalDouble.empty();
        };
    }

    private static int[] decide(double[][] probabilities, OptionalDouble threshold) {
        if (probabilities.length == 2) {
            return DecisionThreshold.apply(probabilities[1], threshold.orElse(PLAIN_THRESHOLD));
        }
        int[] codes = new int[probabilities[0].length];
        for (int row = 0; row < codes.length; row++) {
            for (int label = 1; label < probabilities.length; label++) {
                if (probabilities[label][row] > probabilities[codes[row]][row]) {
                    codes[row] = label;
                }
            }
        }
        return codes;
    }

    /** The best that can be had by giving every row the same answer: a class, the shares of all, the mean or the median. */
    Baseline baseline() {
        double[] values = target.values();
        if (target.problemType() == ProblemType.REGRESSION) {
            boolean median = objective == Objective.MAE;
            double answer = median ? median(values) : mean(values);
            double[] same = new double[values.length];
            Arrays.fill(same, answer);
            return new Baseline(
                    String.format(Locale.ROOT, "the %s, %.6g,", median ? "median" : "mean", answer),
                    objective.metric().regression(values, same));
        }
        int classes = target.labels().size();
        int[] truth = target.codes();
        double[][] probabilities = shares(classes);
        int[] same = new int[values.length];
        if (objective == Objective.LOG_LOSS) {
            return new Baseline(
                    "the shares of the classes", objective.metric().classification(truth, same, probabilities));
        }
        Baseline best = null;
        for (int label : byShare(probabilities)) {
            Arrays.fill(same, label);
            double score = objective.metric().classification(truth, same, probabilities);
            if (best == null || objective.metric().better(score, best.score())) {
                best = new Baseline("'" + target.labels().get(label) + "'", score);
            }
        }
        return best;
    }

    private static double mean(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        return mean;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }

    /** {@code double[class][row]}: every row the share of the class. */
    private double[][] shares(int classes) {
        double[] shares = new double[classes];
        for (double value : target.values()) {
            shares[(int) value] += 1.0 / target.values().length;
        }
        double[][] probabilities = new double[classes][target.values().length];
        for (int label = 0; label < classes; label++) {
            Arrays.fill(probabilities[label], shares[label]);
        }
        return probabilities;
    }

    /** The two most frequent classes: no other can be the best answer. Of two classes F1 may prefer the rare one. */
    private static int[] byShare(double[][] probabilities) {
        return IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble(label -> -probabilities[label][0]))
                .limit(2)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
