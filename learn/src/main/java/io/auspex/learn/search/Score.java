package io.auspex.learn.search;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How good a candidate is on rows it had not learnt from.
 *
 * @param value of the objective's metric, over all folds
 * @param foldValues of the same metric, fold by fold
 * @param loss log loss or mean squared error: less jumpy than a metric of decisions
 * @param threshold of a binary decision, where the objective wants one
 */
public record Score(double value, List<Double> foldValues, double loss, OptionalDouble threshold) {
    public Score {
        foldValues = List.copyOf(foldValues);
    }

    /** Standard error of {@link #value}, estimated from the folds; 0 with fewer than two. */
    public double standardError() {
        int folds = foldValues.size();
        if (folds < 2) {
            return 0;
        }
        double mean =
                foldValues.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double squares = foldValues.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (folds - 1) / folds);
    }
}
