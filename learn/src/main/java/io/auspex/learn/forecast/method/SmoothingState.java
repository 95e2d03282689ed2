package io.auspex.learn.forecast.method;

/**
 * Level, slope and season of a series while exponential smoothing goes over it; Hyndman et al., "Forecasting with exponential
 * smoothing", 2008, tables 2.2 and 2.3. Mutable, used by one thread.
 */
final class SmoothingState {
    private final SmoothingForm form;
    private final double alpha;
    private final double beta;
    private final double gamma;
    private final double damping;
    private final double[] season;
    private double level;
    private double slope;
    private int step;

    /** @param season by phase, the next step's first; copied */
    SmoothingState(
            SmoothingForm form,
            double alpha,
            double beta,
            double gamma,
            double damping,
            double level,
            double slope,
            double[] season) {
        this.form = form;
        this.alpha = alpha;
        this.beta = beta;
        this.gamma = gamma;
        this.damping = form.hasTrend() ? damping : 0;
        this.level = level;
        this.slope = form.hasTrend() ? slope : 0;
        this.season = season.clone();
    }

    private SmoothingState(SmoothingState other) {
        this(other.form, other.alpha, other.beta, other.gamma, other.damping, other.level, other.slope, other.season);
        this.step = other.step;
    }

    SmoothingState copy() {
        return new SmoothingState(this);
    }

    /** What the next value is expected to be. */
    double expected() {
        double base = level + damping * slope;
        return switch (form.seasonality()) {
            case NONE -> base;
            case ADDITIVE -> base + season[step % season.length];
            case MULTIPLICATIVE -> base * season[step % season.length];
        };
    }

    /** Takes the next value in. */
    void observe(double value) {
        double carried = damping * slope;
        double base = level + carried;
        int phase = form.isSeasonal() ? step % season.length : 0;
        double adjusted =
                switch (form.seasonality()) {
                    case NONE -> value;
                    case ADDITIVE -> value - season[phase];
                    case MULTIPLICATIVE -> value / season[phase];
                };
        double before = level;
        level = base + alpha * (adjusted - base);
        if (form.hasTrend()) {
            slope = carried + beta / alpha * (level - before - carried);
        }
        if (form.isSeasonal()) {
            double found = form.hasFactors() ? value / base : value - base;
            season[phase] += gamma * (found - season[phase]);
        }
        step++;
    }
}
