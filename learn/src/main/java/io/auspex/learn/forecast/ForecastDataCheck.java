package io.auspex.learn.forecast;

import io.auspex.learn.TrainingException;
import io.auspex.learn.frame.Frame;

/**
 * Whether rows can be forecast at all. The 500 rows that Redshift wants of other models are Autopilot's minimum, not that of a
 * forecast: 12 years of months are 144.
 */
public final class ForecastDataCheck {
    /** Of the longest series: fewer say nothing. */
    static final int LEAST_PERIODS = 6;

    private ForecastDataCheck() {}

    /** @throws TrainingException that says what is wrong with the settings or the series */
    public static void check(Frame frame, String target, ForecastSettings settings, long maxCells) {
        SeriesReader.read(frame, target, settings, maxCells);
    }
}
