package io.auspex.model.importer;

import io.auspex.model.predict.Leaves;
import java.util.List;

/**
 * A booster of XGBoost, in whatever format it was: what is left to do is the same for all.
 *
 * @param objective its name
 * @param outputs margins a row
 * @param features how many columns it was trained on
 * @param baseScores one, or one an output
 * @param version of the XGBoost that wrote it
 * @param names of the features; empty if the file has none
 * @param categories of each feature, in code order; an empty list where it has none; empty if the file keeps none at all
 */
record Booster(
        String objective,
        int outputs,
        int features,
        float[] baseScores,
        Version version,
        List<String> names,
        List<List<String>> categories,
        Content content) {
    /** As 1.7 is major 1, minor 7; 0.0 is any before 1.0. */
    record Version(int major, int minor) {
        boolean isBefore(int otherMajor, int otherMinor) {
            return major < otherMajor || (major == otherMajor && minor < otherMinor);
        }
    }

    sealed interface Content {}

    /** {@code gbtree} and {@code dart}. */
    record Trees(ForestBuilder forest, Leaves.Floats leaves) implements Content {}

    /** {@code gblinear}: weights feature by feature, of each one an output; the biases come last. */
    record Linear(double[] weights) implements Content {}
}
