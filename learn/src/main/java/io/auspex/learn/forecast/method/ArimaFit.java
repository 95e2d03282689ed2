package io.auspex.learn.forecast.method;

import java.util.Arrays;

/**
 * One seasonal ARIMA model, fitted to one series by least conditional sum of squares (Box, Jenkins, Reinsel and Ljung, "Time series
 * analysis", 5th edition, §7.1). The search goes over partial autocorrelations, so that every model it meets is stationary and
 * invertible (Monahan, Biometrika 71, 1984).
 */
final class ArimaFit {
    /** Partial autocorrelations beyond it are as good as a unit root. */
    private static final double NEARLY_ONE = 0.99;

    private final ArimaOrder order;
    private final double[] values;
    private final double[] differenced;
    private final double mean;
    private final double[] parameters;
    private final int used;
    private final double variance;

    private ArimaFit(
            ArimaOrder order,
            double[] values,
            double[] differenced,
            double mean,
            double[] parameters,
            int used,
            double sumOfSquares) {
        this.order = order;
        this.values = values;
        this.differenced = differenced;
        this.mean = mean;
        this.parameters = parameters;
        this.used = used;
        this.variance = sumOfSquares / used;
    }

    /** The values, differenced as the order says. */
    static double[] differenced(ArimaOrder order, double[] values) {
        double[] result = values;
        for (int i = 0; i < order.seasonalD(); i++) {
            result = Differences.difference(result, order.season());
        }
        for (int i = 0; i < order.d(); i++) {
            result = Differences.difference(result, 1);
        }
        return result;
    }

    /** Whether the series is long enough for the order. */
    static boolean fits(ArimaOrder order, int length) {
        int left = length - order.d() - order.seasonalD() * order.season();
        return left - order.reach() > order.parameters() + 3;
    }

    /** @param start parameters of an earlier fit of the same order; null for none */
    static ArimaFit of(ArimaOrder order, double[] values, double[] start, int evaluations) {
        double[] differenced = differenced(order, values);
        double mean = order.constant() ? Arrays.stream(differenced).average().orElse(0) : 0;
        double[] centered = new double[differenced.length];
        for (int t = 0; t < centered.length; t++) {
            centered[t] = differenced[t] - mean;
        }
        double[] errors = new double[centered.length];
        int reach = order.reach();
        double[] from = start != null ? start : new double[order.coefficients()];
        double[] best = Minimizer.minimize(
                at -> Math.log(sumOfSquares(new ArimaPolynomials(order, at), centered, errors, reach) + 1e-300),
                from,
                0.3,
                evaluations);
        double squares = sumOfSquares(new ArimaPolynomials(order, best), centered, errors, reach);
        return new ArimaFit(order, values, differenced, mean, best, centered.length - reach, squares);
    }

    private static double sumOfSquares(ArimaPolynomials polynomials, double[] series, double[] errors, int first) {
        int[] arLags = polynomials.autoregressiveLags();
        double[] ar = polynomials.autoregressive();
        int[] maLags = polynomials.movingAverageLags();
        double[] ma = polynomials.movingAverage();
        Arrays.fill(errors, 0, first, 0);
        double squares = 0;
        for (int t = first; t < series.length; t++) {
            double error = series[t];
            for (int i = 0; i < arLags.length; i++) {
                error -= ar[i] * series[t - arLags[i]];
            }
            for (int i = 0; i < maLags.length; i++) {
                if (t >= maLags[i]) {
                    error -= ma[i] * errors[t - maLags[i]];
                }
            }
            errors[t] = error;
            squares += error * error;
        }
        return squares;
    }

    ArimaOrder order() {
        return order;
    }

    double[] parameters() {
        return parameters;
    }

    /** Corrected Akaike criterion, comparable among orders with the same differences. */
    double criterion() {
        int k = order.parameters();
        int n = differenced.length;
        if (n - k - 1 <= 0 || nearUnitRoot()) {
            return Double.POSITIVE_INFINITY;
        }
        return n * Math.log(variance + 1e-300) + 2.0 * k + 2.0 * k * (k + 1) / (n - k - 1);
    }

    private boolean nearUnitRoot() {
        for (int i = 0; i < order.coefficients(); i++) {
            boolean autoregressive =
                    i < order.p() || (i >= order.p() + order.q() && i < order.p() + order.q() + order.seasonalP());
            if (autoregressive && Math.abs(Math.tanh(parameters[i])) > NEARLY_ONE) {
                return true;
            }
        }
        return false;
    }

    /** Forecasts on the scale that was fitted, deviations from the weights of past errors. */
    Predictive.Normal forecast(int steps, boolean logarithmic) {
        ArimaPolynomials polynomials = new ArimaPolynomials(order, parameters);
        double[] centered = new double[differenced.length];
        for (int t = 0; t < centered.length; t++) {
            centered[t] = differenced[t] - mean;
        }
        double[] errors = new double[centered.length];
        sumOfSquares(polynomials, centered, errors, order.reach());
        double[] full = polynomials.withDifferences();
        double constant = mean;
        for (int i = 0; i < polynomials.autoregressive().length; i++) {
            constant -= mean * polynomials.autoregressive()[i];
        }
        int n = values.length;
        double[] path = Arrays.copyOf(values, n + steps);
        double[] weights = new double[steps];
        double[] deviation = new double[steps];
        int shift = n - errors.length;
        double sigma = Math.sqrt(variance * used / Math.max(1, used - order.coefficients()));
        double squares = 0;
        for (int step = 0; step < steps; step++) {
            int t = n + step;
            double value = constant;
            double weight = step == 0 ? 1 : polynomials.movingAverageAt(step);
            for (int lag = 1; lag < full.length; lag++) {
                value += full[lag] * (t >= lag ? path[t - lag] : 0);
                weight += lag <= step ? full[lag] * weights[step - lag] : 0;
            }
            for (int i = 0; i < polynomials.movingAverage().length; i++) {
                int at = t - polynomials.movingAverageLags()[i];
                value += at < n && at >= shift ? polynomials.movingAverage()[i] * errors[at - shift] : 0;
            }
            path[t] = value;
            weights[step] = weight;
            squares += weight * weight;
            deviation[step] = sigma * Math.sqrt(squares);
        }
        return new Predictive.Normal(logarithmic, Arrays.copyOfRange(path, n, n + steps), deviation);
    }
}
