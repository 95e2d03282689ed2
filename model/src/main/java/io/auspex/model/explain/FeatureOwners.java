package io.auspex.model.explain;

import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeaturePipeline;
import java.util.List;
import java.util.Optional;

/**
 * Which input columns each feature was made of, so that a column's one-hots or date parts are explained as one. What a feature of
 * several columns adds is divided among them in equal shares: the Shapley values of a game that is won only when all of them are
 * known. Where other features on the same path stem from the same columns too, that is a convention; sums stay exact.
 */
final class FeatureOwners {
    private FeatureOwners() {}

    /**
     * Of each feature its columns, {@code int[feature][]}; empty if some are principal components, whose columns have parts that are
     * far from equal.
     */
    static Optional<int[][]> of(FeaturePipeline pipeline) {
        return pipeline.projections().isEmpty()
                ? Optional.of(
                        pipeline.sources().stream().map(FeatureOwners::array).toArray(int[][]::new))
                : Optional.empty();
    }

    private static int[] array(List<Integer> columns) {
        return columns.stream().mapToInt(Integer::intValue).toArray();
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
