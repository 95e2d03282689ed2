package io.auspex.learn.forecast;

import io.auspex.learn.forecast.method.History;
import io.auspex.learn.forecast.method.Season;
import java.util.Arrays;
import java.util.List;

/**
 * A series made ready for the methods, with the places in its past that forecasts are tried from (rolling origins: Tashman,
 * International Journal of Forecasting 16, 2000).
 *
 * @param history without gaps, its last {@value #LONGEST} steps at most
 * @param observed which of its values are really there
 * @param skipped steps to forecast before the horizon begins, because the series ended before the others
 * @param testSteps how far each trial forecast goes
 * @param origins lengths of the pasts that trial forecasts are made from, ascending; empty if the series is too short
 * @param scale mean absolute change over the frequency's usual rhythm, what MASE divides by; 0 for a constant series
 */
record PreparedSeries(
        TimeSeries series,
        History history,
        boolean[] observed,
        int skipped,
        int testSteps,
        int[] origins,
        double scale) {
    static final int LONGEST = 5_000;
    private static final int MOST_ORIGINS = 5;
    private static final int FEW_ORIGINS = 3;
    private static final int LEAST_TO_TEST = 6;
    /** A series that ended longer ago is treated as if it had ended then, in the same phase of its seasons. */
    private static final int LONGEST_GAP = 1_000;

    static PreparedSeries of(TimeSeries series, Frequency frequency, int horizon) {
        int from = Math.max(0, series.length() - LONGEST);
        double[] raw = Arrays.copyOfRange(series.values(), from, series.length());
        if (Double.isNaN(raw[0])) {
            raw[0] = firstValue(raw);
        }
        double[] values = Gaps.bridge(raw);
        List<Season> seasons = SeasonDetection.detect(values, frequency.seasons());
        if (Gaps.any(raw) && !seasons.isEmpty()) {
            values = Gaps.bridge(raw, values, seasons);
        }
        boolean[] observed = new boolean[raw.length];
        for (int t = 0; t < raw.length; t++) {
            observed[t] = !Double.isNaN(raw[t]);
        }
        int testSteps = Math.max(1, Math.min(horizon, values.length / 4));
        return new PreparedSeries(
                series,
                new History(values, seasons),
                observed,
                gap(series.gap(), seasons),
                testSteps,
                origins(values.length, testSteps, seasons),
                scale(values, frequency.scaleLag()));
    }

    private static double firstValue(double[] raw) {
        for (double value : raw) {
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        throw new IllegalArgumentException("a series without values");
    }

    private static int gap(int gap, List<Season> seasons) {
        if (gap <= LONGEST_GAP) {
            return gap;
        }
        int rhythm = seasons.isEmpty() ? 1 : seasons.get(seasons.size() - 1).length();
        return rhythm > LONGEST_GAP ? LONGEST_GAP : LONGEST_GAP - rhythm + Math.floorMod(gap - LONGEST_GAP, rhythm);
    }

    private static int[] origins(int length, int steps, List<Season> seasons) {
        if (length < LEAST_TO_TEST) {
            return new int[0];
        }
        int least = Math.max(4, length / 4);
        for (Season season : seasons) {
            int wanted = 2 * season.length() + season.length() / 2 + 2;
            if (wanted + FEW_ORIGINS * steps <= length) {
                least = Math.max(least, wanted);
            }
        }
        int room = length - steps - least;
        int stride = room / steps >= FEW_ORIGINS - 1 ? steps : Math.max(1, room / MOST_ORIGINS);
        int count = Math.max(1, Math.min(MOST_ORIGINS, room / stride + 1));
        int[] origins = new int[count];
        for (int i = 0; i < count; i++) {
            origins[i] = length - steps - (count - 1 - i) * stride;
        }
        return origins;
    }

    private static double scale(double[] values, int lag) {
        int used = values.length > lag ? lag : 1;
        double sum = 0;
        for (int t = used; t < values.length; t++) {
            sum += Math.abs(values[t] - values[t - used]);
        }
        return values.length > used ? sum / (values.length - used) : 0;
    }

    int length() {
        return history.length();
    }

    /** Steps from the end of the history to the end of the horizon. */
    int stepsAhead(int horizon) {
        return skipped + horizon;
    }

    /** The value tried to forecast, or NaN if it was never observed. */
    double actual(int origin, int step) {
        return observed[origin + step] ? history.values()[origin + step] : Double.NaN;
    }
}
