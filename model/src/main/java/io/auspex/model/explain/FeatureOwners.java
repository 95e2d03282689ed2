package io.auspex.model.explain;

import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeaturePipeline;
import java.util.List;
import java.util.Optional;

/** Which input column each feature was made of, so that a column's one-hots or date parts are explained as one. */
final class FeatureOwners {
    private FeatureOwners() {}

    /** Of each feature its column; empty if a feature mixes several, as principal components do. */
    static Optional<int[]> of(FeaturePipeline pipeline) {
        List<List<Integer>> sources = pipeline.sources();
        return sources.stream().allMatch(columns -> columns.size() == 1)
                ? Optional.of(
                        sources.stream().mapToInt(columns -> columns.get(0)).toArray())
                : Optional.empty();
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
