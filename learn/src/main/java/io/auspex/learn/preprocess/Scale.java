package io.auspex.learn.preprocess;

import io.auspex.learn.preprocess.Preprocessors.ColumnSet;
import java.util.Arrays;

/**
 * Where the scalers put the zero and how long their unit is.
 *
 * <ul>
 *   <li>StandardScaler: mean and population standard deviation.
 *   <li>MinMax: least value and range, so that the training rows lie between 0 and 1; others go on along the same line.
 *   <li>Normalizer: median and distance between the quartiles, which a few wild values do not move.
 * </ul>
 *
 * A feature with one value becomes 0. NULLs and infinite values do not count.
 *
 * @param scale positive
 */
record Scale(double center, double scale) {
    /** Leaves a number as it is. */
    static final Scale NONE = new Scale(0, 1);

    /** @param values the first {@code rows} count */
    static Scale of(ColumnSet set, double[] values, int rows) {
        double[] sorted = present(values, rows);
        if (sorted.length == 0) {
            return NONE;
        }
        double least = sorted[0];
        double most = sorted[sorted.length - 1];
        if (least == most) {
            return new Scale(least, 1);
        }
        if (set.has(Transformer.MIN_MAX)) {
            return sound(least, most - least);
        }
        Scale standard = standard(sorted);
        if (set.has(Transformer.NORMALIZER)) {
            double quartiles = quantile(sorted, 0.75) - quantile(sorted, 0.25);
            return sound(quantile(sorted, 0.5), quartiles > 0 ? quartiles : standard.scale());
        }
        return standard;
    }

    /** The finite values, ascending. */
    static double[] present(double[] values, int rows) {
        return Arrays.stream(values, 0, rows).filter(Double::isFinite).sorted().toArray();
    }

    private static Scale standard(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / values.length;
        }
        return sound(mean, Math.sqrt(variance));
    }

    /** Between two values in proportion: the definition that most programs have as their first (Hyndman and Fan, 1996, type 7). */
    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        double part = position - below;
        return sorted[below] * (1 - part) + sorted[above] * part;
    }

    /** Values whose spread a double cannot hold are shrunk so that they fit. */
    private static Scale sound(double center, double scale) {
        return new Scale(
                Double.isFinite(center) ? center : 0, Double.isFinite(scale) && scale > 0 ? scale : Double.MAX_VALUE);
    }
}
