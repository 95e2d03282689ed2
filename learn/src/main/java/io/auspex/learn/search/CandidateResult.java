package io.auspex.learn.search;

import static java.util.Objects.requireNonNull;

import io.auspex.learn.algorithm.Fitted;
import java.util.List;

/**
 * A candidate that was trained on every fold.
 *
 * @param folds one fitted model a fold
 * @param seconds wall time of all folds together
 */
public record CandidateResult(Candidate candidate, List<FoldModel> folds, Score score, double seconds) {
    public CandidateResult {
        requireNonNull(candidate, "candidate is null");
        requireNonNull(score, "score is null");
        folds = List.copyOf(folds);
    }

    public List<Fitted> fitted() {
        return folds.stream().map(FoldModel::fitted).toList();
    }

    /** Whether the deadline ended the training of a fold. */
    public boolean cutOff() {
        return fitted().stream().anyMatch(Fitted::cutOff);
    }
}
