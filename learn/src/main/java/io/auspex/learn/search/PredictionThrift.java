package io.auspex.learn.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps a blend from being slow for next to nothing. Greedy selection takes whatever makes the loss smaller, however little, so that a forest
 * with a few per cent of the weight may take most of the time of every prediction. Here parts are left out, the dearest first, where the others
 * are as good without them on rows not learnt from, but for a share of the loss that other rows would not confirm, until a row takes no longer
 * than {@link #TARGET_MICROSECONDS}. What is worth more than that stays, however dear, but in a lighter form where that is as good.
 *
 * <p>What parts cost is estimated, never measured, so that the same seed chooses the same.
 */
final class PredictionThrift {
    /** 100,000 rows a second on one core. */
    static final double TARGET_MICROSECONDS = 10;
    /** All that is left out may make the loss larger by this share of it, together. */
    static final double WORTH = 0.003;
    /** A part that takes a smaller share of the target saves too little to be missed. */
    private static final double LEAST_SAVING = 0.05;

    private final BlendLoss loss;
    private final Scorer scorer;
    private final double[] truth;
    private final Costs costs;

    /** What is known of candidates beside how good they are. */
    interface Costs {
        /** About what all models that stand for a candidate take for a row. */
        double microseconds(CandidateResult result);

        /** The candidate in lighter forms, the cheapest first, each made when it is asked for. */
        Stream<CandidateResult> lighter(CandidateResult result);
    }

    /**
     * @param loss that the blend was chosen by
     * @param truth by position
     */
    PredictionThrift(BlendLoss loss, Scorer scorer, double[] truth, Costs costs) {
        this.loss = loss;
        this.scorer = scorer;
        this.truth = truth;
        this.costs = costs;
    }

    /** The same, or what is as good and quicker. */
    Assembly of(Assembly blend) {
        double allowed = loss(blend) * (1 + WORTH);
        Assembly kept = blend;
        Set<String> settled = new HashSet<>();
        while (microseconds(kept) > TARGET_MICROSECONDS) {
            Optional<CandidateResult> dearest = dearest(kept, settled);
            if (dearest.isEmpty()) {
                break;
            }
            settled.add(dearest.get().candidate().name());
            kept = cheaper(kept, dearest.get(), allowed);
        }
        return kept;
    }

    /** Without the part, or with its lighter form, or the same if neither is as good. */
    private Assembly cheaper(Assembly blend, CandidateResult part, double allowed) {
        List<CandidateResult> others = new ArrayList<>();
        for (Assembly.Part other : blend.parts()) {
            if (!other.result().equals(part)) {
                others.add(other.result());
            }
        }
        if (!others.isEmpty()) {
            Assembly without = Assembly.of(others, loss, scorer, truth);
            if (loss(without) <= allowed) {
                return without;
            }
        }
        return costs.lighter(part)
                .map(lighter -> with(others, lighter))
                .filter(blended -> loss(blended) <= allowed)
                .findFirst()
                .orElse(blend);
    }

    private Assembly with(List<CandidateResult> others, CandidateResult one) {
        List<CandidateResult> all = new ArrayList<>(others);
        all.add(one);
        return Assembly.of(all, loss, scorer, truth);
    }

    private Optional<CandidateResult> dearest(Assembly blend, Set<String> settled) {
        return blend.parts().stream()
                .map(Assembly.Part::result)
                .filter(result -> !settled.contains(result.candidate().name()))
                .filter(result -> costs.microseconds(result) >= LEAST_SAVING * TARGET_MICROSECONDS)
                .max(Comparator.comparingDouble(costs::microseconds));
    }

    private double loss(Assembly blend) {
        return loss.of(scorer.signal(loss, blend.outOfFold()), truth, 0, truth.length);
    }

    private double microseconds(Assembly blend) {
        return blend.parts().stream()
                .mapToDouble(part -> costs.microseconds(part.result()))
                .sum();
    }

    /** What was left out or made lighter, and what that means, for the user; empty if nothing was. */
    Optional<String> note(Assembly before, Assembly after, String metric) {
        List<String> changes = new ArrayList<>();
        for (Assembly.Part part : before.parts()) {
            String name = "\"" + part.result().candidate().name() + "\"";
            if (after.weight(part.result()) == 0) {
                changes.add("leaves out " + name);
            } else if (after.parts().stream().noneMatch(kept -> kept.result().equals(part.result()))) {
                changes.add("has smaller trees or fewer in " + name);
            }
        }
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "To predict sooner the model %s: %s %.6f instead of %.6f, about %.1f instead of %.1f microseconds a row on one core.",
                        String.join(", ", changes),
                        metric,
                        after.score().value(),
                        before.score().value(),
                        microseconds(after),
                        microseconds(before)));
    }
}
