package io.auspex.learn.search;

import io.auspex.learn.objective.Objective;
import io.auspex.model.Member;
import java.util.List;

/**
 * What a search found.
 *
 * @param members the winner's fitted models
 * @param baseline what can be had without a model
 * @param cutOff whether the deadline kept candidates from being tried or finished
 * @param report what happened, a sentence each, for the user
 */
public record SearchResult(
        Objective objective,
        CandidateResult winner,
        List<Member> members,
        Leaderboard leaderboard,
        Baseline baseline,
        boolean cutOff,
        List<String> report) {
    public SearchResult {
        members = List.copyOf(members);
        report = List.copyOf(report);
    }

    /** What the fold models of the model that is handed over said of the rows that they had not learnt from. */
    public OutOfFold outOfFold() {
        return winner.outOfFold();
    }
}
