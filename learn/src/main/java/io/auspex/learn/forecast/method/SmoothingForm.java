package io.auspex.learn.forecast.method;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the state space models of exponential smoothing, in the notation ETS(error, trend, season) of Hyndman, Koehler, Ord and
 * Snyder, "Forecasting with exponential smoothing", 2008. Trends are additive: multiplicative ones run away.
 */
record SmoothingForm(boolean multiplicativeError, Trend trend, Seasonality seasonality) {
    enum Trend {
        NONE("N"),
        ADDITIVE("A"),
        DAMPED("Ad");

        private final String letter;

        Trend(String letter) {
            this.letter = letter;
        }
    }

    enum Seasonality {
        NONE("N"),
        ADDITIVE("A"),
        MULTIPLICATIVE("M");

        private final String letter;

        Seasonality(String letter) {
            this.letter = letter;
        }
    }

    /** All that are stable on such data: factors need positive values, and go with a multiplicative error only. */
    static List<SmoothingForm> all(boolean positive, boolean seasonal) {
        List<SmoothingForm> forms = new ArrayList<>();
        for (Seasonality seasonality : Seasonality.values()) {
            if ((seasonality != Seasonality.NONE && !seasonal)
                    || (seasonality == Seasonality.MULTIPLICATIVE && !positive)) {
                continue;
            }
            for (Trend trend : Trend.values()) {
                if (seasonality != Seasonality.MULTIPLICATIVE) {
                    forms.add(new SmoothingForm(false, trend, seasonality));
                }
                if (positive) {
                    forms.add(new SmoothingForm(true, trend, seasonality));
                }
            }
        }
        return forms;
    }

    boolean hasTrend() {
        return trend != Trend.NONE;
    }

    boolean isSeasonal() {
        return seasonality != Seasonality.NONE;
    }

    boolean hasFactors() {
        return seasonality == Seasonality.MULTIPLICATIVE;
    }

    /** Smoothing weights: of level, slope, season, and the damping. */
    int weights() {
        return 1 + (hasTrend() ? 1 : 0) + (isSeasonal() ? 1 : 0) + (trend == Trend.DAMPED ? 1 : 0);
    }

    /** Numbers estimated from the data: weights, first states, variance. */
    int parameters(int season) {
        return weights() + 1 + (hasTrend() ? 1 : 0) + (isSeasonal() ? season - 1 : 0) + 1;
    }

    @Override
    public String toString() {
        return "ETS(" + (multiplicativeError ? "M" : "A") + "," + trend.letter + "," + seasonality.letter + ")";
    }
}
