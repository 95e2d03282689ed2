package io.auspex.learn.forecast;

import io.auspex.learn.TrainingException;
import io.auspex.learn.frame.Frame;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Turns rows into series on the grid of the frequency. Several values of a series in one period are summed, as Amazon Forecast does
 * by default ("How Aggregation Works", its developer guide); of related columns the mean counts. Rows without id, time or target
 * are no values; one without target may still tell what a related column will be.
 */
final class SeriesReader {
    /** Longer histories are cut at their beginning. */
    static final int LONGEST_HISTORY = 20_000;

    private static final int MOST_SERIES = 100_000;
    private static final long MOST_PERIODS = 60_000_000;
    /** 0001-01-01 and 9999-12-31, in days since 1970. */
    private static final long FIRST_DAY = -719_162;

    private static final long LAST_DAY = 2_932_896;

    private final Frame frame;
    private final ForecastColumns columns;
    private final ForecastSettings settings;
    private final List<String> findings = new ArrayList<>();
    private final int[] seriesOfRow;
    private final long[] periodOfRow;
    private List<String> ids;
    private long[] firsts;
    private long[] lasts;

    private SeriesReader(Frame frame, ForecastColumns columns, ForecastSettings settings) {
        this.frame = frame;
        this.columns = columns;
        this.settings = settings;
        this.seriesOfRow = new int[frame.rows()];
        this.periodOfRow = new long[frame.rows()];
    }

    /**
     * @param maxCells rows x columns to learn from at most; the newest rows are kept
     * @throws TrainingException if there is nothing to learn from, the longest series is not longer than the horizon, or there
     *     are too many series
     */
    static SeriesSet read(Frame frame, String target, ForecastSettings settings, long maxCells) {
        ForecastColumns columns = ForecastColumns.of(frame, target);
        SeriesReader reader = new SeriesReader(frame, columns, settings);
        reader.locateRows();
        reader.keepNewest(Math.max(1, maxCells / frame.fields().size()));
        reader.findSpans();
        return reader.build();
    }

    /** Gives every row its series and period, or series -1. */
    private void locateRows() {
        String[] names = frame.texts(columns.id());
        double[] times = frame.numbers(columns.time());
        boolean days = frame.fields().get(columns.time()).type() == ColumnType.DATE;
        TreeMap<String, Integer> order = new TreeMap<>();
        for (String name : names) {
            if (name != null && order.put(name, 0) == null && order.size() > MOST_SERIES) {
                throw new TrainingException(
                        "The training data have more than " + MOST_SERIES + " series.",
                        "Forecast fewer at a time, or coarser ones.");
            }
        }
        ids = new ArrayList<>(order.keySet());
        for (int series = 0; series < ids.size(); series++) {
            order.put(ids.get(series), series);
        }
        int unusable = 0;
        for (int row = 0; row < frame.rows(); row++) {
            double day = days ? times[row] : Math.floor(times[row] / Frequency.MICROS_PER_DAY);
            boolean usable = names[row] != null && day >= FIRST_DAY && day <= LAST_DAY;
            unusable += usable ? 0 : 1;
            seriesOfRow[row] = usable ? order.get(names[row]) : -1;
            long moment = ((long) times[row]) * (days ? Frequency.MICROS_PER_DAY : 1);
            periodOfRow[row] = usable ? settings.frequency().period(moment) : 0;
        }
        if (unusable > 0) {
            findings.add(unusable + " rows without series or time were left out.");
        }
    }

    private boolean hasValue(int row) {
        return seriesOfRow[row] >= 0 && Double.isFinite(frame.numbers(columns.target())[row]);
    }

    /** MAX_CELLS: a random sample would tear holes into the series, so the oldest periods go. */
    private void keepNewest(long most) {
        long[] periods = new long[frame.rows()];
        int count = 0;
        for (int row = 0; row < frame.rows(); row++) {
            if (hasValue(row)) {
                periods[count++] = periodOfRow[row];
            }
        }
        if (count <= most) {
            return;
        }
        Arrays.sort(periods, 0, count);
        long oldest = periods[(int) (count - most)];
        int dropped = 0;
        for (int row = 0; row < frame.rows(); row++) {
            if (periodOfRow[row] < oldest && seriesOfRow[row] >= 0) {
                seriesOfRow[row] = -1;
                dropped++;
            }
        }
        findings.add("MAX_CELLS leaves out the oldest " + dropped + " of " + frame.rows() + " rows.");
    }

    private void findSpans() {
        firsts = new long[ids.size()];
        lasts = new long[ids.size()];
        Arrays.fill(firsts, Long.MAX_VALUE);
        Arrays.fill(lasts, Long.MIN_VALUE);
        for (int row = 0; row < frame.rows(); row++) {
            if (hasValue(row)) {
                int series = seriesOfRow[row];
                firsts[series] = Math.min(firsts[series], periodOfRow[row]);
                lasts[series] = Math.max(lasts[series], periodOfRow[row]);
            }
        }
    }

    private SeriesSet build() {
        long end = Arrays.stream(lasts).max().orElse(Long.MIN_VALUE);
        if (end == Long.MIN_VALUE) {
            throw new TrainingException(
                    "The target column \""
                            + frame.fields().get(columns.target()).name() + "\" has no values.",
                    "Select rows whose target, series and time are not NULL.");
        }
        requireLength();
        TimeSeries[] built = new TimeSeries[ids.size()];
        int[][] counts = new int[ids.size()][];
        int empty = 0;
        int cut = 0;
        long periods = 0;
        for (int series = 0; series < ids.size(); series++) {
            if (firsts[series] == Long.MAX_VALUE) {
                empty++;
                continue;
            }
            long first = Math.max(firsts[series], lasts[series] - LONGEST_HISTORY + 1);
            cut += first > firsts[series] ? 1 : 0;
            int length = (int) (lasts[series] - first + 1);
            int gap = (int) Math.min(Integer.MAX_VALUE / 2, end - lasts[series]);
            int known = length + Math.min(gap, LONGEST_HISTORY) + settings.horizon();
            periods += length + (long) columns.related().size() * known;
            if (periods > MOST_PERIODS) {
                throw new TrainingException(
                        "The series have more than " + MOST_PERIODS + " periods of FREQUENCY "
                                + settings.frequency().code() + " together.",
                        "Use a coarser FREQUENCY, a shorter history, or fewer series.");
            }
            double[] values = new double[length];
            Arrays.fill(values, Double.NaN);
            double[][] related = new double[columns.related().size()][known];
            for (double[] column : related) {
                Arrays.fill(column, Double.NaN);
            }
            built[series] = new TimeSeries(ids.get(series), first, values, gap, related);
            counts[series] = new int[length];
        }
        sum(built, counts);
        fillRelated(built);
        if (empty > 0) {
            findings.add(empty + " series without any value were left out.");
        }
        if (cut > 0) {
            findings.add("Of " + cut + " series only the last " + LONGEST_HISTORY + " periods were used.");
        }
        long used = 0;
        long summed = 0;
        long missing = 0;
        for (int[] series : counts) {
            for (int i = 0; series != null && i < series.length; i++) {
                used += series[i];
                summed += series[i] > 1 ? 1 : 0;
                missing += series[i] == 0 ? 1 : 0;
            }
        }
        if (summed > 0) {
            findings.add("In " + summed + " periods several values of a series were summed.");
        }
        if (missing > 0) {
            findings.add(missing + " periods without a value were taken as missing, not as 0.");
        }
        List<TimeSeries> all = new ArrayList<>();
        for (TimeSeries series : built) {
            if (series != null) {
                all.add(series);
            }
        }
        List<Field> related = columns.related().stream()
                .map(column -> frame.fields().get(column))
                .toList();
        boolean[] given = given(all, end);
        for (int i = 0; i < related.size(); i++) {
            findings.add("Column \"" + related.get(i).name() + "\" is "
                    + (given[i]
                            ? "known for the time to forecast and used as it is then."
                            : "not known for the time to forecast; its values of one horizon before are used."));
        }
        return new SeriesSet(
                all,
                settings.frequency(),
                end,
                frame.fields().get(columns.time()).type(),
                related,
                given,
                used,
                findings);
    }

    private void requireLength() {
        long longest = 0;
        for (int series = 0; series < ids.size(); series++) {
            if (firsts[series] != Long.MAX_VALUE) {
                longest = Math.max(longest, lasts[series] - firsts[series] + 1);
            }
        }
        if (longest <= settings.horizon() || longest < ForecastDataCheck.LEAST_PERIODS) {
            throw new TrainingException(
                    "The longest series has " + longest + " periods of FREQUENCY "
                            + settings.frequency().code() + ", too few for HORIZON " + settings.horizon() + ".",
                    "HORIZON must be less than the length of the longest series, which needs "
                            + ForecastDataCheck.LEAST_PERIODS + " periods at least.");
        }
    }

    private void sum(TimeSeries[] built, int[][] counts) {
        double[] target = frame.numbers(columns.target());
        for (int row = 0; row < frame.rows(); row++) {
            if (!hasValue(row)) {
                continue;
            }
            TimeSeries series = built[seriesOfRow[row]];
            long at = periodOfRow[row] - series.first();
            if (at >= 0) {
                int index = (int) at;
                int before = counts[seriesOfRow[row]][index]++;
                series.values()[index] = before == 0 ? target[row] : series.values()[index] + target[row];
            }
        }
    }

    private void fillRelated(TimeSeries[] built) {
        for (int i = 0; i < columns.related().size(); i++) {
            double[] source = frame.numbers(columns.related().get(i));
            int[][] counts = new int[built.length][];
            for (int row = 0; row < frame.rows(); row++) {
                int at = seriesOfRow[row];
                if (at < 0 || built[at] == null || !Double.isFinite(source[row])) {
                    continue;
                }
                double[] values = built[at].related()[i];
                long index = periodOfRow[row] - built[at].first();
                if (index < 0 || index >= values.length) {
                    continue;
                }
                if (counts[at] == null) {
                    counts[at] = new int[values.length];
                }
                int place = (int) index;
                int count = ++counts[at][place];
                values[place] = count == 1 ? source[row] : values[place] + (source[row] - values[place]) / count;
            }
        }
    }

    /** A column counts as known ahead if most of its values in the horizon are there. */
    private boolean[] given(List<TimeSeries> all, long end) {
        boolean[] given = new boolean[columns.related().size()];
        for (int i = 0; i < given.length; i++) {
            long known = 0;
            for (TimeSeries series : all) {
                int from = (int) Math.min(series.related()[i].length, end - series.first() + 1);
                for (int t = from; t < series.related()[i].length; t++) {
                    known += Double.isNaN(series.related()[i][t]) ? 0 : 1;
                }
            }
            given[i] = 10 * known >= 9L * all.size() * settings.horizon();
        }
        return given;
    }
}
