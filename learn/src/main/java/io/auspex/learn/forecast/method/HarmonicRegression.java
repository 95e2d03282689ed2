package io.auspex.learn.forecast.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;

/**
 * Long and multiple seasons as sums of sines and cosines, what they leave as an ARIMA model: dynamic harmonic regression (Hyndman and
 * Athanasopoulos, "Forecasting: principles and practice", 3rd edition, §10.5 and §12.1).
 */
public final class HarmonicRegression implements ForecastMethod {
    private static final int[] HARMONICS = {1, 2, 3, 4, 6, 8, 11};
    private static final int EVALUATIONS = 400;

    @Override
    public String name() {
        return "harmonic arima";
    }

    @Override
    public Optional<Form> choose(History history) {
        if (history.seasons().isEmpty() || SeasonalProfile.variance(history.values()) == 0) {
            return Optional.empty();
        }
        List<Wave> waves = new ArrayList<>();
        double lowest = criterion(history.values(), waves);
        for (Season season : history.seasons()) {
            List<Wave> best = waves;
            for (int harmonics : HARMONICS) {
                if (2 * harmonics >= season.length() || 4 * (waves.size() + harmonics) >= history.length()) {
                    break;
                }
                List<Wave> tried = new ArrayList<>(waves);
                for (int k = 1; k <= harmonics; k++) {
                    tried.add(new Wave(season.period() / k));
                }
                double criterion = criterion(history.values(), tried);
                if (criterion < lowest) {
                    lowest = criterion;
                    best = tried;
                }
            }
            waves = best;
        }
        List<Wave> chosen = List.copyOf(waves);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        double[] rest = fit(history.values(), chosen).rest();
        return ArimaSelection.select(rest, 1).map(fit -> new Chosen(chosen, fit.order(), fit.parameters()));
    }

    /** A sine and a cosine. */
    private record Wave(double period) {
        double angle(int step) {
            return 2 * Math.PI * (step % period) / period;
        }
    }

    /** Akaike's criterion of a regression whose errors follow a first-order autoregression: plain errors would take too many waves. */
    private static double criterion(double[] values, List<Wave> waves) {
        double[] rest = fit(values, waves).rest();
        double product = 0;
        double squares = 0;
        for (int t = 1; t < rest.length; t++) {
            product += rest[t] * rest[t - 1];
            squares += rest[t - 1] * rest[t - 1];
        }
        double memory = squares > 0 ? product / squares : 0;
        double errors = 0;
        for (int t = 1; t < rest.length; t++) {
            double error = rest[t] - memory * rest[t - 1];
            errors += error * error;
        }
        int n = rest.length - 1;
        return n * Math.log(errors / n + 1e-300) + 2 * (2 * waves.size() + 2);
    }

    /** @param rest what the waves do not explain, their mean with it */
    private record Regression(List<Wave> waves, double[] coefficients, double[] rest) {
        double at(int step) {
            double sum = coefficients[0];
            for (int k = 0; k < waves.size(); k++) {
                double angle = waves.get(k).angle(step);
                sum += coefficients[1 + 2 * k] * Math.sin(angle) + coefficients[2 + 2 * k] * Math.cos(angle);
            }
            return sum;
        }
    }

    private static Regression fit(double[] values, List<Wave> waves) {
        double[][] rows = new double[values.length][1 + 2 * waves.size()];
        for (int t = 0; t < values.length; t++) {
            rows[t][0] = 1;
            for (int k = 0; k < waves.size(); k++) {
                double angle = waves.get(k).angle(t);
                rows[t][1 + 2 * k] = Math.sin(angle);
                rows[t][2 + 2 * k] = Math.cos(angle);
            }
        }
        double[] coefficients;
        try {
            coefficients = new QRDecomposition(new Array2DRowRealMatrix(rows, false))
                    .getSolver()
                    .solve(new ArrayRealVector(values, false))
                    .toArray();
        } catch (MathRuntimeException singular) {
            coefficients = new double[1 + 2 * waves.size()];
        }
        Regression regression = new Regression(waves, coefficients, new double[values.length]);
        for (int t = 0; t < values.length; t++) {
            regression.rest()[t] = values[t] - regression.at(t);
        }
        return regression;
    }

    private record Chosen(List<Wave> waves, ArimaOrder order, double[] start) implements Form {
        @Override
        public String description() {
            return waves.size() + " waves and " + order;
        }

        @Override
        public Predictive forecast(History history, int steps) {
            Regression regression = fit(history.values(), waves);
            Predictive.Normal rest =
                    ArimaFit.of(order, regression.rest(), start, EVALUATIONS).forecast(steps, false);
            double[] center = rest.center().clone();
            for (int step = 0; step < steps; step++) {
                center[step] += regression.at(history.length() + step);
            }
            return Predictive.normal(center, rest.deviation());
        }
    }
}
