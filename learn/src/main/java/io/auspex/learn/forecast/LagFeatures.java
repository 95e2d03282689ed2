package io.auspex.learn.forecast;

import io.auspex.learn.forecast.method.Season;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.TreeSet;

/**
 * What a boosted model knows of one step before it comes: earlier values, their means, the calendar, related columns. Values are seen
 * relative to the level of the steps before, in units of the series, so that one model serves series of any size and trees need not
 * extrapolate a trend.
 */
final class LagFeatures {
    private static final int SHORT_LAGS = 8;
    private static final int LONGEST_LAG = 700;
    private static final int LEAST_LEVEL = 4;
    private static final int CALENDAR = 6;
    private static final int MOMENTS = 3;

    private final SeriesSet set;
    private final int horizon;
    private final int[] lags;
    private final int levelSteps;

    LagFeatures(SeriesSet set, int horizon) {
        this.set = set;
        this.horizon = horizon;
        TreeSet<Integer> all = new TreeSet<>();
        for (int lag = 1; lag <= SHORT_LAGS; lag++) {
            all.add(lag);
        }
        int level = LEAST_LEVEL;
        for (Season season : set.frequency().seasons()) {
            int length = season.length();
            if (2 * length > set.longest() || length > LONGEST_LAG) {
                break;
            }
            level = level == LEAST_LEVEL ? length : level;
            for (int lag : new int[] {length - 1, length, length + 1, 2 * length}) {
                if (lag <= LONGEST_LAG) {
                    all.add(lag);
                }
            }
        }
        this.lags = all.stream().mapToInt(Integer::intValue).toArray();
        this.levelSteps = level;
    }

    int width() {
        return lags.length + MOMENTS + CALENDAR + set.related().size();
    }

    /** Steps of the past without which a step is not worth learning from. */
    int least() {
        return Math.max(SHORT_LAGS, levelSteps);
    }

    /** What values are measured from: the mean of the last steps before one. */
    double level(double[] values, int step) {
        int first = Math.max(0, step - levelSteps);
        double sum = 0;
        for (int t = first; t < step; t++) {
            sum += values[t];
        }
        return sum / (step - first);
    }

    /** The unit of a series: the standard deviation of its first values. */
    static double unit(double[] values, int length) {
        double mean = 0;
        double squares = 0;
        for (int t = 0; t < length; t++) {
            double difference = values[t] - mean;
            mean += difference / (t + 1);
            squares += difference * (values[t] - mean);
        }
        double deviation = Math.sqrt(squares / length);
        return deviation > 0 ? deviation : 1;
    }

    /**
     * Writes the features of one step.
     *
     * @param values of the series, or forecasts where its past ends
     * @param step to describe; only values before it are looked at
     * @param features {@code float[feature][row]}
     */
    void fill(PreparedSeries series, double[] values, int step, double unit, float[][] features, int row) {
        double level = level(values, step);
        int next = 0;
        for (int lag : lags) {
            features[next++][row] = step >= lag ? (float) ((values[step - lag] - level) / unit) : Float.NaN;
        }
        double three = (values[step - 1] + values[step - 2] + values[step - 3]) / 3;
        features[next++][row] = (float) ((three - level) / unit);
        double squares = 0;
        int first = Math.max(0, step - levelSteps);
        for (int t = first; t < step; t++) {
            squares += (values[t] - level) * (values[t] - level);
        }
        features[next++][row] = (float) (Math.sqrt(squares / (step - first)) / unit);
        features[next++][row] = (float) (level / unit);
        calendar(series, step, features, next, row);
        next += CALENDAR;
        int offset = series.series().length() - series.length();
        for (int i = 0; i < set.related().size(); i++) {
            double[] related = series.series().related()[i];
            int at = offset + step - (set.given()[i] ? 0 : horizon);
            features[next++][row] = at >= 0 && at < related.length ? (float) related[at] : Float.NaN;
        }
    }

    private void calendar(PreparedSeries series, int step, float[][] features, int first, int row) {
        long period = series.series().first() + series.series().length() - series.length() + step;
        long moment = set.frequency().start(period);
        long day = Math.floorDiv(moment, Frequency.MICROS_PER_DAY);
        LocalDate date = LocalDate.ofEpochDay(day);
        float[] parts = new float[CALENDAR];
        Arrays.fill(parts, Float.NaN);
        parts[0] = date.getMonthValue();
        parts[1] = date.getDayOfYear();
        if (set.frequency().isWholeDays() && set.frequency() != Frequency.DAY) {
            parts[2] = date.getYear();
        } else {
            parts[3] = date.getDayOfWeek().getValue();
            parts[4] = date.getDayOfMonth();
            parts[5] = (moment - day * Frequency.MICROS_PER_DAY) / (float) Frequency.MICROS_PER_MINUTE;
        }
        for (int i = 0; i < CALENDAR; i++) {
            features[first + i][row] = parts[i];
        }
    }
}
