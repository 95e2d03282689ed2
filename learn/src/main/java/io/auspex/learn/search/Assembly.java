package io.auspex.learn.search;

import io.auspex.learn.objective.ModelType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The candidates that answer together, with what each counts.
 *
 * @param parts the heaviest first, at least one; the weights add up to 1
 * @param outOfFold what they say together of rows they had not learnt from
 * @param score of that
 */
record Assembly(List<Part> parts, OutOfFold outOfFold, Score score) {
    /** Judging by ranks needs sorting, which is done on so many rows at most. */
    private static final int MOST_RANKED = 20_000;

    record Part(CandidateResult result, double weight) {}

    Assembly {
        parts = List.copyOf(parts);
    }

    static Assembly single(CandidateResult result) {
        return new Assembly(List.of(new Part(result, 1)), result.outOfFold(), result.score());
    }

    /**
     * The best blend of some results.
     *
     * @param results those with fold models, at least one
     * @param truth by position
     */
    static Assembly of(List<CandidateResult> results, BlendLoss loss, Scorer scorer, double[] truth) {
        List<double[]> signals = results.stream()
                .map(result -> scorer.signal(loss, result.outOfFold()))
                .toList();
        double[] weights = thinned(loss, signals, truth);
        List<Part> parts = new ArrayList<>();
        for (int index = 0; index < weights.length; index++) {
            if (weights[index] > 0) {
                parts.add(new Part(results.get(index), weights[index]));
            }
        }
        parts.sort(Comparator.comparingDouble((Part part) -> -part.weight()));
        OutOfFold blended = EnsembleSelection.blend(
                results.stream().map(CandidateResult::outOfFold).toList(), weights);
        return new Assembly(parts, blended, scorer.score(blended));
    }

    private static double[] thinned(BlendLoss loss, List<double[]> signals, double[] truth) {
        int step = loss == BlendLoss.RANKING ? (truth.length + MOST_RANKED - 1) / MOST_RANKED : 1;
        if (step == 1) {
            return EnsembleSelection.weights(loss, signals, truth);
        }
        return EnsembleSelection.weights(
                loss, signals.stream().map(signal -> every(step, signal)).toList(), every(step, truth));
    }

    private static double[] every(int step, double[] values) {
        double[] some = new double[(values.length + step - 1) / step];
        for (int index = 0; index < some.length; index++) {
            some[index] = values[index * step];
        }
        return some;
    }

    /** 0 of a candidate that is not in. */
    double weight(CandidateResult result) {
        return part(result).map(Part::weight).orElse(0.0);
    }

    /** The form in which a candidate is in. */
    CandidateResult result(CandidateResult result) {
        return part(result).orElseThrow().result();
    }

    private Optional<Part> part(CandidateResult result) {
        return parts.stream()
                .filter(part -> part.result()
                        .candidate()
                        .name()
                        .equals(result.candidate().name()))
                .findFirst();
    }

    /** That of all its parts, or {@link ModelType#ENSEMBLE}. */
    ModelType modelType() {
        List<ModelType> types = parts.stream()
                .map(part -> part.result().candidate().learner().modelType())
                .distinct()
                .toList();
        return types.size() == 1 ? types.get(0) : ModelType.ENSEMBLE;
    }

    /** The candidate's name, or {@code ensemble of 3}. */
    String name() {
        return parts.size() == 1 ? parts.get(0).result().candidate().name() : "ensemble of " + parts.size();
    }

    /** {@code "mlp" 60 %, "linear" 40 %}. */
    String shares() {
        List<String> shares = new ArrayList<>();
        for (Part part : parts) {
            shares.add(String.format(
                    Locale.ROOT, "\"%s\" %.0f %%", part.result().candidate().name(), 100 * part.weight()));
        }
        return String.join(", ", shares);
    }
}
