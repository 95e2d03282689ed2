package io.auspex.learn.profile;

import static java.util.Objects.requireNonNull;

import io.auspex.learn.objective.ProblemType;
import io.auspex.model.data.Field;
import java.util.List;

/**
 * What is to be predicted, ready to learn from.
 *
 * @param labels the classes as text, ascending (numbers by value), so that in a binary problem the second one is "positive"; empty
 *     for a regression
 * @param rows the frame's rows that have a target, ascending
 * @param values for each of {@code rows} the index of its label, or the number itself
 * @param rule which rule decided on the problem type, in one sentence for the user
 */
public record Target(
        Field field, ProblemType problemType, List<String> labels, int[] rows, double[] values, String rule) {
    public Target {
        requireNonNull(field, "field is null");
        requireNonNull(problemType, "problemType is null");
        requireNonNull(rule, "rule is null");
        labels = List.copyOf(labels);
        if (rows.length != values.length) {
            throw new IllegalArgumentException(rows.length + " rows, " + values.length + " values");
        }
    }

    /** How many outputs a model for this needs: one for numbers and binary, one a class otherwise. */
    public int outputs() {
        return problemType == ProblemType.MULTICLASS_CLASSIFICATION ? labels.size() : 1;
    }

    /** The values as class codes. */
    public int[] codes() {
        int[] codes = new int[values.length];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = (int) values[row];
        }
        return codes;
    }
}
