package io.auspex.model;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;

/**
 * What time series are expected to become. Unlike a {@link Model} it computes nothing: all answers are in it. Its rows are the steps
 * of the first series, then those of the second, and so on.
 *
 * @param series their ids, distinct, at least one
 * @param times when the steps are, the same for all series; texts that begin {@code YYYY-MM-DD}, at least one
 * @param columns names of what is told of each step, distinct: {@code p10}, {@code mean}
 * @param values {@code double[column][row]}, finite; shared, so nobody writes to it
 */
public record Forecast(
        List<String> series, List<String> times, List<String> columns, double[][] values, Provenance provenance) {
    public Forecast {
        series = List.copyOf(series);
        times = List.copyOf(times);
        columns = List.copyOf(columns);
        requireNonNull(provenance, "provenance is null");
        requireDistinct(series, "series");
        requireDistinct(times, "times");
        requireDistinct(columns, "columns");
        long rows = (long) series.size() * times.size();
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(
                    "A forecast has " + values.length + " columns of values for " + columns.size() + " names");
        }
        for (double[] column : values) {
            if (column.length != rows) {
                throw new IllegalArgumentException("A forecast of " + rows + " rows has " + column.length + " values");
            }
            for (double value : column) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException("A forecast has a value that is not finite");
                }
            }
        }
    }

    private static void requireDistinct(List<String> names, String what) {
        if (names.isEmpty() || new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("The " + what + " of a forecast are none or not distinct");
        }
    }

    public int rows() {
        return series.size() * times.size();
    }

    public String seriesAt(int row) {
        return series.get(row / times.size());
    }

    public String timeAt(int row) {
        return times.get(row % times.size());
    }
}
