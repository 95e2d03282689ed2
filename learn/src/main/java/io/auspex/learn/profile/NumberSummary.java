package io.auspex.learn.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The shape of a column of numbers. NULL and NaN do not count, and of infinite values only how many there are. Moments in time are
 * numbers too: days or microseconds, as {@link io.auspex.model.data.ColumnType} says.
 *
 * @param skew Fisher and Pearson's g1, the third central moment over the cube of the deviation; 0 of a constant
 * @param quantiles at each of {@link #SHARES}; of long columns taken from a part of the rows, evenly spread
 * @param infinite rows with an infinite value
 */
public record NumberSummary(
        double minimum,
        double maximum,
        double mean,
        double deviation,
        double skew,
        List<Double> quantiles,
        int infinite) {
    /** What share of the rows lies below each quantile. */
    public static final List<Double> SHARES = List.of(0.05, 0.25, 0.5, 0.75, 0.95);

    private static final int SORTED_ROWS = 50_000;

    public NumberSummary {
        quantiles = List.copyOf(quantiles);
    }

    public double median() {
        return quantiles.get(2);
    }

    /** From the third quartile to the first. */
    public double interquartileRange() {
        return quantiles.get(3) - quantiles.get(1);
    }

    /** Looks at the first {@code rows} values; at least one must be finite. */
    static NumberSummary of(double[] values, int rows) {
        double minimum = Double.POSITIVE_INFINITY;
        double maximum = Double.NEGATIVE_INFINITY;
        int infinite = 0;
        int finite = 0;
        for (int row = 0; row < rows; row++) {
            double value = values[row];
            if (Double.isInfinite(value)) {
                infinite++;
            } else if (!Double.isNaN(value)) {
                finite++;
                minimum = Math.min(minimum, value);
                maximum = Math.max(maximum, value);
            }
        }
        if (finite == 0) {
            throw new IllegalArgumentException("no finite value");
        }
        // In units of the largest value, so that no power of it overflows.
        double unit = Math.max(Math.abs(minimum), Math.abs(maximum));
        unit = unit == 0 ? 1 : unit;
        double mean = 0;
        for (int row = 0; row < rows; row++) {
            mean += Double.isFinite(values[row]) ? values[row] / unit : 0;
        }
        mean /= finite;
        double second = 0;
        double third = 0;
        for (int row = 0; row < rows; row++) {
            if (Double.isFinite(values[row])) {
                double distance = values[row] / unit - mean;
                second += distance * distance;
                third += distance * distance * distance;
            }
        }
        double deviation = Math.sqrt(second / finite);
        double skew = deviation > 1e-12 ? third / finite / (deviation * deviation * deviation) : 0;
        return new NumberSummary(
                minimum, maximum, mean * unit, deviation * unit, skew, quantiles(values, rows), infinite);
    }

    private static List<Double> quantiles(double[] values, int rows) {
        int step = Math.max(1, (rows + SORTED_ROWS - 1) / SORTED_ROWS);
        double[] sorted = new double[rows / step + 1];
        int count = 0;
        for (int row = 0; row < rows; row += step) {
            if (Double.isFinite(values[row])) {
                sorted[count++] = values[row];
            }
        }
        if (count == 0) {
            // Every value that counts lies between those that were taken.
            return quantiles(Arrays.stream(values, 0, rows)
                    .filter(Double::isFinite)
                    .limit(SORTED_ROWS)
                    .toArray());
        }
        return quantiles(Arrays.copyOf(sorted, count));
    }

    private static List<Double> quantiles(double[] present) {
        Arrays.sort(present);
        List<Double> quantiles = new ArrayList<>();
        for (double share : SHARES) {
            quantiles.add(present[(int) Math.round((present.length - 1) * share)] + 0.0);
        }
        return quantiles;
    }
}
