package io.auspex.learn.forecast;

import io.auspex.learn.forecast.method.History;
import io.auspex.learn.forecast.method.Season;
import java.util.ArrayList;
import java.util.List;

/** Which of the rhythms that its frequency suggests a series really has. */
final class SeasonDetection {
    /** A mean over few cycles explains some of the variance by chance alone; this much of it must be exceeded. */
    private static final double CHANCE = 1.6;

    private static final double LEAST_STRENGTH = 0.05;

    private SeasonDetection() {}

    /** @param values without gaps */
    static List<Season> detect(double[] values, List<Season> candidates) {
        List<Season> found = new ArrayList<>();
        double[] rest = values;
        for (Season season : candidates) {
            if (values.length < 2 * season.length() + 2) {
                break;
            }
            double byChance = (season.length() - 1.0) / values.length;
            if (History.seasonalStrength(rest, season) > LEAST_STRENGTH + CHANCE * byChance) {
                found.add(season);
                double[] seasonal = History.seasonalPart(rest, season);
                double[] without = new double[rest.length];
                for (int t = 0; t < rest.length; t++) {
                    without[t] = rest[t] - seasonal[t];
                }
                rest = without;
            }
        }
        return found;
    }
}
