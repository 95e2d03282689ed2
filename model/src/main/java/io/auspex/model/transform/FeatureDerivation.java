package io.auspex.model.transform;

import java.util.List;

/**
 * Further features made of those that the transformers of a pipeline give: where {@link ColumnTransformer} reads one column, this
 * combines several features. Fitted and immutable; may be used by several threads at once.
 */
public sealed interface FeatureDerivation permits ArithmeticFeatures, TargetEncoding {
    /** How many features come out, at least 1. */
    int width();

    /**
     * For each feature that comes out the positions that it is made of, among the features that the transformers give.
     */
    List<List<Integer>> operands();

    /**
     * One name a feature that comes out.
     *
     * @param encoded names of the features that the transformers give
     */
    List<String> featureNames(List<String> encoded);

    /**
     * Fills {@code out[first] .. out[first + width() - 1]}.
     *
     * @param encoded {@code float[feature][row]}, what the transformers gave; NaN is missing
     * @param out {@code float[feature][row]}, each at least {@code rows} long; other arrays than those read
     */
    void apply(float[][] encoded, int rows, float[][] out, int first);
}
