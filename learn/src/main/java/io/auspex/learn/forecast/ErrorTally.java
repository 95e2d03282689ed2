package io.auspex.learn.forecast;

import io.auspex.learn.forecast.method.NormalQuantile;
import io.auspex.learn.forecast.method.Predictive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up the errors of trial forecasts, of one series or of many. Formulas: Amazon Forecast's developer guide, "Evaluating predictor
 * accuracy"; RMSE judges the mean, the others the median.
 */
final class ErrorTally {
    private static final double[] DEFAULT_LEVELS = {0.1, 0.5, 0.9};

    private final double[] levels;
    private final double[] scores;
    private long values;
    private double squares;
    private double absolute;
    private double actuals;
    private double relative;
    private long relativeValues;
    private double quantileLoss;
    private double scaled;
    private long scaledSeries;

    ErrorTally(Percentiles percentiles) {
        double[] wanted = percentiles.probabilities();
        levels = wanted.length > 0 ? wanted : DEFAULT_LEVELS;
        scores = new double[levels.length];
        for (int i = 0; i < levels.length; i++) {
            scores[i] = NormalQuantile.of(levels[i]);
        }
    }

    /** @param past one forecast an origin of the series */
    void add(PreparedSeries series, List<Predictive> past) {
        add(series, past, 1);
    }

    /** @param widening of the distributions */
    void add(PreparedSeries series, List<Predictive> past, double widening) {
        double sum = 0;
        long count = 0;
        for (int window = 0; window < past.size(); window++) {
            Predictive forecast = past.get(window);
            int steps = Math.min(series.testSteps(), forecast.steps());
            for (int step = 0; step < steps; step++) {
                double actual = series.actual(series.origins()[window], step);
                if (Double.isNaN(actual)) {
                    continue;
                }
                double error = Math.abs(actual - forecast.quantile(step, 0));
                double fromMean = actual - forecast.mean(step);
                squares += fromMean * fromMean;
                absolute += error;
                actuals += Math.abs(actual);
                if (actual != 0) {
                    relative += error / Math.abs(actual);
                    relativeValues++;
                }
                for (int i = 0; i < levels.length; i++) {
                    double over = actual - forecast.quantile(step, scores[i] * widening);
                    quantileLoss += 2 * Math.max(levels[i] * over, (levels[i] - 1) * over) / levels.length;
                }
                sum += error;
                count++;
            }
        }
        values += count;
        if (count > 0 && series.scale() > 0) {
            scaled += sum / count / series.scale();
            scaledSeries++;
        }
    }

    /** NaN if nothing was added; the plain mean absolute error where a divisor is 0. */
    double value(ForecastObjective objective) {
        if (values == 0) {
            return Double.NaN;
        }
        return switch (objective) {
            case RMSE -> Math.sqrt(squares / values);
            case WAPE -> actuals > 0 ? absolute / actuals : absolute;
            case MAPE -> relativeValues > 0 ? relative / relativeValues : absolute / values;
            case MASE -> scaledSeries > 0 ? scaled / scaledSeries : absolute / values;
            case AVERAGE_WEIGHTED_QUANTILE_LOSS -> actuals > 0 ? quantileLoss / actuals : quantileLoss;
        };
    }

    /** All metrics that are defined, the objective's first. */
    Map<String, Double> metrics(ForecastObjective first) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(first.metricName(), value(first));
        for (ForecastObjective objective : ForecastObjective.values()) {
            double value = value(objective);
            if (!Double.isNaN(value)) {
                metrics.putIfAbsent(objective.metricName(), value);
            }
        }
        return metrics;
    }
}
