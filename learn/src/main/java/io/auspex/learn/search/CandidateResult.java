package io.auspex.learn.search;

import static java.util.Objects.requireNonNull;

import io.auspex.learn.algorithm.Fitted;
import java.util.List;

/**
 * A candidate that was trained on every fold.
 *
 * @param folds one fitted model a fold
 * @param outOfFold what the fold models said of the rows left out
 * @param seconds wall time of all folds together
 */
public record CandidateResult(
        Candidate candidate, List<FoldModel> folds, Score score, OutOfFold outOfFold, double seconds) {
    public CandidateResult {
        requireNonNull(candidate, "candidate is null");
        requireNonNull(score, "score is null");
        requireNonNull(outOfFold, "outOfFold is null");
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
