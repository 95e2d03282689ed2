package io.auspex.learn.forecast.method;

/** The lag polynomials of a seasonal ARIMA model, multiplied out: the lags that count, with their coefficients. */
final class ArimaPolynomials {
    private final ArimaOrder order;
    private final double[] fullAutoregressive;
    private final double[] fullMovingAverage;
    private final int[] autoregressiveLags;
    private final double[] autoregressive;
    private final int[] movingAverageLags;
    private final double[] movingAverage;

    /**
     * @param parameters inverse hyperbolic tangents of partial autocorrelations: p of the autoregressive part, q of the moving
     *     average, then the seasonal ones
     */
    ArimaPolynomials(ArimaOrder order, double[] parameters) {
        this.order = order;
        int next = 0;
        double[] ar = coefficients(parameters, next, order.p());
        next += order.p();
        double[] ma = coefficients(parameters, next, order.q());
        next += order.q();
        double[] seasonalAr = coefficients(parameters, next, order.seasonalP());
        next += order.seasonalP();
        double[] seasonalMa = coefficients(parameters, next, order.seasonalQ());
        fullAutoregressive = multiply(polynomial(ar, 1, -1), polynomial(seasonalAr, order.season(), -1));
        fullMovingAverage = multiply(polynomial(ma, 1, -1), polynomial(seasonalMa, order.season(), -1));
        autoregressiveLags = lags(fullAutoregressive);
        autoregressive = at(fullAutoregressive, autoregressiveLags, -1);
        movingAverageLags = lags(fullMovingAverage);
        movingAverage = at(fullMovingAverage, movingAverageLags, 1);
    }

    /** The recursion of Durbin and Levinson, from partial autocorrelations to coefficients. */
    private static double[] coefficients(double[] parameters, int first, int count) {
        double[] current = new double[count];
        double[] before = new double[count];
        for (int k = 0; k < count; k++) {
            double partial = Math.tanh(parameters[first + k]);
            System.arraycopy(current, 0, before, 0, k);
            for (int i = 0; i < k; i++) {
                current[i] = before[i] - partial * before[k - 1 - i];
            }
            current[k] = partial;
        }
        return current;
    }

    /** {@code 1 + sign * (c0 B^s + c1 B^2s + ...)}. */
    private static double[] polynomial(double[] coefficients, int lag, int sign) {
        double[] polynomial = new double[1 + coefficients.length * lag];
        polynomial[0] = 1;
        for (int i = 0; i < coefficients.length; i++) {
            polynomial[(i + 1) * lag] = sign * coefficients[i];
        }
        return polynomial;
    }

    private static double[] multiply(double[] a, double[] b) {
        double[] product = new double[a.length + b.length - 1];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; a[i] != 0 && j < b.length; j++) {
                product[i + j] += a[i] * b[j];
            }
        }
        return product;
    }

    private static int[] lags(double[] polynomial) {
        int count = 0;
        for (int lag = 1; lag < polynomial.length; lag++) {
            count += polynomial[lag] != 0 ? 1 : 0;
        }
        int[] lags = new int[count];
        int next = 0;
        for (int lag = 1; lag < polynomial.length; lag++) {
            if (polynomial[lag] != 0) {
                lags[next++] = lag;
            }
        }
        return lags;
    }

    private static double[] at(double[] polynomial, int[] lags, int sign) {
        double[] coefficients = new double[lags.length];
        for (int i = 0; i < lags.length; i++) {
            coefficients[i] = sign * polynomial[lags[i]];
        }
        return coefficients;
    }

    int[] autoregressiveLags() {
        return autoregressiveLags;
    }

    /** What a past value at each lag adds to the next one. */
    double[] autoregressive() {
        return autoregressive;
    }

    int[] movingAverageLags() {
        return movingAverageLags;
    }

    /** What a past error at each lag adds to the next value. */
    double[] movingAverage() {
        return movingAverage;
    }

    double movingAverageAt(int lag) {
        return lag < fullMovingAverage.length ? fullMovingAverage[lag] : 0;
    }

    /** What a past value of the series itself, not differenced, adds to the next one, by lag; lag 0 means nothing. */
    double[] withDifferences() {
        double[] product = fullAutoregressive;
        for (int i = 0; i < order.d(); i++) {
            product = multiply(product, polynomial(new double[] {1}, 1, -1));
        }
        for (int i = 0; i < order.seasonalD(); i++) {
            product = multiply(product, polynomial(new double[] {1}, order.season(), -1));
        }
        double[] added = new double[product.length];
        for (int lag = 1; lag < product.length; lag++) {
            added[lag] = -product[lag];
        }
        return added;
    }
}
