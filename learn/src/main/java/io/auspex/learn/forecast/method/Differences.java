package io.auspex.learn.forecast.method;

import java.util.Arrays;

/**
 * How often a series has to be differenced: once over a season where the season explains most of the variance around the trend
 * (Wang, Smith and Hyndman, Data Mining and Knowledge Discovery 13, 2006), and over one step until the test of Kwiatkowski,
 * Phillips, Schmidt and Shin (Journal of Econometrics 54, 1992) no longer rejects a constant level.
 */
final class Differences {
    private static final double STRONG_SEASON = 0.64;
    /** Of the test with a constant level, at 5 %. */
    private static final double CRITICAL_VALUE = 0.463;

    private Differences() {}

    /** @param season 1 for none */
    static int seasonal(double[] values, int season) {
        if (season < 2 || values.length < 2 * season + 1) {
            return 0;
        }
        return SeasonalProfile.of(values, season, false).strength() > STRONG_SEASON ? 1 : 0;
    }

    /** @param most 0 to 2 */
    static int ordinary(double[] values, int most) {
        double[] series = values;
        int count = 0;
        while (count < most && series.length > 10 && !isLevel(series)) {
            series = difference(series, 1);
            count++;
        }
        return count;
    }

    static double[] difference(double[] values, int lag) {
        double[] result = new double[Math.max(0, values.length - lag)];
        for (int t = 0; t < result.length; t++) {
            result[t] = values[t + lag] - values[t];
        }
        return result;
    }

    private static boolean isLevel(double[] values) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElse(0);
        double partial = 0;
        double squares = 0;
        double variance = 0;
        for (double value : values) {
            partial += value - mean;
            squares += partial * partial;
            variance += (value - mean) * (value - mean);
        }
        if (variance == 0) {
            return true;
        }
        int lags = (int) Math.floor(3 * Math.sqrt(n) / 13);
        double longRun = variance;
        for (int lag = 1; lag <= lags; lag++) {
            double covariance = 0;
            for (int t = lag; t < n; t++) {
                covariance += (values[t] - mean) * (values[t - lag] - mean);
            }
            longRun += 2 * (1 - lag / (lags + 1.0)) * covariance;
        }
        return squares / n / Math.max(longRun, 1e-12 * variance) <= CRITICAL_VALUE;
    }
}
