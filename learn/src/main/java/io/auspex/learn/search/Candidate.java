package io.auspex.learn.search;

import static java.util.Objects.requireNonNull;

import io.auspex.learn.algorithm.Learner;
import io.auspex.learn.feature.FeatureRecipe;

/**
 * One thing to try: features and a learner.
 *
 * @param name for people, unique in a search
 */
public record Candidate(String name, FeatureRecipe recipe, Learner learner) {
    public Candidate {
        requireNonNull(name, "name is null");
        requireNonNull(recipe, "recipe is null");
        requireNonNull(learner, "learner is null");
    }

    /** The same in larger steps, see {@link Learner#hastened}. */
    Candidate hastened(double factor) {
        return new Candidate(name, recipe, learner.hastened(factor));
    }
}
