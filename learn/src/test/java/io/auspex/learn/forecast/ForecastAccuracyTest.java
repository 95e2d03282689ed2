package io.auspex.learn.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.learn.algorithm.Deadline;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Forecasts of real series, held-out values unseen, against the floors of automl.md §4(c): issue 4, "FORECAST on air_passengers,
 * daily_min_temperatures, m4_hourly_12 at least as good as the floors".
 */
class ForecastAccuracyTest {
    private static ForecastResult forecast(OpenSeries data, int horizon, Frequency frequency, String objective) {
        ForecastSettings settings = new ForecastSettings(
                horizon, frequency, Percentiles.parse("0.1,0.5,0.9,mean"), ForecastObjective.parse(objective));
        return ForecastSearch.run(
                data.train(), "target", settings, Long.MAX_VALUE, 2, 0, Deadline.after(600), (done, all) -> {});
    }

    private static void tell(String name, OpenSeries data, ForecastResult result, int season) {
        System.out.printf(
                Locale.ROOT,
                "%s: MASE %.3f (seasonal naive %.3f), 80%% interval covers %.1f%%; %s%n",
                name,
                data.mase(result, "p50", season),
                data.seasonalNaiveMase(season),
                100 * data.coverage(result, "p10", "p90"),
                result.findings());
        result.candidates()
                .forEach(candidate -> System.out.printf(
                        Locale.ROOT, "    %s %.4f %s%n", candidate.name(), candidate.score(), candidate.parameters()));
    }

    @Test
    @DisplayName("air_passengers, 12 months ahead: MASE at most 0.609, the floor's auto-ARIMA")
    void airPassengers() {
        OpenSeries data = OpenSeries.load("air_passengers", 12);
        ForecastResult result = forecast(data, 12, Frequency.MONTH, "AverageWeightedQuantileLoss");
        tell("air_passengers", data, result, 12);
        assertThat(data.mase(result, "p50", 12)).isLessThanOrEqualTo(0.609);
        assertThat(data.seasonalNaiveMase(12)).isBetween(1.570, 1.572);
    }

    @Test
    @DisplayName("daily_min_temperatures, 30 days ahead: MASE at most 0.661, the floor's auto-ARIMA")
    void dailyMinTemperatures() {
        OpenSeries data = OpenSeries.load("daily_min_temperatures", 30);
        ForecastResult result = forecast(data, 30, Frequency.DAY, "AverageWeightedQuantileLoss");
        tell("daily_min_temperatures", data, result, 365);
        assertThat(data.mase(result, "p50", 365)).isLessThanOrEqualTo(0.661);
    }

    @Test
    @DisplayName("m4_hourly_12, 48 hours ahead: far better than seasonal naive, and the 80 % interval holds 70 to 90 %")
    void m4Hourly() {
        OpenSeries data = OpenSeries.load("m4_hourly_12", 48);
        ForecastResult result = forecast(data, 48, Frequency.HOUR, "AverageWeightedQuantileLoss");
        tell("m4_hourly_12", data, result, 24);
        assertThat(data.mase(result, "p50", 24)).isLessThan(0.75 * data.seasonalNaiveMase(24));
        assertThat(data.coverage(result, "p10", "p90")).isBetween(0.70, 0.90);
    }

    @Test
    void sameForecastOnAnyNumberOfThreads() {
        OpenSeries data = OpenSeries.load("air_passengers", 12);
        ForecastSettings settings =
                ForecastSettings.parse(Map.of("HORIZON", "12", "FREQUENCY", "M"), java.util.Optional.of("MASE"));
        ForecastResult one = ForecastSearch.run(
                data.train(), "target", settings, Long.MAX_VALUE, 1, 7, Deadline.after(600), (done, all) -> {});
        ForecastResult three = ForecastSearch.run(
                data.train(), "target", settings, Long.MAX_VALUE, 3, 7, Deadline.after(600), (done, all) -> {});
        assertThat(three.values()).isDeepEqualTo(one.values());
    }
}
