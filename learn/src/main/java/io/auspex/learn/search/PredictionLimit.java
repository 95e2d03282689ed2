package io.auspex.learn.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings a blend below the time that a row may take, for the least loss, or as near to it as the loss allows. Of all that makes it quicker -
 * one model fewer of a part, a lighter form of a part, none of it - that is done which costs the least for the time it saves, and then the next.
 *
 * <p>The loss may grow by a share of it, and by a larger one where the growth that is seen is within one standard error of itself, row against
 * row: on few rows 2 % are less than chance makes of it.
 *
 * <p>What leaving out and lighter forms cost is seen on rows not learnt from. What fewer models cost is not, since only one of the models had
 * not learnt from each such row, nor what several have in common with other parts, which make up for the chance of one of them as well: both
 * are judged by how far the models are from one another ({@link Disagreement}).
 */
final class PredictionLimit {
    /**
     * By what share of it the loss that is seen may grow at most, whatever models are taken to make up for: models that fit the rows they learnt
     * from closely are far apart on rows that one of them has not learnt from.
     */
    private static final double MOST_SEEN = 0.1;
    /** Of a candidate with more rows one lighter form alone is judged, which takes time. */
    private static final int FEW_ROWS = 10_000;

    private final Assembly blend;
    private final double microseconds;
    private final double mostLoss;
    private final double mostWithinChance;
    private final BlendLoss loss;
    private final Scorer scorer;
    private final double[] truth;
    private final PredictionThrift.Costs costs;
    private final IdentityHashMap<OutOfFold, double[]> signals = new IdentityHashMap<>();
    private final Map<String, List<CandidateResult>> lighter = new HashMap<>();
    private final Map<List<Asked>, Double> asked = new HashMap<>();
    private final Map<List<Voice>, Double> losses = new HashMap<>();
    private final Disagreement disagreement;
    /** The blend's loss on rows not learnt from. */
    private final double seen;

    private final State whole;

    /** The first so many models of a candidate, which its predictions tell apart. */
    private record Asked(OutOfFold outOfFold, int models) {}

    /** A blend on the way. */
    private record State(List<Assembly.Part> parts, double expected) {}

    /**
     * @param blend with all models of its parts
     * @param microseconds that a row may take
     * @param mostLoss by what share the loss may grow at most for it; where it would grow more, the blend stays slower
     * @param mostWithinChance the same where the rows cannot tell the growth from chance; at least {@code mostLoss}
     * @param loss that the blend was chosen by
     * @param truth by position
     */
    PredictionLimit(
            Assembly blend,
            double microseconds,
            double mostLoss,
            double mostWithinChance,
            BlendLoss loss,
            Scorer scorer,
            double[] truth,
            PredictionThrift.Costs costs) {
        this.blend = blend;
        this.microseconds = microseconds;
        this.mostLoss = mostLoss;
        this.mostWithinChance = mostWithinChance;
        this.loss = loss;
        this.scorer = scorer;
        this.truth = truth;
        this.costs = costs;
        this.disagreement = new Disagreement(blend, costs);
        this.seen = seenLoss(blend.parts());
        this.whole = state(blend.parts());
    }

    /** The quickest that was found where that is still too slow; the same where nothing may be given up. */
    Assembly quicker() {
        State kept = whole;
        while (microseconds(kept.parts()) > microseconds) {
            Optional<State> quicker = cheapestStep(kept);
            if (quicker.isEmpty()) {
                break;
            }
            kept = quicker.get();
        }
        return kept.equals(whole) ? blend : withMoreModels(weighedAnew(kept));
    }

    /** Whether the loss has grown by no more than it may. */
    private boolean isGoodEnough(State state) {
        double grown = state.expected() - whole.expected();
        double seenToGrow = loss(state.parts()) - seen;
        double unit = Math.abs(whole.expected());
        if (seenToGrow > Math.max(mostLoss, MOST_SEEN) * Math.abs(seen)) {
            return false;
        }
        if (grown <= mostLoss * unit) {
            return true;
        }
        return grown <= mostWithinChance * unit
                && grown - seenToGrow <= mostLoss * unit
                && seenToGrow <= loss.errorOfDifference(blended(whole.parts()), blended(state.parts()), truth);
    }

    private State state(List<Assembly.Part> parts) {
        return new State(parts, loss(parts) + seen * loss.growth(disagreement.change(parts)));
    }

    private Optional<State> cheapestStep(State from) {
        double tooMuch = microseconds(from.parts()) - microseconds;
        return steps(from.parts()).stream()
                .map(this::state)
                .filter(state -> isGoodEnough(state))
                .min(Comparator.comparingDouble(state -> {
                    double saved = Math.min(tooMuch, microseconds(from.parts()) - microseconds(state.parts()));
                    double lost = state.expected() - from.expected();
                    // What costs nothing is the better the more it saves.
                    return lost > 0 ? lost / saved : lost * saved - saved;
                }));
    }

    /** Whatever saves time. */
    private List<List<Assembly.Part>> steps(List<Assembly.Part> parts) {
        List<List<Assembly.Part>> steps = new ArrayList<>();
        for (int index = 0; index < parts.size(); index++) {
            Assembly.Part part = parts.get(index);
            CandidateResult result = part.result();
            if (costs.asksFolds(result) && result.folds().size() > 1) {
                steps.add(with(parts, index, result.withModels(result.folds().size() - 1)));
            }
            List<Assembly.Part> others = without(parts, index);
            if (canBeQuick(others) || (!others.isEmpty() && !canBeQuick(parts))) {
                steps.add(others);
            }
            for (CandidateResult form : lighter(result)) {
                if (alone(form) < alone(result)) {
                    steps.add(with(parts, index, form));
                }
            }
        }
        return steps;
    }

    /** Whether one of them alone, as light as it can be, is quick enough. */
    private boolean canBeQuick(List<Assembly.Part> parts) {
        return parts.stream().map(Assembly.Part::result).anyMatch(result -> {
            CandidateResult least = costs.asksFolds(result) ? result.withModels(1) : result;
            return Stream.concat(Stream.of(least), lighter(result).stream())
                    .anyMatch(form -> alone(form) <= microseconds);
        });
    }

    /** Of parts that models of the folds stand for there are none: with fewer of them, a form would bring the others back. */
    private List<CandidateResult> lighter(CandidateResult result) {
        return costs.asksFolds(result)
                ? List.of()
                : lighter.computeIfAbsent(result.candidate().name(), unused -> costs.lighter(result)
                        .limit(truth.length > FEW_ROWS ? 1 : Integer.MAX_VALUE)
                        .toList());
    }

    private static List<Assembly.Part> with(List<Assembly.Part> parts, int index, CandidateResult instead) {
        List<Assembly.Part> changed = new ArrayList<>(parts);
        changed.set(index, new Assembly.Part(instead, parts.get(index).weight()));
        return changed;
    }

    private static List<Assembly.Part> without(List<Assembly.Part> parts, int index) {
        double left = 1 - parts.get(index).weight();
        List<Assembly.Part> others = new ArrayList<>();
        for (int other = 0; other < parts.size(); other++) {
            if (other != index) {
                others.add(new Assembly.Part(
                        parts.get(other).result(), parts.get(other).weight() / left));
            }
        }
        return others;
    }

    /** Those that are left may now count for more or less. */
    private Assembly weighedAnew(State kept) {
        List<CandidateResult> results =
                kept.parts().stream().map(Assembly.Part::result).toList();
        Assembly anew = Assembly.of(results, loss, scorer, truth);
        if (state(anew.parts()).expected() <= kept.expected()) {
            return anew;
        }
        OutOfFold blended = EnsembleSelection.blend(
                results.stream().map(CandidateResult::outOfFold).toList(),
                kept.parts().stream().mapToDouble(Assembly.Part::weight).toArray());
        List<Assembly.Part> heaviestFirst = new ArrayList<>(kept.parts());
        heaviestFirst.sort(Comparator.comparingDouble((Assembly.Part part) -> -part.weight()));
        return new Assembly(heaviestFirst, blended, scorer.score(blended));
    }

    /** What was given up early may be affordable again after something dear was left out. */
    private Assembly withMoreModels(Assembly quick) {
        List<Assembly.Part> parts = new ArrayList<>(quick.parts());
        boolean more = true;
        while (more) {
            List<Assembly.Part> best = null;
            double most = 0;
            for (int index = 0; index < parts.size(); index++) {
                Assembly.Part part = parts.get(index);
                CandidateResult all = blend.result(part.result());
                int models = part.result().folds().size();
                if (!costs.asksFolds(all) || models == all.folds().size()) {
                    continue;
                }
                List<Assembly.Part> added = with(parts, index, all.withModels(models + 1));
                double gain = disagreement.change(parts) - disagreement.change(added);
                double worth = gain / (microseconds(added) - microseconds(parts));
                if (microseconds(added) <= microseconds && worth > most) {
                    best = added;
                    most = worth;
                }
            }
            more = best != null;
            parts = more ? best : parts;
        }
        return new Assembly(parts, quick.outOfFold(), quick.score());
    }

    private double loss(List<Assembly.Part> parts) {
        return losses.computeIfAbsent(Voice.of(parts), unused -> seenLoss(parts));
    }

    private double seenLoss(List<Assembly.Part> parts) {
        return loss.of(blended(parts), truth, truth.length);
    }

    private double[] blended(List<Assembly.Part> parts) {
        double[] blend = new double[truth.length];
        for (Assembly.Part part : parts) {
            double[] signal =
                    signals.computeIfAbsent(part.result().outOfFold(), outOfFold -> scorer.signal(loss, outOfFold));
            for (int position = 0; position < blend.length; position++) {
                blend[position] += part.weight() * signal[position];
            }
        }
        return blend;
    }

    private double alone(CandidateResult result) {
        return microsecondsOf(List.of(result));
    }

    private double microseconds(List<Assembly.Part> parts) {
        return microsecondsOf(parts.stream().map(Assembly.Part::result).toList());
    }

    private double microsecondsOf(List<CandidateResult> results) {
        List<Asked> key = results.stream()
                .map(result -> new Asked(result.outOfFold(), result.folds().size()))
                .toList();
        return asked.computeIfAbsent(key, unused -> costs.microseconds(results));
    }
}
