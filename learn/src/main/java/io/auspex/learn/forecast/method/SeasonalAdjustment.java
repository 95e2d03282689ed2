package io.auspex.learn.forecast.method;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A series without its seasons, taken away one after the other, shortest first, as MSTL does (Bandara, Hyndman and Bergmeir,
 * International Journal of Operational Research 52, 2025) with classical decomposition in place of loess.
 */
final class SeasonalAdjustment {
    private final List<SeasonalProfile> profiles;
    private final double[] adjusted;

    private SeasonalAdjustment(List<SeasonalProfile> profiles, double[] adjusted) {
        this.profiles = profiles;
        this.adjusted = adjusted;
    }

    /** @param multiplicative the values must be positive then */
    static SeasonalAdjustment of(History history, boolean multiplicative) {
        List<SeasonalProfile> profiles = new ArrayList<>();
        double[] rest = history.values();
        for (Season season : history.seasons()) {
            if (rest.length >= 2 * season.length()) {
                SeasonalProfile profile = SeasonalProfile.of(rest, season.length(), multiplicative);
                profiles.add(profile);
                rest = profile.removeFrom(rest);
            }
        }
        return new SeasonalAdjustment(profiles, rest);
    }

    /** Forecasts the adjusted series and puts the seasons back. */
    Predictive forecast(Function<double[], Predictive.Normal> method, int start) {
        Predictive.Normal forecast = method.apply(adjusted);
        for (SeasonalProfile profile : profiles) {
            forecast = profile.addTo(forecast, start);
        }
        return forecast;
    }
}
