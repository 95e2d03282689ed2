package io.auspex.learn.algorithm;

import static java.util.Objects.requireNonNull;

import io.auspex.learn.objective.ProblemType;

/**
 * What a learner is to learn.
 *
 * @param classes how many classes there are; 0 for a regression
 */
public record LearningTask(ProblemType problemType, int classes) {
    public LearningTask {
        requireNonNull(problemType, "problemType is null");
    }

    /** Margins a row: one for numbers and two classes, one a class otherwise. */
    public int outputs() {
        return problemType == ProblemType.MULTICLASS_CLASSIFICATION ? classes : 1;
    }
}
