package io.auspex.learn.search;

import io.auspex.learn.objective.ModelType;
import java.util.List;
import java.util.Optional;

/**
 * What a search would do with rows of a certain number, told without doing it.
 *
 * @param folds parts that the rows are divided into, each of which judges what was learnt from the others; 1 for a single held-out
 *     fifth
 * @param candidates names, in the order in which they are tried
 */
public record SearchPlan(int folds, List<String> candidates) {
    public SearchPlan {
        candidates = List.copyOf(candidates);
    }

    /** @param only the family to search in, or all */
    public static SearchPlan of(int rows, Optional<ModelType> only) {
        return new SearchPlan(
                Folds.count(rows),
                Portfolio.candidates(only).stream().map(Candidate::name).toList());
    }
}
