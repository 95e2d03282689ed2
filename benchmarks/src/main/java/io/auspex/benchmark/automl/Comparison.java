package io.auspex.benchmark.automl;

import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Means over the folds of a set, and how one system's losses relate to another's. */
final class Comparison {
    /** A loss below counts as this: on a set that both solve, digits of noise would decide the mean of all. */
    static final double LEAST_LOSS = 1e-9;

    private final List<Result> done;

    /**
     * Compares.
     *
     * @param results of one budget and way of splitting
     */
    Comparison(Collection<Result> results) {
        done = results.stream().filter(result -> !result.isFailure()).toList();
    }

    List<Result> of(String data, String system) {
        return done.stream()
                .filter(result -> result.key().data().equals(data)
                        && result.key().system().equals(system))
                .toList();
    }

    OptionalDouble mean(String data, String system, ToDoubleFunction<Result> what) {
        return of(data, system).stream()
                .mapToDouble(what)
                .filter(value -> !Double.isNaN(value))
                .average();
    }

    /** Mean loss of one by that of the other, over the folds that both have done. */
    OptionalDouble lossRatio(String data, String system, String peer) {
        double own = 0;
        double other = 0;
        for (Result result : of(data, system)) {
            Result match = of(data, peer).stream()
                    .filter(candidate -> candidate.key().fold() == result.key().fold())
                    .findFirst()
                    .orElse(null);
            if (match != null) {
                own += Math.max(result.loss(), LEAST_LOSS);
                other += Math.max(match.loss(), LEAST_LOSS);
            }
        }
        return other == 0 ? OptionalDouble.empty() : OptionalDouble.of(own / other);
    }

    /** Over the sets that both have done. */
    List<Double> lossRatios(List<String> data, String system, String peer) {
        return data.stream()
                .map(set -> lossRatio(set, system, peer))
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
    }

    static double geometricMean(List<Double> ratios) {
        return Math.exp(ratios.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
    }
}
