package io.auspex.learn.forecast.method;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the order of an ARIMA model step by step: four models to begin with, then the neighbours of the best one, as long as one
 * of them has a smaller criterion (Hyndman and Khandakar, Journal of Statistical Software 27(3), 2008, §3.2).
 */
final class ArimaSelection {
    private static final int MOST_MODELS = 60;
    private static final int MOST_ORDER = 4;
    private static final int MOST_SEASONAL_ORDER = 2;
    private static final int MOST_COEFFICIENTS = 6;
    private static final int EVALUATIONS = 250;

    private final double[] values;
    private final Set<ArimaOrder> tried = new HashSet<>();
    private ArimaFit best;

    private ArimaSelection(double[] values) {
        this.values = values;
    }

    /**
     * @param season 1 for none
     * @return empty if the series is too short for any
     */
    static Optional<ArimaFit> select(double[] values, int season) {
        int seasonalD = Differences.seasonal(values, season);
        double[] rest = seasonalD == 0 ? values : Differences.difference(values, season);
        int d = Differences.ordinary(rest, 2 - (seasonalD == 1 ? 1 : 0));
        ArimaSelection selection = new ArimaSelection(values);
        int seasonal = season > 1 ? 1 : 0;
        boolean constant = d + seasonalD <= 1;
        ArimaOrder base = new ArimaOrder(0, d, 0, 0, seasonalD, 0, season, constant);
        selection.consider(base.with(2, 2, seasonal, seasonal, constant));
        selection.consider(base);
        selection.consider(base.with(1, 0, seasonal, 0, constant));
        selection.consider(base.with(0, 1, 0, seasonal, constant));
        if (constant) {
            selection.consider(base.with(0, 0, 0, 0, false));
        }
        selection.climb();
        return Optional.ofNullable(selection.best);
    }

    private boolean consider(ArimaOrder order) {
        boolean allowed = order.p() >= 0
                && order.q() >= 0
                && order.seasonalP() >= 0
                && order.seasonalQ() >= 0
                && order.p() <= MOST_ORDER
                && order.q() <= MOST_ORDER
                && order.seasonalP() <= MOST_SEASONAL_ORDER
                && order.seasonalQ() <= MOST_SEASONAL_ORDER
                && order.coefficients() <= MOST_COEFFICIENTS
                && (order.season() > 1 || order.seasonalP() + order.seasonalQ() == 0)
                && (!order.constant() || order.mayHaveConstant());
        if (!allowed || tried.size() >= MOST_MODELS || !ArimaFit.fits(order, values.length) || !tried.add(order)) {
            return false;
        }
        ArimaFit fit = ArimaFit.of(order, values, null, EVALUATIONS);
        boolean better = Double.isFinite(fit.criterion()) && (best == null || fit.criterion() < best.criterion());
        if (better) {
            best = fit;
        }
        return better;
    }

    private void climb() {
        boolean improved = best != null;
        while (improved) {
            ArimaOrder at = best.order();
            improved = neighbour(at, 0, 0, -1, 0)
                    || neighbour(at, 0, 0, 0, -1)
                    || neighbour(at, 0, 0, 1, 0)
                    || neighbour(at, 0, 0, 0, 1)
                    || neighbour(at, 0, 0, -1, -1)
                    || neighbour(at, 0, 0, 1, 1)
                    || neighbour(at, -1, 0, 0, 0)
                    || neighbour(at, 0, -1, 0, 0)
                    || neighbour(at, 1, 0, 0, 0)
                    || neighbour(at, 0, 1, 0, 0)
                    || neighbour(at, -1, -1, 0, 0)
                    || neighbour(at, 1, 1, 0, 0)
                    || consider(at.with(at.p(), at.q(), at.seasonalP(), at.seasonalQ(), !at.constant()));
        }
    }

    private boolean neighbour(ArimaOrder at, int p, int q, int seasonalP, int seasonalQ) {
        return consider(
                at.with(at.p() + p, at.q() + q, at.seasonalP() + seasonalP, at.seasonalQ() + seasonalQ, at.constant()));
    }
}
