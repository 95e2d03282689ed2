package io.auspex.benchmark.predict;

import io.auspex.benchmark.predict.engine.Compiled;
import io.auspex.benchmark.predict.engine.Reference;
import io.auspex.benchmark.predict.finding.Finding;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** Looks up what was measured of the engines. */
record Speeds(List<Finding.Speed> all) {
    private static final Set<String> OURS = Set.of(Compiled.BEST, Compiled.SCALAR, Reference.NAME);

    Speeds {
        all = List.copyOf(all);
    }

    static boolean isPeer(String engine) {
        return !OURS.contains(engine);
    }

    List<Finding.Subject> subjects() {
        return all.stream().map(Finding.Speed::subject).distinct().toList();
    }

    List<Integer> threads(Finding.Subject subject) {
        return all.stream()
                .filter(speed -> speed.subject().equals(subject))
                .map(Finding.Speed::threads)
                .distinct()
                .toList();
    }

    List<Integer> batches(Finding.Subject subject, int threads) {
        return all.stream()
                .filter(speed -> speed.subject().equals(subject) && speed.threads() == threads)
                .map(Finding.Speed::batch)
                .distinct()
                .toList();
    }

    List<String> engines(Finding.Subject subject) {
        return all.stream()
                .filter(speed -> speed.subject().equals(subject))
                .map(Finding.Speed::engine)
                .distinct()
                .toList();
    }

    /** Our quickest: with vector kernels where there are some. */
    String ours(Finding.Subject subject) {
        return engines(subject).contains(Compiled.BEST) ? Compiled.BEST : Compiled.SCALAR;
    }

    OptionalDouble nanoseconds(Finding.Subject subject, int batch, int threads, String engine) {
        return all.stream()
                .filter(speed -> speed.subject().equals(subject)
                        && speed.batch() == batch
                        && speed.threads() == threads
                        && speed.engine().equals(engine))
                .mapToDouble(Finding.Speed::nanoseconds)
                .findFirst();
    }

    /** How many times the second's time the first one takes. */
    OptionalDouble ratio(Finding.Subject subject, int batch, int threads, String slow, String quick) {
        OptionalDouble numerator = nanoseconds(subject, batch, threads, slow);
        OptionalDouble denominator = nanoseconds(subject, batch, threads, quick);
        return numerator.isEmpty() || denominator.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(numerator.getAsDouble() / denominator.getAsDouble());
    }
}
