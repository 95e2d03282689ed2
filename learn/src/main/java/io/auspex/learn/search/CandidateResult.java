package io.auspex.learn.search;

import static java.util.Objects.requireNonNull;

import io.auspex.learn.algorithm.Fitted;
import io.auspex.model.compile.PredictionCost;
import java.util.List;

/**
 * A candidate that was trained on every fold.
 *
 * @param folds one fitted model a fold; none once they were let go to save memory
 * @param rounds mean over the folds of {@link Fitted#rounds}
 * @param cutOff whether the deadline ended the training of a fold
 * @param seconds wall time of all folds together
 * @param microsecondsPerRow what one fold model takes to predict a row, compiled, on one core, as {@link PredictionCost} estimates it
 */
public record CandidateResult(
        Candidate candidate,
        List<FoldModel> folds,
        OutOfFold outOfFold,
        Score score,
        double rounds,
        boolean cutOff,
        double seconds,
        double microsecondsPerRow) {
    public CandidateResult {
        requireNonNull(candidate, "candidate is null");
        requireNonNull(outOfFold, "outOfFold is null");
        requireNonNull(score, "score is null");
        folds = List.copyOf(folds);
    }

    public List<Fitted> fitted() {
        return folds.stream().map(FoldModel::fitted).toList();
    }

    /** Whether it can still become part of a model. */
    public boolean isKept() {
        return !folds.isEmpty();
    }

    /** The same with only the first of its fold models. */
    CandidateResult withModels(int count) {
        return new CandidateResult(
                candidate, folds.subList(0, count), outOfFold, score, rounds, cutOff, seconds, microsecondsPerRow);
    }

    /** The same without its fold models, which take most of the memory. */
    CandidateResult letGo() {
        return new CandidateResult(candidate, List.of(), outOfFold, score, rounds, cutOff, seconds, microsecondsPerRow);
    }
}
