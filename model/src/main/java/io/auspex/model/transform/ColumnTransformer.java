package io.auspex.model.transform;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import java.util.List;

/**
 * A fitted transformer: turns one input column into {@link #width()} feature columns. What it learned from the training
 * rows is in its components, so that training and prediction treat data the same. Instances are immutable and may be
 * used by several threads at once.
 */
public sealed interface ColumnTransformer
        permits SingleNumber,
                CategoryCodes,
                OneHotCategories,
                OneHotHashes,
                DateTimeParts,
                DateTimeCycles,
                NumberScaler,
                ScaledFeatures,
                ImputedNumber,
                ImputedText,
                MissingIndicator,
                PiecewiseLinear,
                TextShape,
                TextProjection {
    /** Index of the column it reads, in the model's inputs and in every batch. */
    int column();

    /** How many features come out, at least 1. */
    int width();

    /** Whether a column of this type can be read. */
    boolean accepts(ColumnType type);

    /**
     * One name a feature, derived from the name of the column.
     *
     * @param inputs the model's inputs
     */
    List<String> featureNames(List<Field> inputs);

    /**
     * Fills {@code features[first] .. features[first + width() - 1]}.
     *
     * @param features {@code float[feature][row]}, each at least {@code batch.rows()} long; NaN is missing
     * @param first index of this transformer's first feature
     */
    void apply(ColumnBatch batch, float[][] features, int first);
}
