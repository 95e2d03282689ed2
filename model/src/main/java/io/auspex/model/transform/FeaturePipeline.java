package io.auspex.model.transform;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.Field;
import java.util.ArrayList;
import java.util.List;

/** All transformers of one fitted member, in feature order: the way from a batch of columns to the predictor's features. */
public record FeaturePipeline(List<ColumnTransformer> transformers) {
    /** @throws IllegalArgumentException if there is no transformer, or the features are too many to count */
    public FeaturePipeline {
        transformers = List.copyOf(transformers);
        if (transformers.isEmpty()) {
            throw new IllegalArgumentException("A pipeline needs at least one transformer");
        }
        long features = 0;
        for (ColumnTransformer transformer : transformers) {
            features += transformer.width();
        }
        if (features > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "The pipeline gives " + features + " features, more than an array holds");
        }
    }

    /** How many features come out. */
    public int width() {
        int width = 0;
        for (ColumnTransformer transformer : transformers) {
            width += transformer.width();
        }
        return width;
    }

    /** One name a feature. */
    public List<String> featureNames(List<Field> inputs) {
        List<String> names = new ArrayList<>();
        for (ColumnTransformer transformer : transformers) {
            names.addAll(transformer.featureNames(inputs));
        }
        return List.copyOf(names);
    }

    /** Returns {@code float[feature][row]}, newly allocated; NaN is missing. */
    public float[][] transform(ColumnBatch batch) {
        float[][] features = new float[width()][batch.rows()];
        transform(batch, features);
        return features;
    }

    /** Fills {@code float[feature][row]} that the caller owns, each at least {@code batch.rows()} long. */
    public void transform(ColumnBatch batch, float[][] features) {
        int first = 0;
        for (ColumnTransformer transformer : transformers) {
            transformer.apply(batch, features, first);
            first += transformer.width();
        }
    }
}
