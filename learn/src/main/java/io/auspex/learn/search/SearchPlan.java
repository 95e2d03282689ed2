package io.auspex.learn.search;

import static java.util.Objects.requireNonNull;

import io.auspex.learn.objective.ModelType;
import io.auspex.learn.profile.DataProfile;
import java.util.List;
import java.util.Optional;

/**
 * What a search would do, told without doing it.
 *
 * @param validation how candidates are judged, for the user
 * @param candidates names, in the order in which they are tried
 */
public record SearchPlan(String validation, List<String> candidates) {
    public SearchPlan {
        requireNonNull(validation, "validation is null");
        candidates = List.copyOf(candidates);
    }

    /** @param only the family to search in, or all */
    public static SearchPlan of(
            RowUse use, DataProfile profile, Optional<ModelType> only, SearchSettings settings, long seed) {
        return new SearchPlan(
                validation(
                        use.division(),
                        Folds.of(use.division(), profile.rows(), null, 0, seed).size()),
                Portfolio.candidates(only, profile).stream()
                        .map(Candidate::name)
                        .limit(settings.maxModels().orElse(Integer.MAX_VALUE))
                        .toList());
    }

    private static String validation(Division division, int folds) {
        if (division instanceof Division.Marked) {
            return "the rows that VALIDATION_COLUMN marks";
        }
        if (division instanceof Division.Forward) {
            return folds + (folds == 1 ? " part" : " parts") + " of the rows, later than those learnt from";
        }
        String how = division instanceof Division.Grouped ? "no group in two of them" : "drawn at random";
        return folds == 1 ? "one part of the rows, held out" : folds + " folds, " + how;
    }
}
