package io.auspex.learn.forecast;

import io.auspex.learn.forecast.method.NormalQuantile;
import io.auspex.learn.forecast.method.Predictive;
import java.util.Arrays;
import java.util.List;

/**
 * How much wider than a model says its intervals have to be, learnt from trial forecasts: models do not know that they are the wrong
 * ones (Hyndman and Athanasopoulos, "Forecasting: principles and practice", 3rd edition, §8.7). The factor makes the interval of 80 %
 * hold 80 % of what really came; that of a single series leans on that of all, the more so the fewer its trials are.
 */
final class Calibration {
    private static final double COVERAGE = 0.8;
    /** Trials whose weight the factor of all series has. */
    private static final double WEIGHT_OF_ALL = 4;

    private static final double LEAST = 0.5;
    private static final double MOST = 4;
    private static final double LARGEST_SCORE = 12;
    private static final int BISECTIONS = 40;

    private Calibration() {}

    /** Where the actual values of the trials lay, as absolute z, ascending. */
    static double[] scores(PreparedSeries series, List<Predictive> past) {
        double[] scores = new double[past.size() * series.testSteps()];
        int count = 0;
        for (int window = 0; window < past.size(); window++) {
            for (int step = 0; step < series.testSteps(); step++) {
                double actual = series.actual(series.origins()[window], step);
                if (!Double.isNaN(actual)) {
                    scores[count++] = Math.abs(score(past.get(window), step, actual));
                }
            }
        }
        double[] sorted = Arrays.copyOf(scores, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double score(Predictive forecast, int step, double actual) {
        double low = -LARGEST_SCORE;
        double high = LARGEST_SCORE;
        if (forecast.quantile(step, low) == forecast.quantile(step, high)) {
            return actual == forecast.quantile(step, 0) ? 0 : LARGEST_SCORE;
        }
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (forecast.quantile(step, middle) < actual) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** @param sorted absolute z, ascending; 1 without any */
    static double factor(double[] sorted) {
        if (sorted.length == 0) {
            return 1;
        }
        // The finite-sample rank of split conformal prediction: Vovk, Gammerman and Shafer, 2005.
        int rank = (int) Math.ceil(COVERAGE * (sorted.length + 1)) - 1;
        double factor = sorted[Math.min(sorted.length - 1, rank)] / NormalQuantile.of((1 + COVERAGE) / 2);
        return Math.max(LEAST, Math.min(MOST, factor));
    }

    /** @param trials how many origins the factor of the series comes from */
    static double blend(double ofSeries, double ofAll, int trials) {
        double weight = trials / (trials + WEIGHT_OF_ALL);
        return Math.exp(weight * Math.log(ofSeries) + (1 - weight) * Math.log(ofAll));
    }
}
