package io.auspex.learn.forecast.method;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Exponential smoothing: of the state space models that suit the series, the one with the least corrected Akaike criterion
 * (Hyndman, Koehler, Snyder and Grose, International Journal of Forecasting 18, 2002). Deviations come from simulated futures.
 */
public final class ExponentialSmoothing implements ForecastMethod {
    /** The first states of a longer season would be too many parameters. */
    private static final int LONGEST_SEASON = 24;

    private static final int LEAST_LENGTH = 5;
    private static final int FUTURES = 200;
    private static final int CHOOSING_EVALUATIONS = 400;
    private static final int REFINING_EVALUATIONS = 800;

    @Override
    public String name() {
        return "ets";
    }

    @Override
    public Optional<Form> choose(History history) {
        if (history.length() < LEAST_LENGTH || SeasonalProfile.variance(history.values()) == 0) {
            return Optional.empty();
        }
        int season = season(history);
        Fit best = null;
        for (SmoothingForm form : SmoothingForm.all(history.isPositive(), season > 1)) {
            if (history.length() <= form.parameters(season) + 1) {
                continue;
            }
            Fit fit = Fit.of(form, season, history.values(), null, CHOOSING_EVALUATIONS);
            if (best == null || fit.criterion() < best.criterion()) {
                best = fit;
            }
        }
        return best == null || !Double.isFinite(best.criterion())
                ? Optional.empty()
                : Optional.of(new Chosen(best.form, season, best.parameters));
    }

    private static int season(History history) {
        int season = 1;
        for (Season candidate : history.seasons()) {
            if (candidate.length() <= LONGEST_SEASON && history.length() >= 2 * candidate.length() + LEAST_LENGTH) {
                season = candidate.length();
            }
        }
        return season;
    }

    private record Chosen(SmoothingForm form, int season, double[] start) implements Form {
        @Override
        public String description() {
            return form + (season > 1 && form.isSeasonal() ? "[" + season + "]" : "");
        }

        @Override
        public Predictive forecast(History history, int steps) {
            return forecast(history.values(), steps);
        }

        private Predictive.Normal forecast(double[] values, int steps) {
            Fit fit = Fit.of(form, season, values, start, REFINING_EVALUATIONS);
            return fit.forecast(steps);
        }
    }

    /** Exponential smoothing without a season, of a series from which the season was taken. */
    static Optional<Predictive.Normal> withoutSeason(double[] values, int steps, boolean positive) {
        if (values.length < LEAST_LENGTH || SeasonalProfile.variance(values) == 0) {
            return Optional.empty();
        }
        Fit best = null;
        for (SmoothingForm form : SmoothingForm.all(positive, false)) {
            Fit fit = Fit.of(form, 1, values, null, CHOOSING_EVALUATIONS);
            if (best == null || fit.criterion() < best.criterion()) {
                best = fit;
            }
        }
        return Optional.of(best.forecast(steps));
    }

    /** One form with parameters for one series. */
    private static final class Fit {
        private static final double LEAST_WEIGHT = 1e-4;
        private static final double LEAST_DAMPING = 0.8;
        private static final double MOST_DAMPING = 0.98;

        private final SmoothingForm form;
        private final double[] values;
        private final double[] firstSeason;
        private final double firstLevel;
        private final double firstSlope;
        private final double unit;
        private double[] parameters;
        private double loss;

        private Fit(SmoothingForm form, int season, double[] values) {
            this.form = form;
            this.values = values;
            double[] adjusted = values;
            if (form.isSeasonal()) {
                int known = values.length - values.length % season;
                SeasonalProfile profile = SeasonalProfile.of(
                        Arrays.copyOf(values, Math.min(known, 5 * season)), season, form.hasFactors());
                firstSeason = profile.shape();
                adjusted = profile.removeFrom(values);
            } else {
                firstSeason = new double[] {form.hasFactors() ? 1 : 0};
            }
            // A line through the first values gives level and slope to start from.
            int first = Math.min(adjusted.length, Math.max(10, 2 * season));
            double middle = (first - 1) / 2.0;
            double mean = 0;
            double product = 0;
            double squares = 0;
            for (int t = 0; t < first; t++) {
                mean += adjusted[t] / first;
                product += (t - middle) * adjusted[t];
                squares += (t - middle) * (t - middle);
            }
            double line = product / squares;
            firstSlope = form.hasTrend() ? line : 0;
            firstLevel = form.hasTrend() ? mean - line * (middle + 1) : mean;
            unit = Math.sqrt(SeasonalProfile.variance(adjusted)) + 1e-12;
        }

        static Fit of(SmoothingForm form, int season, double[] values, double[] start, int evaluations) {
            Fit fit = new Fit(form, season, values);
            double[] from = start != null ? start : fit.start();
            fit.parameters = Minimizer.minimize(fit::loss, from, 0.5, evaluations);
            fit.loss = fit.loss(fit.parameters);
            return fit;
        }

        /** Weights on the scale of logits, then how far level and slope are from their first guess, in units of the series. */
        private double[] start() {
            double[] start = new double[form.weights() + 1 + (form.hasTrend() ? 1 : 0)];
            int next = 0;
            start[next++] = logit(0.3);
            if (form.hasTrend()) {
                start[next++] = logit(0.1);
            }
            if (form.isSeasonal()) {
                start[next++] = logit(0.1);
            }
            if (form.trend() == SmoothingForm.Trend.DAMPED) {
                start[next] = logit(0.9);
            }
            return start;
        }

        private SmoothingState state(double[] at) {
            int next = 0;
            double alpha = LEAST_WEIGHT + (1 - 2 * LEAST_WEIGHT) * logistic(at[next++]);
            double beta = form.hasTrend() ? alpha * logistic(at[next++]) : 0;
            double gamma = form.isSeasonal() ? (1 - alpha) * logistic(at[next++]) : 0;
            double damping = form.trend() == SmoothingForm.Trend.DAMPED
                    ? LEAST_DAMPING + (MOST_DAMPING - LEAST_DAMPING) * logistic(at[next++])
                    : 1;
            double level = firstLevel + unit * at[next++];
            double slope = form.hasTrend() ? firstSlope + 0.1 * unit * at[next] : 0;
            return new SmoothingState(form, alpha, beta, gamma, damping, level, slope, firstSeason);
        }

        /** Minus twice the logarithm of the likelihood, without constants. */
        private double loss(double[] at) {
            SmoothingState state = state(at);
            double squares = 0;
            double logarithms = 0;
            for (double value : values) {
                double expected = state.expected();
                double error = value - expected;
                if (form.multiplicativeError()) {
                    if (!(expected > 0)) {
                        return Double.POSITIVE_INFINITY;
                    }
                    error /= expected;
                    logarithms += Math.log(expected);
                }
                squares += error * error;
                state.observe(value);
            }
            int n = values.length;
            return n * Math.log(squares / n + 1e-300) + 2 * logarithms;
        }

        /** Corrected Akaike criterion; infinite where the series is too short for the form. */
        double criterion() {
            int n = values.length;
            int k = form.parameters(form.isSeasonal() ? firstSeason.length : 1);
            return n - k - 1 <= 0 ? Double.POSITIVE_INFINITY : loss + 2.0 * k + 2.0 * k * (k + 1) / (n - k - 1);
        }

        Predictive.Normal forecast(int steps) {
            SmoothingState end = state(parameters);
            double squares = 0;
            for (double value : values) {
                double expected = end.expected();
                double error = (value - expected) / (form.multiplicativeError() ? expected : 1);
                squares += error * error;
                end.observe(value);
            }
            int free = Math.max(1, values.length - form.weights() - 1);
            double sigma = Math.sqrt(squares / free);
            double[] center = new double[steps];
            SmoothingState path = end.copy();
            for (int step = 0; step < steps; step++) {
                center[step] = path.expected();
                path.observe(center[step]);
            }
            return new Predictive.Normal(false, center, deviations(end, sigma, center));
        }

        private double[] deviations(SmoothingState end, double sigma, double[] center) {
            SplittableRandom seeds = new SplittableRandom(center.length);
            double[] squares = new double[center.length];
            double[] shocks = new double[center.length];
            for (int future = 0; future < FUTURES; future++) {
                if (future % 2 == 0) {
                    for (int step = 0; step < shocks.length; step++) {
                        shocks[step] = sigma * NormalQuantile.of(seeds.nextDouble());
                    }
                }
                SmoothingState path = end.copy();
                for (int step = 0; step < center.length; step++) {
                    double expected = path.expected();
                    double shock = future % 2 == 0 ? shocks[step] : -shocks[step];
                    double value = form.multiplicativeError() ? expected * Math.max(1e-3, 1 + shock) : expected + shock;
                    squares[step] += (value - center[step]) * (value - center[step]);
                    path.observe(value);
                }
            }
            double[] deviations = new double[center.length];
            for (int step = 0; step < center.length; step++) {
                deviations[step] = Math.sqrt(squares[step] / FUTURES);
            }
            return deviations;
        }

        private static double logistic(double x) {
            return 1 / (1 + Math.exp(-x));
        }

        private static double logit(double p) {
            return Math.log(p / (1 - p));
        }
    }
}
