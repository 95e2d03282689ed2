package io.auspex.learn.forecast;

import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.forecast.method.Arima;
import io.auspex.learn.forecast.method.DecomposedSmoothing;
import io.auspex.learn.forecast.method.ExponentialSmoothing;
import io.auspex.learn.forecast.method.ForecastMethod;
import io.auspex.learn.forecast.method.HarmonicRegression;
import io.auspex.learn.forecast.method.NaiveMethods;
import io.auspex.learn.forecast.method.Predictive;
import io.auspex.learn.forecast.method.Theta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tries all methods on one series and picks one: the least error over the rolling origins, by the objective. The average of the best
 * ones takes part as well, and is preferred where it is as good: choosing one of many by few trials is choosing by luck in part
 * (Petropoulos, Hyndman and Bergmeir, European Journal of Operational Research 268, 2018).
 */
final class SeriesTournament {
    private static final List<ForecastMethod> METHODS = List.of(
            new Theta(), new ExponentialSmoothing(), new DecomposedSmoothing(), new HarmonicRegression(), new Arima());
    private static final int MOST_COMBINED = 3;
    /** Methods this much worse than the best do not enter the average. */
    private static final double NOT_WORSE = 1.25;

    private SeriesTournament() {}

    /**
     * @param chosen whose forecast is taken
     * @param tried all, by error
     * @param cutOff whether the deadline kept methods out
     */
    record Result(Trial chosen, List<Trial> tried, boolean cutOff) {
        Result {
            tried = List.copyOf(tried);
        }
    }

    /** @param boosted what the model of all series says of this one */
    static Result run(PreparedSeries series, ForecastSettings settings, Optional<Trial> boosted, Deadline deadline) {
        List<Trial> trials = new ArrayList<>();
        for (ForecastMethod method : NaiveMethods.all(series.history().seasons())) {
            attempt(series, settings, method).ifPresent(trials::add);
        }
        boolean cutOff = false;
        for (ForecastMethod method : METHODS) {
            if (deadline.hasPassed()) {
                cutOff = true;
                break;
            }
            attempt(series, settings, method).ifPresent(trials::add);
        }
        boosted.ifPresent(trials::add);
        trials.sort(
                Comparator.comparingDouble(trial -> Double.isNaN(trial.error()) ? Double.MAX_VALUE : trial.error()));
        Trial best = trials.get(0);
        List<Trial> good = trials.stream()
                .filter(trial -> trial.error() <= NOT_WORSE * best.error())
                .limit(MOST_COMBINED)
                .toList();
        if (good.size() > 1) {
            Trial combined = Trial.combined(series, settings, good);
            if (combined.error() <= best.error()) {
                trials.add(0, combined);
            }
        }
        return new Result(trials.get(0), trials, cutOff);
    }

    private static Optional<Trial> attempt(PreparedSeries series, ForecastSettings settings, ForecastMethod method) {
        Optional<ForecastMethod.Form> chosen = method.choose(series.history());
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        ForecastMethod.Form form = chosen.get();
        List<Predictive> past = new ArrayList<>();
        for (int origin : series.origins()) {
            Predictive forecast = form.forecast(series.history().first(origin), series.testSteps());
            if (!forecast.isFinite()) {
                return Optional.empty();
            }
            past.add(forecast);
        }
        int steps = series.stepsAhead(settings.horizon());
        Predictive future = form.forecast(series.history(), steps);
        if (!future.isFinite()) {
            return Optional.empty();
        }
        return Optional.of(Trial.of(
                series,
                settings,
                method.name(),
                form.description(),
                new Predictive.Later(future, series.skipped()),
                past));
    }
}
