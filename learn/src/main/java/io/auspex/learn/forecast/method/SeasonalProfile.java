package io.auspex.learn.forecast.method;

import java.util.Arrays;

/**
 * The shape that repeats in a series: the mean of what is left at each phase when a moving average has been taken away
 * (classical decomposition; Hyndman and Athanasopoulos, "Forecasting: principles and practice", 3rd edition, §3.4).
 *
 * @param multiplicative whether the shape is factors around 1 and not summands around 0
 * @param shape by phase; phase 0 is the first step of the series
 * @param strength from 0 to 1: what share of the variance around the trend the shape explains (ibidem §4.3)
 */
record SeasonalProfile(boolean multiplicative, double[] shape, double strength) {
    private static final double LEAST_FACTOR = 1e-3;

    /** @param values at least two seasons; positive if {@code multiplicative} */
    static SeasonalProfile of(double[] values, int season, boolean multiplicative) {
        double[] trend = trend(values, season);
        double[] sums = new double[season];
        int[] counts = new int[season];
        double[] detrended = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            detrended[t] = multiplicative ? values[t] / trend[t] : values[t] - trend[t];
            sums[t % season] += detrended[t];
            counts[t % season]++;
        }
        double center = 0;
        for (int phase = 0; phase < season; phase++) {
            sums[phase] /= counts[phase];
            center += sums[phase] / season;
        }
        for (int phase = 0; phase < season; phase++) {
            sums[phase] = multiplicative ? Math.max(LEAST_FACTOR, sums[phase] / center) : sums[phase] - center;
        }
        double[] rest = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            rest[t] = detrended[t] - sums[t % season];
        }
        double all = variance(detrended);
        return new SeasonalProfile(multiplicative, sums, all > 0 ? Math.max(0, 1 - variance(rest) / all) : 0);
    }

    /** The centred moving average over one season; at the ends the nearest one, moved along its own slope. */
    private static double[] trend(double[] values, int season) {
        int n = values.length;
        int half = season / 2;
        double[] sums = new double[n + 1];
        for (int t = 0; t < n; t++) {
            sums[t + 1] = sums[t] + values[t];
        }
        double[] trend = new double[n];
        for (int t = half; t < n - half; t++) {
            trend[t] = season % 2 == 1
                    ? (sums[t + half + 1] - sums[t - half]) / season
                    : (sums[t + half] - sums[t - half] + sums[t + half + 1] - sums[t - half + 1]) / (2 * season);
        }
        Arrays.fill(trend, 0, half, trend[half]);
        Arrays.fill(trend, n - half, n, trend[n - half - 1]);
        return trend;
    }

    static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / values.length;
    }

    /** The series without the shape. */
    double[] removeFrom(double[] values) {
        double[] adjusted = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            adjusted[t] = multiplicative ? values[t] / at(t) : values[t] - at(t);
        }
        return adjusted;
    }

    /** The shape at a step of the series or behind its end. */
    double at(int step) {
        return shape[step % shape.length];
    }

    /** The forecast of an adjusted series, with the shape again. */
    Predictive.Normal addTo(Predictive.Normal adjusted, int start) {
        double[] center = adjusted.center().clone();
        double[] deviation = adjusted.deviation().clone();
        for (int step = 0; step < center.length; step++) {
            double index = at(start + step);
            if (!multiplicative) {
                center[step] += index;
            } else if (adjusted.logarithmic()) {
                center[step] += Math.log(index);
            } else {
                center[step] *= index;
                deviation[step] *= index;
            }
        }
        return new Predictive.Normal(adjusted.logarithmic(), center, deviation);
    }
}
