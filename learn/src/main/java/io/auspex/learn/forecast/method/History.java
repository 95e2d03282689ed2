package io.auspex.learn.forecast.method;

import java.util.Arrays;
import java.util.List;

/**
 * The past of one series, one finite value a step, no gaps. The array is shared, so nobody writes to it.
 *
 * @param seasons the rhythms it was found to have, shortest first
 */
public record History(double[] values, List<Season> seasons) {
    public History {
        seasons = List.copyOf(seasons);
    }

    public int length() {
        return values.length;
    }

    /** The first steps only, with those of the rhythms that can still be learnt from them. */
    public History first(int steps) {
        return new History(
                Arrays.copyOf(values, steps),
                seasons.stream().filter(season -> 2 * season.length() <= steps).toList());
    }

    /** Whether logarithms can be taken. */
    public boolean isPositive() {
        for (double value : values) {
            if (!(value > 0)) {
                return false;
            }
        }
        return true;
    }

    /** What repeats over a season, around 0, one value a step. */
    public static double[] seasonalPart(double[] values, Season season) {
        SeasonalProfile profile = SeasonalProfile.of(values, season.length(), false);
        double[] part = new double[values.length];
        for (int t = 0; t < part.length; t++) {
            part[t] = profile.at(t);
        }
        return part;
    }

    /** What share of the variance around the trend repeats over a season, 0 to 1. */
    public static double seasonalStrength(double[] values, Season season) {
        return SeasonalProfile.of(values, season.length(), false).strength();
    }
}
