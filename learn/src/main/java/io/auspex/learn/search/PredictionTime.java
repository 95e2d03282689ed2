package io.auspex.learn.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What predicting a row may take. Fold models are as many as folds, so a blend of them is the slowest of all models; models trained once
 * more on all rows are the way out, and fewer of them.
 *
 * @param microseconds the most that a row may take
 */
record PredictionTime(double microseconds) {
    /** Those that can keep the time alone when trained once more on all rows, or the quickest. */
    List<CandidateResult> affordable(List<CandidateResult> results) {
        List<CandidateResult> quick = results.stream()
                .filter(result -> result.microsecondsPerRow() <= microseconds)
                .toList();
        return quick.isEmpty()
                ? List.of(results.stream()
                        .min(Comparator.comparingDouble(CandidateResult::microsecondsPerRow))
                        .orElseThrow())
                : quick;
    }

    /** The parts without the slowest for its weight. */
    List<CandidateResult> withoutSlowest(Assembly assembly) {
        List<Assembly.Part> parts = new ArrayList<>(assembly.parts());
        parts.sort(Comparator.comparingDouble(part -> part.result().microsecondsPerRow() / part.weight()));
        return parts.subList(0, parts.size() - 1).stream()
                .map(Assembly.Part::result)
                .toList();
    }

    /** Whether a row takes no longer when so many models stand for each part. */
    boolean allows(Assembly assembly, int models) {
        double all = assembly.parts().stream()
                .mapToDouble(part -> part.result().microsecondsPerRow())
                .sum();
        return all * models <= microseconds;
    }
}
