package io.auspex.benchmark.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What decides who is better on a data set, computed here from everybody's predictions and by nobody's own code. */
public enum Metric {
    /** Area under the ROC curve of the positive class: the Mann-Whitney statistic, ties count half (Hanley and McNeil, 1982). */
    AUC {
        @Override
        double of(Predictions predictions, List<String> truth, Optional<String> positive) {
            String label = positive.orElseThrow(
                    () -> new IllegalArgumentException("AUC needs to know which class is the positive one"));
            int column = predictions.columns().indexOf(label);
            if (column < 0) {
                throw new IllegalArgumentException(
                        "there are no probabilities of '" + label + "', only of " + predictions.columns());
            }
            double[] scores = new double[truth.size()];
            boolean[] yes = new boolean[truth.size()];
            for (int row = 0; row < scores.length; row++) {
                scores[row] = predictions.values()[row][column];
                yes[row] = truth.get(row).equals(label);
            }
            return areaUnderCurve(scores, yes);
        }

        @Override
        public double loss(double value) {
            return 1 - value;
        }
    },

    /**
     * Mean of -ln(probability of the true class). Probabilities are brought to the sum 1 and are at least
     * {@value Metric#LEAST_PROBABILITY}; a class that the system does not know has that least one.
     */
    LOGLOSS {
        @Override
        double of(Predictions predictions, List<String> truth, Optional<String> positive) {
            double sum = 0;
            for (int row = 0; row < truth.size(); row++) {
                double[] probabilities = predictions.values()[row];
                double total = 0;
                for (double probability : probabilities) {
                    total += probability;
                }
                int column = predictions.columns().indexOf(truth.get(row));
                if (Double.isNaN(total)) {
                    return Double.NaN;
                }
                double probability = column < 0 || total == 0 ? 0 : probabilities[column] / total;
                sum -= Math.log(Math.max(probability, LEAST_PROBABILITY));
            }
            return sum / truth.size();
        }
    },

    /** Root of the mean squared error. */
    RMSE {
        @Override
        double of(Predictions predictions, List<String> truth, Optional<String> positive) {
            double sum = 0;
            for (int row = 0; row < truth.size(); row++) {
                double error = predictions.values()[row][0] - Double.parseDouble(truth.get(row));
                sum += error * error;
            }
            return Math.sqrt(sum / truth.size());
        }
    };

    private static final double LEAST_PROBABILITY = 1e-15;

    abstract double of(Predictions predictions, List<String> truth, Optional<String> positive);

    /** What is to be small. */
    public double loss(double value) {
        return value;
    }

    /**
     * Measures.
     *
     * @param truth the target of the same rows, as the data set's file writes it
     * @param positive the class that AUC ranks
     * @throws IllegalArgumentException saying in what the predictions do not fit
     */
    public double measure(Predictions predictions, List<String> truth, Optional<String> positive) {
        if (predictions.rows() != truth.size()) {
            throw new IllegalArgumentException(
                    predictions.rows() + " predictions were made for " + truth.size() + " rows");
        }
        double value = of(predictions, truth, positive);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "the predictions are not all numbers, or the test rows are all of one class");
        }
        return value;
    }

    /** As the column {@code metric} of a manifest names it. */
    public static Optional<Metric> named(String name) {
        return Arrays.stream(values())
                .filter(metric -> metric.manifestName().equals(name))
                .findFirst();
    }

    public String manifestName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static double areaUnderCurve(double[] scores, boolean[] yes) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted((left, right) -> Double.compare(scores[left], scores[right]))
                .mapToInt(Integer::intValue)
                .toArray();
        double rankSum = 0;
        long positives = 0;
        for (int begin = 0; begin < order.length; ) {
            if (Double.isNaN(scores[order[begin]])) {
                return Double.NaN;
            }
            int end = begin + 1;
            while (end < order.length && scores[order[end]] == scores[order[begin]]) {
                end++;
            }
            double rank = (begin + 1 + end) / 2.0;
            for (int index = begin; index < end; index++) {
                if (yes[order[index]]) {
                    rankSum += rank;
                    positives++;
                }
            }
            begin = end;
        }
        long negatives = order.length - positives;
        return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }
}
