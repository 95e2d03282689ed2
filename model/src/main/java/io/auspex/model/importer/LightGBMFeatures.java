package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.transform.CategoryNumbers;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.NumberPassthrough;
import io.auspex.model.transform.NumberRemainder;
import io.auspex.model.transform.ThresholdRanks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * What the trees of a LightGBM model look at. LightGBM compares 64-bit numbers, and whether zero is missing is said node by
 * node; so a column becomes one feature for each way in which the nodes use it. First all uses are collected, then
 * {@link #fix()} numbers them.
 */
final class LightGBMFeatures {
    /** How a node or leaf uses a column. */
    enum Use {
        RANKS,
        RANKS_WITHOUT_ZERO,
        CATEGORY,
        NUMBER,
        REMAINDER
    }

    private record Key(int column, Use use) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return column != other.column ? Integer.compare(column, other.column) : use.compareTo(other.use);
        }
    }

    private final int columns;
    private final TreeMap<Key, NumberList> thresholds = new TreeMap<>();
    private final TreeMap<Key, Integer> positions = new TreeMap<>();
    private final TreeMap<Key, double[]> sorted = new TreeMap<>();

    LightGBMFeatures(int columns) {
        this.columns = columns;
    }

    /** @param threshold without meaning unless the use is of ranks */
    void collect(int column, Use use, double threshold) {
        if (column < 0 || column >= columns) {
            throw new ArtifactException("The LightGBM model looks at feature " + column + " of " + columns);
        }
        if (Double.isNaN(threshold) || threshold == Double.NEGATIVE_INFINITY) {
            throw new ArtifactException("The LightGBM model has the threshold " + threshold);
        }
        NumberList list = thresholds.computeIfAbsent(new Key(column, use), key -> new NumberList());
        if (threshold < Double.POSITIVE_INFINITY && (use == Use.RANKS || use == Use.RANKS_WITHOUT_ZERO)) {
            list.add(threshold + 0.0);
        }
    }

    /** All uses are known. */
    void fix() {
        if (thresholds.isEmpty()) {
            collect(0, Use.NUMBER, 0);
        }
        for (Map.Entry<Key, NumberList> use : thresholds.entrySet()) {
            positions.put(use.getKey(), positions.size());
            sorted.put(
                    use.getKey(),
                    DoubleStream.of(use.getValue().toArray())
                            .sorted()
                            .distinct()
                            .toArray());
        }
    }

    int position(int column, Use use) {
        return positions.get(new Key(column, use));
    }

    /** What the rank of a value is compared with, so that {@code value <= threshold} goes left. */
    float rank(int column, Use use, double threshold) {
        return threshold == Double.POSITIVE_INFINITY
                ? Float.POSITIVE_INFINITY
                : Arrays.binarySearch(sorted.get(new Key(column, use)), threshold + 0.0) + 1;
    }

    int count() {
        return positions.size();
    }

    FeaturePipeline pipeline(List<ImportedFeature> features) {
        List<ColumnTransformer> transformers = new ArrayList<>();
        for (Key key : positions.keySet()) {
            transformers.add(transformer(key, features.get(key.column())));
        }
        return new FeaturePipeline(transformers);
    }

    private ColumnTransformer transformer(Key key, ImportedFeature feature) {
        int column = key.column();
        try {
            return switch (key.use()) {
                case RANKS -> new ThresholdRanks(column, sorted.get(key), false);
                case RANKS_WITHOUT_ZERO -> new ThresholdRanks(column, sorted.get(key), true);
                case CATEGORY ->
                    feature.hasNumbersForCategories()
                            ? ImportedColumns.codes(column, feature)
                            : new CategoryNumbers(column);
                case NUMBER -> new NumberPassthrough(column);
                case REMAINDER -> new NumberRemainder(column);
            };
        } catch (IllegalArgumentException unsound) {
            throw new ArtifactException("The LightGBM model is not sound: " + unsound.getMessage(), unsound);
        }
    }
}
