package io.auspex.model.explain;

import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeaturePipeline;

/** Which input column each feature was made of, so that a column's one-hots or date parts are explained as one. */
final class FeatureOwners {
    private FeatureOwners() {}

    /** Of each feature its column. */
    static int[] of(FeaturePipeline pipeline) {
        int[] owners = new int[pipeline.width()];
        int feature = 0;
        for (ColumnTransformer transformer : pipeline.transformers()) {
            for (int i = 0; i < transformer.width(); i++) {
                owners[feature++] = transformer.column();
            }
        }
        return owners;
    }

    /** The columns that are read at all, ascending. */
    static int[] columns(FeaturePipeline pipeline) {
        return pipeline.transformers().stream()
                .mapToInt(ColumnTransformer::column)
                .distinct()
                .sorted()
                .toArray();
    }
}
