package io.auspex.learn.forecast;

/**
 * One series on the grid of its frequency.
 *
 * @param id as the user's data have it
 * @param first period of the first value
 * @param values one a period, the first and the last observed, NaN where nothing was
 * @param gap periods from its last value to the last one of all series
 * @param related by column: one value a period from {@code first} to the end of the horizon, NaN where nothing is known
 */
record TimeSeries(String id, long first, double[] values, int gap, double[][] related) {
    int length() {
        return values.length;
    }
}
