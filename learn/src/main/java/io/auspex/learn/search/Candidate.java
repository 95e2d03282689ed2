package io.auspex.learn.search;

import static java.util.Objects.requireNonNull;

import io.auspex.learn.algorithm.Learner;
import io.auspex.learn.feature.FeatureRecipe;

/**
 * One thing to try: features and a learner.
 *
 * @param firstName for people; repetitions have a number behind it
 * @param repetition 0 for the first time, then 1, 2 ...: chance falls otherwise
 */
public record Candidate(String firstName, FeatureRecipe recipe, Learner learner, int repetition) {
    public Candidate {
        requireNonNull(firstName, "firstName is null");
        requireNonNull(recipe, "recipe is null");
        requireNonNull(learner, "learner is null");
    }

    Candidate(String firstName, FeatureRecipe recipe, Learner learner) {
        this(firstName, recipe, learner, 0);
    }

    /** Unique in a search. */
    public String name() {
        return repetition == 0 ? firstName : firstName + " #" + (repetition + 1);
    }

    /** The same once more, with other chances. */
    Candidate again(int times) {
        return new Candidate(firstName, recipe, learner, times);
    }

    /** The same features for another learner. */
    Candidate with(Learner other) {
        return new Candidate(firstName, recipe, other, repetition);
    }

    /** The same in larger steps, see {@link Learner#hastened}. */
    Candidate hastened(double factor) {
        return with(learner.hastened(factor));
    }
}
