package io.auspex.model;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was tried once while a model was searched.
 *
 * @param name for people, as {@code xgboost depth 6}
 * @param parameters in the order given
 * @param metric the name of the score
 * @param score NaN if the candidate was not scored; an infinite score is none
 * @param seconds wall time it took, finite, not negative
 */
public record CandidateRecord(
        String name, Map<String, String> parameters, String metric, double score, double seconds) {
    public CandidateRecord {
        requireNonNull(name, "name is null");
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        requireNonNull(metric, "metric is null");
        score = Double.isInfinite(score) ? Double.NaN : score;
        if (!(seconds >= 0) || Double.isInfinite(seconds)) {
            throw new IllegalArgumentException("A candidate cannot take " + seconds + " seconds");
        }
    }
}
