package io.auspex.learn.search;

import static java.util.Objects.requireNonNull;

import io.auspex.learn.objective.ModelType;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the user is shown of one candidate that was tried.
 *
 * @param place 1 is the best
 * @param name unique in a search
 * @param features how they are made, as {@code codes+arithmetic}
 * @param parameters of the learner, as JSON text of an object
 * @param metric key of the score, as {@code validation:auc}
 * @param score on the rows it had not learnt from
 * @param foldScores the same, fold by fold
 * @param seconds that its training took
 * @param microsecondsPerRow that one of its fold models is estimated to take for a prediction; empty where nothing is known
 * @param weight in the model that was found so far; 0 if it is no part of it
 * @param cutOff whether the time kept it from being trained to its end
 */
public record LeaderboardRow(
        int place,
        String name,
        ModelType family,
        String features,
        String parameters,
        String metric,
        double score,
        List<Double> foldScores,
        double seconds,
        OptionalDouble microsecondsPerRow,
        double weight,
        boolean cutOff) {
    public LeaderboardRow {
        requireNonNull(name, "name is null");
        requireNonNull(family, "family is null");
        requireNonNull(features, "features is null");
        requireNonNull(parameters, "parameters is null");
        requireNonNull(metric, "metric is null");
        requireNonNull(microsecondsPerRow, "microsecondsPerRow is null");
        foldScores = List.copyOf(foldScores);
    }
}
