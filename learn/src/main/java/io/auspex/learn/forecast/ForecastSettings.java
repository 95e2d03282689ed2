package io.auspex.learn.forecast;

import io.auspex.learn.TrainingException;
import java.util.Map;
import java.util.Optional;

/**
 * What the user wants forecast.
 *
 * @param horizon steps ahead, 1 to {@value #LONGEST_HORIZON}
 */
public record ForecastSettings(int horizon, Frequency frequency, Percentiles percentiles, ForecastObjective objective) {
    public static final int LONGEST_HORIZON = 500;

    /**
     * @param settings of SETTINGS, names in upper case
     * @throws TrainingException that names what is missing or wrong
     */
    public static ForecastSettings parse(Map<String, String> settings, Optional<String> objective) {
        return new ForecastSettings(
                horizon(required(settings, "HORIZON", "HORIZON 24")),
                Frequency.parse(required(settings, "FREQUENCY", "FREQUENCY 'H'")),
                Percentiles.parse(settings.getOrDefault("PERCENTILES", Percentiles.DEFAULT)),
                objective.map(ForecastObjective::parse).orElse(ForecastObjective.AVERAGE_WEIGHTED_QUANTILE_LOSS));
    }

    private static String required(Map<String, String> settings, String name, String example) {
        String value = settings.get(name);
        if (value == null) {
            throw new TrainingException(
                    "A forecast needs the setting " + name + ".", "Add for example " + example + ".");
        }
        return value;
    }

    private static int horizon(String text) {
        try {
            int horizon = Integer.parseInt(text);
            if (horizon >= 1 && horizon <= LONGEST_HORIZON) {
                return horizon;
            }
        } catch (NumberFormatException e) {
            throw refusedHorizon(text, e);
        }
        throw refusedHorizon(text, null);
    }

    private static TrainingException refusedHorizon(String text, Throwable cause) {
        return new TrainingException(
                "HORIZON must be from 1 to " + LONGEST_HORIZON + ", not " + text + ".",
                "It is the number of steps to forecast.",
                cause);
    }
}
