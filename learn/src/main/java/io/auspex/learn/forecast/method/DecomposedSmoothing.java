package io.auspex.learn.forecast.method;

import java.util.Optional;

/**
 * Exponential smoothing of the series without its seasons: for seasons too long, or too many, to be states of the model
 * (Hyndman and Athanasopoulos, "Forecasting: principles and practice", 3rd edition, §5.7 and §12.1).
 */
public final class DecomposedSmoothing implements ForecastMethod {
    @Override
    public String name() {
        return "decomposed ets";
    }

    @Override
    public Optional<Form> choose(History history) {
        if (history.seasons().isEmpty() || SeasonalProfile.variance(history.values()) == 0) {
            return Optional.empty();
        }
        boolean multiplicative = history.isPositive();
        return Optional.of(new Form() {
            @Override
            public String description() {
                return "ETS of the series without " + history.seasons().size() + " seasons";
            }

            @Override
            public Predictive forecast(History past, int steps) {
                return SeasonalAdjustment.of(past, multiplicative)
                        .forecast(
                                adjusted -> ExponentialSmoothing.withoutSeason(adjusted, steps, multiplicative)
                                        .orElseGet(() -> (Predictive.Normal)
                                                Predictive.constant(adjusted[adjusted.length - 1], 0, steps)),
                                past.length());
            }
        });
    }
}
