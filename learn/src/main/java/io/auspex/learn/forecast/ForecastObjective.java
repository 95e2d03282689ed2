package io.auspex.learn.forecast;

import io.auspex.learn.TrainingException;
import java.util.Locale;

/**
 * What the choice between methods goes by, less is better; Amazon Forecast's developer guide, "Evaluating predictor accuracy", has the
 * formulas.
 */
public enum ForecastObjective {
    RMSE("RMSE", "rmse"),
    WAPE("WAPE", "wape"),
    MAPE("MAPE", "mape"),
    MASE("MASE", "mase"),
    AVERAGE_WEIGHTED_QUANTILE_LOSS("AverageWeightedQuantileLoss", "average_weighted_quantile_loss");

    private final String displayName;
    private final String metric;

    ForecastObjective(String displayName, String metric) {
        this.displayName = displayName;
        this.metric = metric;
    }

    /** @throws TrainingException if there is no such objective; case does not count */
    public static ForecastObjective parse(String name) {
        for (ForecastObjective objective : values()) {
            if (objective
                    .displayName
                    .toLowerCase(Locale.ROOT)
                    .equals(name.strip().toLowerCase(Locale.ROOT))) {
                return objective;
            }
        }
        throw new TrainingException(
                "There is no objective '" + name + "' for a forecast.",
                "It is RMSE, WAPE, MAPE, MASE or AverageWeightedQuantileLoss.");
    }

    /** As AWS writes it, and as SHOW MODEL prints it. */
    public String displayName() {
        return displayName;
    }

    /** As SHOW MODEL prints it: {@code validation:mase}. */
    public String metricName() {
        return "validation:" + metric;
    }
}
