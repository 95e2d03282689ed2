package io.auspex.learn.forest;

import io.auspex.learn.algorithm.LearningTask;
import io.auspex.learn.algorithm.TrainingRows;
import java.util.Arrays;

/**
 * The rows as all trees of a forest see them. Nobody writes to the arrays.
 *
 * @param columns {@code float[feature][row]}
 * @param ranked of each feature; null where thresholds are drawn by chance
 * @param numbers of each row its number less {@code offset}, or 0 and 1 for two classes; null where classes are wanted
 * @param codes of each row its class; null where numbers are wanted
 * @param classes how many classes there are
 * @param entropy whether purity is measured by entropy, else by the Gini index
 * @param weights null where all rows count the same
 */
record ForestRows(
        float[][] columns,
        RankedFeature[] ranked,
        double[] numbers,
        double offset,
        int[] codes,
        int classes,
        boolean entropy,
        double[] weights) {
    static ForestRows of(LearningTask task, TrainingRows train, boolean entropy, boolean sorted) {
        RankedFeature[] ranked =
                sorted ? Arrays.stream(train.features()).map(RankedFeature::of).toArray(RankedFeature[]::new) : null;
        double[] target = train.target();
        double[] numbers = null;
        int[] codes = null;
        double offset = 0;
        if (!task.problemType().isClassification()) {
            // Sums of squares of numbers far from zero would lose their last digits.
            offset = Arrays.stream(target).average().orElse(0);
            numbers = new double[target.length];
            for (int row = 0; row < numbers.length; row++) {
                numbers[row] = target[row] - offset;
            }
        } else if (task.outputs() == 1 && !entropy) {
            numbers = target;
        } else {
            codes = new int[target.length];
            for (int row = 0; row < codes.length; row++) {
                codes[row] = (int) target[row];
            }
        }
        return new ForestRows(
                train.features(), ranked, numbers, offset, codes, task.classes(), entropy, train.weights());
    }

    int rows() {
        return numbers != null ? numbers.length : codes.length;
    }

    double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    NodeTargets targets() {
        return numbers != null ? new NumberTargets(numbers, offset) : new ClassTargets(codes, classes, entropy);
    }
}
