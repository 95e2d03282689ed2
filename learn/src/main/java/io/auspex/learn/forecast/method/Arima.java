package io.auspex.learn.forecast.method;

import java.util.Optional;

/** Seasonal ARIMA with an order found by itself, on the values or, where that is likelier, on their logarithms. */
public final class Arima implements ForecastMethod {
    private static final int LEAST_LENGTH = 10;
    /** A longer season would be too far back for a model of this size. */
    private static final int LONGEST_SEASON = 24;

    private static final int EVALUATIONS = 500;

    @Override
    public String name() {
        return "arima";
    }

    @Override
    public Optional<Form> choose(History history) {
        if (history.length() < LEAST_LENGTH || SeasonalProfile.variance(history.values()) == 0) {
            return Optional.empty();
        }
        int season = 1;
        for (Season candidate : history.seasons()) {
            if (candidate.length() <= LONGEST_SEASON && history.length() > 3 * candidate.length()) {
                season = candidate.length();
            }
        }
        Optional<ArimaFit> plain = ArimaSelection.select(history.values(), season);
        if (history.isPositive()) {
            double[] logarithms = logarithms(history.values());
            Optional<ArimaFit> logarithmic = ArimaSelection.select(logarithms, season);
            double jacobian = 0;
            for (double logarithm : logarithms) {
                jacobian += 2 * logarithm;
            }
            // The density of the value is that of its logarithm divided by the value.
            if (logarithmic.isPresent()
                    && (plain.isEmpty()
                            || logarithmic.get().criterion() + jacobian
                                    < plain.get().criterion())) {
                return Optional.of(
                        new Chosen(logarithmic.get().order(), logarithmic.get().parameters(), true));
            }
        }
        return plain.map(fit -> new Chosen(fit.order(), fit.parameters(), false));
    }

    private static double[] logarithms(double[] values) {
        double[] logarithms = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            logarithms[t] = Math.log(values[t]);
        }
        return logarithms;
    }

    private record Chosen(ArimaOrder order, double[] start, boolean logarithmic) implements Form {
        @Override
        public String description() {
            return order + (logarithmic ? " of the logarithm" : "");
        }

        @Override
        public Predictive forecast(History history, int steps) {
            double[] values = logarithmic ? logarithms(history.values()) : history.values();
            if (!ArimaFit.fits(order, values.length)) {
                ArimaOrder simple = new ArimaOrder(0, 1, 0, 0, 0, 0, 1, false);
                return ArimaFit.of(simple, values, null, 1).forecast(steps, logarithmic);
            }
            return ArimaFit.of(order, values, start, EVALUATIONS).forecast(steps, logarithmic);
        }
    }
}
