package io.auspex.learn.search;

import static java.util.Objects.requireNonNull;

import io.auspex.learn.algorithm.Learner;
import io.auspex.learn.feature.FeatureRecipe;

/**
 * One thing to try: features and a learner.
 *
 * @param name for people, unique in a search
 * @param repetition 0 for the first time, then 1, 2 ...: chance falls otherwise
 */
public record Candidate(String name, FeatureRecipe recipe, Learner learner, int repetition) {
    public Candidate {
        requireNonNull(name, "name is null");
        requireNonNull(recipe, "recipe is null");
        requireNonNull(learner, "learner is null");
    }

    Candidate(String name, FeatureRecipe recipe, Learner learner) {
        this(name, recipe, learner, 0);
    }

    /** The same once more, with other chances. */
    Candidate again(int repetition) {
        return new Candidate(firstName() + " #" + (repetition + 1), recipe, learner, repetition);
    }

    /** What it was called before it was repeated. */
    String firstName() {
        return name.replaceFirst(" #[0-9]+$", "");
    }

    /** The same features for another learner. */
    Candidate with(Learner other) {
        return new Candidate(name, recipe, other, repetition);
    }

    /** The same in larger steps, see {@link Learner#hastened}. */
    Candidate hastened(double factor) {
        return new Candidate(name, recipe, learner.hastened(factor), repetition);
    }
}
