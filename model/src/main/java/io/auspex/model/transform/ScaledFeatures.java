package io.auspex.model.transform;

import static java.util.Objects.requireNonNull;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import java.util.List;

/**
 * The features of another transformer, each as {@code (feature - center) / scale}: for columns that became several features or
 * codes before they are scaled. A missing feature (NaN) stays missing.
 *
 * @param transformer one that does not scale features itself
 * @param centers one a feature, finite
 * @param scales one a feature, positive
 */
public record ScaledFeatures(ColumnTransformer transformer, List<Double> centers, List<Double> scales)
        implements ColumnTransformer {
    public ScaledFeatures {
        requireNonNull(transformer, "transformer is null");
        centers = List.copyOf(centers);
        scales = List.copyOf(scales);
        if (transformer instanceof ScaledFeatures) {
            throw new IllegalArgumentException("Features are scaled twice");
        }
        Inputs.requireNoProjection(transformer);
        if (centers.size() != transformer.width() || scales.size() != transformer.width()) {
            throw new IllegalArgumentException("There are " + centers.size() + " centers and " + scales.size()
                    + " scales for " + transformer.width() + " features");
        }
        centers.forEach(center -> Inputs.requireFinite(center, "center"));
        scales.forEach(Inputs::requireScale);
    }

    @Override
    public int column() {
        return transformer.column();
    }

    @Override
    public int width() {
        return transformer.width();
    }

    @Override
    public boolean accepts(ColumnType type) {
        return transformer.accepts(type);
    }

    @Override
    public List<String> featureNames(List<Field> inputs) {
        return transformer.featureNames(inputs);
    }

    @Override
    public void apply(ColumnBatch batch, float[][] features, int first) {
        transformer.apply(batch, features, first);
        for (int feature = 0; feature < width(); feature++) {
            double center = centers.get(feature);
            double scale = scales.get(feature);
            float[] values = features[first + feature];
            for (int row = 0; row < batch.rows(); row++) {
                values[row] = Inputs.finiteFloat((values[row] - center) / scale);
            }
        }
    }
}
