package io.auspex.learn.forecast.method;

/**
 * The order of a seasonal ARIMA model.
 *
 * @param season 1 for none
 * @param constant whether the differenced series has a mean
 */
record ArimaOrder(int p, int d, int q, int seasonalP, int seasonalD, int seasonalQ, int season, boolean constant) {
    /** Coefficients to estimate. */
    int coefficients() {
        return p + q + seasonalP + seasonalQ;
    }

    /** Numbers estimated from the data, the variance with them. */
    int parameters() {
        return coefficients() + (constant ? 1 : 0) + 1;
    }

    /** Steps of the differenced series that the autoregressive part looks back. */
    int reach() {
        return p + season * seasonalP;
    }

    /** Whether a constant may stand in it: it would be a parabola behind two differences. */
    boolean mayHaveConstant() {
        return d + seasonalD <= 1;
    }

    ArimaOrder with(int newP, int newQ, int newSeasonalP, int newSeasonalQ, boolean newConstant) {
        return new ArimaOrder(newP, d, newQ, newSeasonalP, seasonalD, newSeasonalQ, season, newConstant);
    }

    @Override
    public String toString() {
        String text = "ARIMA(" + p + "," + d + "," + q + ")";
        if (season > 1 && seasonalP + seasonalD + seasonalQ > 0) {
            text += "(" + seasonalP + "," + seasonalD + "," + seasonalQ + ")[" + season + "]";
        }
        return constant ? text + (d + seasonalD > 0 ? " with drift" : " with mean") : text;
    }
}
