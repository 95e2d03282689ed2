package io.auspex.learn.search;

import io.auspex.learn.objective.Objective;
import io.auspex.learn.profile.Target;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which of the candidates tried answer together in the end: the best blend or the best one alone, made quick enough by
 * {@link PredictionThrift}.
 */
final class EnsembleChoice {
    /**
     * What was chosen.
     *
     * @param note what was left out or made lighter to predict sooner, for the user
     */
    record Chosen(Assembly assembly, Optional<String> note) {}

    private final BlendLoss loss;
    private final Objective objective;
    private final Scorer scorer;
    private final OptionalDouble microseconds;
    private final boolean alone;

    /** @param alone whether the best answers alone: who asks for a linear model wants weights to read, not a blend */
    EnsembleChoice(Target target, Objective objective, Scorer scorer, SearchSettings settings, boolean alone) {
        this.loss = BlendLoss.ofObjective(target, objective);
        this.objective = objective;
        this.scorer = scorer;
        this.microseconds = settings.latencyMicroseconds();
        this.alone = alone;
    }

    /**
     * @param leaderboard with one result at least
     * @param truth by position of the results' predictions
     */
    Chosen of(Leaderboard leaderboard, double[] truth, PredictionThrift.Costs costs) {
        PredictionThrift thrift = new PredictionThrift(microseconds, loss, scorer, truth, costs);
        Assembly best = best(leaderboard, truth);
        Assembly quicker = thrift.of(best);
        return new Chosen(quicker, thrift.note(best, quicker, objective.metric().displayName()));
    }

    private Assembly best(Leaderboard leaderboard, double[] truth) {
        CandidateResult best = leaderboard.bestKept();
        if (alone) {
            return Assembly.single(best);
        }
        Assembly blend = Assembly.of(quickEnough(leaderboard.kept()), loss, scorer, truth);
        return microseconds.isEmpty() && isWorse(blend, best) ? Assembly.single(best) : blend;
    }

    /** Those of which one model is quick enough, or a lighter form may be; the quickest where there is none of the former. */
    private List<CandidateResult> quickEnough(List<CandidateResult> results) {
        double most = microseconds.orElse(Double.POSITIVE_INFINITY);
        if (results.stream().noneMatch(result -> result.microsecondsPerRow() <= most)) {
            return List.of(results.stream()
                    .min(Comparator.comparingDouble(CandidateResult::microsecondsPerRow))
                    .orElseThrow());
        }
        return results.stream()
                .filter(result -> result.microsecondsPerRow() <= most
                        || !result.candidate().learner().lighter().isEmpty())
                .toList();
    }

    /** A blend is chosen by its loss; the objective may see it otherwise, most of all where candidates were cut short. */
    private boolean isWorse(Assembly blend, CandidateResult best) {
        double lead = best.score().value() - blend.score().value();
        return objective.metric().better(best.score().value(), blend.score().value())
                && Math.abs(lead) > best.score().standardError();
    }
}
