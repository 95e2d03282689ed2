package io.auspex.learn.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps a blend from being slow, until a row takes no longer than it may: {@link #USUAL_MICROSECONDS}, where the user says nothing else.
 *
 * <p>First, parts of little weight ask fewer of the models of their folds. The mean of M models errs by a variance V / M beyond what one of all
 * rows would have in common with them, and a part of weight w passes w² of it on: with m models the blend errs by {@code w² (1/m - 1/M) V}
 * more, which is kept below {@link #WORTH_OF_MODELS} of V for each part.
 *
 * <p>Then parts are left out. Greedy selection takes whatever makes the loss smaller, however little, so that a forest
 * with a few per cent of the weight may take most of the time of every prediction. The dearest goes first, where the others
 * are as good without it on rows not learnt from, but for a share of the loss that other rows would not confirm. What is worth more than that
 * stays, but in a lighter form where that is as good.
 *
 * <p>What is still too slow is brought below by {@link PredictionLimit}, for the least loss: where the user says what a row may take, whatever that
 * costs, else as far as {@link #WORTH_OF_LIMIT} of the loss reaches, or what chance leaves open.
 *
 * <p>What parts cost is estimated, never measured, so that the same seed chooses the same.
 */
final class PredictionThrift {
    /** 125,000 rows a second on one core: estimates err, and 100,000 are wanted. */
    static final double USUAL_MICROSECONDS = 8;
    /** By what share the loss may grow for {@link #USUAL_MICROSECONDS}, beside {@link #WORTH}. */
    static final double WORTH_OF_LIMIT = 0.02;
    /** The same where so much more is within one standard error of the difference: few rows cannot tell it from nothing. */
    static final double WORTH_WITHIN_CHANCE = 0.03;
    /** All that is left out may make the loss larger by this share of it, together. */
    static final double WORTH = 0.003;
    /** What fewer models of a part may add to the variance of the blend, beside what chance does to one of them. */
    static final double WORTH_OF_MODELS = 0.006;
    /** What is worth a smaller share of the loss is left out, without a look at lighter forms of it. */
    private static final double NEXT_TO_NOTHING = 0.0002;
    /** A part that takes a smaller share of the target saves too little to be missed. */
    private static final double LEAST_SAVING = 0.05;

    private final BlendLoss loss;
    private final Scorer scorer;
    private final double[] truth;
    private final Costs costs;
    private final double target;
    private final double worthOfLimit;
    private final double worthWithinChance;

    /** What is known of candidates beside how good they are. */
    interface Costs {
        /**
         * About what a row takes of a statement that asks all models that stand for these candidates. It is less than the sum over the
         * candidates, which have features in common.
         */
        double microseconds(List<CandidateResult> results);

        /** Whether the models of its folds answer together, not one of all rows. */
        boolean asksFolds(CandidateResult result);

        /** What each of its models says of some rows to learn from, as {@link OutOfFold#predictions}. */
        List<double[][]> said(CandidateResult result, int[] rows);

        /** The candidate in lighter forms, the cheapest first, each made when it is asked for. */
        Stream<CandidateResult> lighter(CandidateResult result);
    }

    /**
     * @param wanted microseconds that a row may take; empty where the user says nothing of it
     * @param loss that the blend was chosen by
     * @param truth by position
     */
    PredictionThrift(OptionalDouble wanted, BlendLoss loss, Scorer scorer, double[] truth, Costs costs) {
        this.target = wanted.orElse(USUAL_MICROSECONDS);
        this.worthOfLimit = wanted.isPresent() ? Double.POSITIVE_INFINITY : WORTH_OF_LIMIT;
        this.worthWithinChance = wanted.isPresent() ? Double.POSITIVE_INFINITY : WORTH_WITHIN_CHANCE;
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
        while (microseconds(withFewerModels(kept)) > target) {
            Optional<CandidateResult> dearest = dearest(kept, settled);
            if (dearest.isEmpty()) {
                break;
            }
            settled.add(dearest.get().candidate().name());
            kept = cheaper(kept, dearest.get(), allowed);
        }
        Assembly fewer = withFewerModels(kept);
        if (microseconds(fewer) <= target) {
            return fewer;
        }
        Assembly limited = new PredictionLimit(
                        kept, target, worthOfLimit, worthWithinChance, loss, scorer, truth, costs)
                .quicker();
        return microseconds(limited) < microseconds(fewer) ? limited : fewer;
    }

    /** As many models of each part as there is time for, at least those that its weight is worth; the dearest parts first. */
    private Assembly withFewerModels(Assembly blend) {
        double tooMuch = microseconds(blend) - target;
        List<Assembly.Part> parts = new ArrayList<>(blend.parts());
        List<Assembly.Part> dearest = new ArrayList<>(parts);
        dearest.sort(Comparator.comparingDouble(part -> -microseconds(part.result())));
        for (Assembly.Part part : dearest) {
            CandidateResult all = part.result();
            int count = all.folds().size();
            if (tooMuch > 0 && count > 1 && costs.asksFolds(all)) {
                double each = (microseconds(all) - microseconds(all.withModels(1))) / (count - 1);
                int affordable = (int) Math.floor(count - tooMuch / each);
                int models = Math.max(leastModels(part.weight(), count), affordable);
                CandidateResult some = all.withModels(models);
                tooMuch -= microseconds(all) - microseconds(some);
                parts.set(parts.indexOf(part), new Assembly.Part(some, part.weight()));
            }
        }
        return parts.equals(blend.parts()) ? blend : new Assembly(parts, blend.outOfFold(), blend.score());
    }

    private static int leastModels(double weight, int all) {
        double most = 1.0 / all + WORTH_OF_MODELS / (weight * weight);
        return Math.min(all, Math.max(1, (int) Math.ceil(1 / most)));
    }

    /**
     * Without the part where that costs next to nothing; else with the cheapest of its lighter forms that is better than nothing of it, or
     * without it, or the same if none is good enough.
     */
    private Assembly cheaper(Assembly blend, CandidateResult part, double allowed) {
        List<CandidateResult> others = new ArrayList<>();
        for (Assembly.Part other : blend.parts()) {
            if (!other.result().equals(part)) {
                others.add(other.result());
            }
        }
        Optional<Assembly> without =
                others.isEmpty() ? Optional.empty() : Optional.of(Assembly.of(others, loss, scorer, truth));
        double lossWithout = without.map(this::loss).orElse(Double.POSITIVE_INFINITY);
        double nextToNothing = Math.min(allowed, loss(blend) * (1 + NEXT_TO_NOTHING));
        if (lossWithout <= nextToNothing) {
            return without.orElseThrow();
        }
        double most = Math.min(allowed, lossWithout);
        return costs.lighter(part)
                .map(lighter -> with(others, lighter))
                .filter(blended -> loss(blended) <= most)
                .findFirst()
                .orElseGet(() -> lossWithout <= allowed ? without.orElseThrow() : blend);
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
                .filter(result -> microseconds(result) >= LEAST_SAVING * target)
                .max(Comparator.comparingDouble(this::microseconds));
    }

    private double loss(Assembly blend) {
        return loss.of(scorer.signal(loss, blend.outOfFold()), truth, truth.length);
    }

    private double microseconds(Assembly blend) {
        return costs.microseconds(
                blend.parts().stream().map(Assembly.Part::result).toList());
    }

    private double microseconds(CandidateResult result) {
        return costs.microseconds(List.of(result));
    }

    /** What was left out or made lighter, and what that means, for the user; empty if nothing was. */
    Optional<String> note(Assembly before, Assembly after, String metric) {
        List<String> changes = new ArrayList<>();
        for (Assembly.Part part : before.parts()) {
            String name = "\"" + part.result().candidate().name() + "\"";
            if (after.weight(part.result()) == 0) {
                changes.add("leaves out " + name);
                continue;
            }
            CandidateResult kept = after.result(part.result());
            if (!kept.outOfFold().equals(part.result().outOfFold())) {
                changes.add("has smaller trees or fewer in " + name);
            }
            if (kept.folds().size() < part.result().folds().size()) {
                changes.add("asks " + kept.folds().size() + " of "
                        + part.result().folds().size() + " models of " + name);
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
