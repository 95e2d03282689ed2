package io.auspex.learn.forecast.method;

import java.util.Optional;

/**
 * The optimised theta model: a line and simple exponential smoothing, mixed by a parameter that is estimated (Assimakopoulos and
 * Nikolopoulos, International Journal of Forecasting 16, 2000; Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler, ibidem 32,
 * 2016). The season is taken away first.
 */
public final class Theta implements ForecastMethod {
    private static final int LEAST_LENGTH = 4;
    private static final double LEAST_ALPHA = 0.05;
    private static final double MOST_ALPHA = 0.99;
    private static final int EVALUATIONS = 400;

    @Override
    public String name() {
        return "theta";
    }

    @Override
    public Optional<Form> choose(History history) {
        if (history.length() < LEAST_LENGTH || SeasonalProfile.variance(history.values()) == 0) {
            return Optional.empty();
        }
        boolean multiplicative = history.isPositive();
        return Optional.of(new Form() {
            @Override
            public String description() {
                return "optimised theta";
            }

            @Override
            public Predictive forecast(History past, int steps) {
                return SeasonalAdjustment.of(past, multiplicative)
                        .forecast(adjusted -> theta(adjusted, steps), past.length());
            }
        });
    }

    private static Predictive.Normal theta(double[] values, int steps) {
        int n = values.length;
        double middle = (n + 1) / 2.0;
        double mean = 0;
        double product = 0;
        double squares = 0;
        for (int t = 1; t <= n; t++) {
            mean += values[t - 1] / n;
            product += (t - middle) * values[t - 1];
            squares += (t - middle) * (t - middle);
        }
        double slope = product / squares;
        double intercept = mean - slope * middle;
        double unit = Math.sqrt(SeasonalProfile.variance(values)) + 1e-12;
        double[] best = Minimizer.minimize(
                at -> new Run(values, intercept, slope, unit, at).sumOfSquares(),
                new double[] {0, Math.log(1), 0},
                0.5,
                EVALUATIONS);
        Run run = new Run(values, intercept, slope, unit, best);
        double sigma = Math.sqrt(run.sumOfSquares() / Math.max(1, n - 3));
        double[] center = new double[steps];
        double[] deviation = new double[steps];
        for (int step = 0; step < steps; step++) {
            center[step] = run.level + run.mix * run.line(n, step);
            deviation[step] = sigma * Math.sqrt(1 + step * run.alpha * run.alpha);
        }
        return new Predictive.Normal(false, center, deviation);
    }

    /** The model with one set of parameters, run over the series. */
    private static final class Run {
        private final double[] values;
        private final double intercept;
        private final double slope;
        private final double alpha;
        private final double mix;
        private double level;

        Run(double[] values, double intercept, double slope, double unit, double[] at) {
            this.values = values;
            this.intercept = intercept;
            this.slope = slope;
            this.alpha = LEAST_ALPHA + (MOST_ALPHA - LEAST_ALPHA) / (1 + Math.exp(-at[0]));
            double theta = 1 + Math.exp(Math.min(at[1], 20));
            this.mix = 1 - 1 / theta;
            this.level = values[0] / 2 + unit * at[2];
        }

        /** What the line adds, seen from a step of the series. */
        double line(int step, int ahead) {
            double fading = Math.pow(1 - alpha, step);
            return fading * intercept + (ahead + (1 - fading * (1 - alpha)) / alpha) * slope;
        }

        double sumOfSquares() {
            double squares = 0;
            double fading = 1;
            double current = level;
            for (double value : values) {
                double line = fading * intercept + (1 - fading * (1 - alpha)) / alpha * slope;
                double error = value - current - mix * line;
                squares += error * error;
                current = alpha * value + (1 - alpha) * current;
                fading *= 1 - alpha;
            }
            level = current;
            return squares;
        }
    }
}
