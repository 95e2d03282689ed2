package io.auspex.learn.forecast;

import io.auspex.learn.forecast.method.History;
import io.auspex.learn.forecast.method.Season;
import java.util.List;

/** Bridges periods without a value: a straight line between the neighbours, of the series without its seasons where it has some. */
final class Gaps {
    private Gaps() {}

    static boolean any(double[] values) {
        for (double value : values) {
            if (Double.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    /** @param values the first and the last are there */
    static double[] bridge(double[] values) {
        double[] filled = values.clone();
        int last = 0;
        for (int t = 1; t < filled.length; t++) {
            if (Double.isNaN(filled[t])) {
                continue;
            }
            for (int between = last + 1; between < t; between++) {
                double share = (between - last) / (double) (t - last);
                filled[between] = filled[last] + share * (filled[t] - filled[last]);
            }
            last = t;
        }
        return filled;
    }

    /** The same along the seasons found in {@code bridged}. */
    static double[] bridge(double[] values, double[] bridged, List<Season> seasons) {
        double[] adjusted = values.clone();
        double[] shape = new double[values.length];
        double[] rest = bridged;
        for (Season season : seasons) {
            double[] seasonal = History.seasonalPart(rest, season);
            double[] without = new double[rest.length];
            for (int t = 0; t < rest.length; t++) {
                shape[t] += seasonal[t];
                without[t] = rest[t] - seasonal[t];
            }
            rest = without;
        }
        for (int t = 0; t < adjusted.length; t++) {
            adjusted[t] -= shape[t];
        }
        double[] filled = bridge(adjusted);
        for (int t = 0; t < filled.length; t++) {
            filled[t] = Double.isNaN(values[t]) ? filled[t] + shape[t] : values[t];
        }
        return filled;
    }
}
