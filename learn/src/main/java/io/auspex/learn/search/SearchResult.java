package io.auspex.learn.search;

import io.auspex.learn.objective.ModelType;
import io.auspex.learn.objective.Objective;
import io.auspex.model.CandidateRecord;
import io.auspex.model.Member;
import java.util.List;

/**
 * What a search found.
 *
 * @param winner name of the candidate or ensemble that the model is made of
 * @param modelType its family
 * @param score of the model, on rows that its parts had not learnt from
 * @param outOfFold what it said of them
 * @param members its fitted parts
 * @param candidates all that was tried
 * @param baseline what can be had without a model
 * @param cutOff whether the deadline kept candidates from being tried or finished
 * @param report what happened, a sentence each, for the user
 */
public record SearchResult(
        Objective objective,
        String winner,
        ModelType modelType,
        Score score,
        OutOfFold outOfFold,
        List<Member> members,
        List<CandidateRecord> candidates,
        Baseline baseline,
        boolean cutOff,
        List<String> report) {
    public SearchResult {
        members = List.copyOf(members);
        candidates = List.copyOf(candidates);
        report = List.copyOf(report);
    }
}
