package io.auspex.learn.forecast.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The methods that every other one has to beat: the mean, the last value, the line through first and last value, the last season
 * again (Hyndman and Athanasopoulos, "Forecasting: principles and practice", 3rd edition, §5.2; deviations from its §5.5).
 */
public final class NaiveMethods {
    private NaiveMethods() {}

    /** @param seasons a seasonal method for each */
    public static List<ForecastMethod> all(List<Season> seasons) {
        List<ForecastMethod> methods = new ArrayList<>();
        methods.add(method("naive", 1, (history, steps) -> naive(history.values(), steps)));
        methods.add(method("mean", 2, (history, steps) -> mean(history.values(), steps)));
        methods.add(method("drift", 3, (history, steps) -> drift(history.values(), steps)));
        for (Season season : seasons) {
            methods.add(method(
                    "seasonal naive [" + season.length() + "]",
                    season.length(),
                    (history, steps) -> seasonal(history.values(), season.length(), steps)));
        }
        return methods;
    }

    private interface Forecaster {
        Predictive forecast(History history, int steps);
    }

    private record Naive(String description, int least, Forecaster forecaster) implements ForecastMethod.Form {
        @Override
        public Predictive forecast(History history, int steps) {
            return history.length() < least ? naive(history.values(), steps) : forecaster.forecast(history, steps);
        }
    }

    private static ForecastMethod method(String name, int least, Forecaster forecaster) {
        return new ForecastMethod() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<Form> choose(History history) {
                return history.length() >= least ? Optional.of(new Naive(name, least, forecaster)) : Optional.empty();
            }
        };
    }

    private static Predictive naive(double[] values, int steps) {
        return seasonal(values, 1, steps);
    }

    private static Predictive seasonal(double[] values, int season, int steps) {
        int n = values.length;
        double squares = 0;
        for (int t = season; t < n; t++) {
            squares += (values[t] - values[t - season]) * (values[t] - values[t - season]);
        }
        double sigma = n > season ? Math.sqrt(squares / (n - season)) : Math.abs(values[n - 1]) / 2;
        double[] center = new double[steps];
        double[] deviation = new double[steps];
        for (int step = 0; step < steps; step++) {
            center[step] = values[n - season + step % season];
            deviation[step] = sigma * Math.sqrt(1 + step / season);
        }
        return Predictive.normal(center, deviation);
    }

    private static Predictive mean(double[] values, int steps) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double n = values.length;
        double sigma = Math.sqrt(SeasonalProfile.variance(values) * n / (n - 1));
        return Predictive.constant(sum / n, sigma * Math.sqrt(1 + 1 / n), steps);
    }

    private static Predictive drift(double[] values, int steps) {
        int n = values.length;
        double slope = (values[n - 1] - values[0]) / (n - 1);
        double squares = 0;
        for (int t = 1; t < n; t++) {
            double error = values[t] - values[t - 1] - slope;
            squares += error * error;
        }
        double sigma = Math.sqrt(squares / Math.max(1, n - 2));
        double[] center = new double[steps];
        double[] deviation = new double[steps];
        for (int step = 0; step < steps; step++) {
            double ahead = step + 1;
            center[step] = values[n - 1] + ahead * slope;
            deviation[step] = sigma * Math.sqrt(ahead * (1 + ahead / (n - 1)));
        }
        return Predictive.normal(center, deviation);
    }
}
