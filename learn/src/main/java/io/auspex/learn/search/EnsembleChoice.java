package io.auspex.learn.search;

import io.auspex.learn.objective.Objective;
import io.auspex.learn.profile.Target;
import java.util.List;
import java.util.Optional;

/**
 * Which of the candidates tried answer together in the end: the best blend that predicts quickly enough, or the best one alone. Where the user
 * says what a row may take, that is kept to, by what was measured; else {@link PredictionThrift} keeps what is dear for nothing out.
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
    private final Optional<PredictionTime> time;
    private final boolean alone;

    /** @param alone whether the best answers alone: who asks for a linear model wants weights to read, not a blend */
    EnsembleChoice(Target target, Objective objective, Scorer scorer, SearchSettings settings, boolean alone) {
        this.loss = BlendLoss.ofObjective(target, objective);
        this.objective = objective;
        this.scorer = scorer;
        this.time = settings.latencyMicroseconds().isPresent()
                ? Optional.of(new PredictionTime(settings.latencyMicroseconds().getAsDouble()))
                : Optional.empty();
        this.alone = alone;
    }

    /**
     * @param leaderboard with one result at least
     * @param truth by position of the results' predictions
     */
    Chosen of(Leaderboard leaderboard, double[] truth, PredictionThrift.Costs costs) {
        if (time.isPresent() && !alone) {
            return new Chosen(within(time.get(), leaderboard.kept(), truth), Optional.empty());
        }
        PredictionThrift thrift = new PredictionThrift(loss, scorer, truth, costs);
        Assembly best = best(leaderboard, truth);
        Assembly quicker = thrift.of(best);
        return new Chosen(quicker, thrift.note(best, quicker, objective.metric().displayName()));
    }

    private Assembly best(Leaderboard leaderboard, double[] truth) {
        CandidateResult best = leaderboard.bestKept();
        if (alone) {
            return Assembly.single(best);
        }
        Assembly blend = Assembly.of(leaderboard.kept(), loss, scorer, truth);
        return isWorse(blend, best) ? Assembly.single(best) : blend;
    }

    private Assembly within(PredictionTime limit, List<CandidateResult> results, double[] truth) {
        Assembly blend = Assembly.of(limit.affordable(results), loss, scorer, truth);
        while (!limit.allows(blend, 1) && blend.parts().size() > 1) {
            blend = Assembly.of(limit.withoutSlowest(blend), loss, scorer, truth);
        }
        return blend;
    }

    /** A blend is chosen by its loss; the objective may see it otherwise, most of all where candidates were cut short. */
    private boolean isWorse(Assembly blend, CandidateResult best) {
        double lead = best.score().value() - blend.score().value();
        return objective.metric().better(best.score().value(), blend.score().value())
                && Math.abs(lead) > best.score().standardError();
    }

    /** Whether rows are predicted quickly enough when so many models stand for each part. */
    boolean allows(Assembly chosen, int models) {
        return time.isEmpty() || time.get().allows(chosen, models);
    }
}
