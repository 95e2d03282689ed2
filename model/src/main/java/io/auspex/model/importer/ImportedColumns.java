package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.transform.CategoryCodes;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.NumberPassthrough;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The columns of an imported model and how they become features, as long as each becomes one. */
record ImportedColumns(List<ImportedFeature> features, FeaturePipeline pipeline) {
    /**
     * @param names of the features, or not as many if the file has none
     * @param categories of each feature, an empty list where it has none; or not as many if the file has none
     */
    static ImportedColumns passedThrough(int count, List<String> names, List<List<String>> categories) {
        List<ImportedFeature> features = features(count, names, categories);
        List<ColumnTransformer> transformers = new ArrayList<>();
        for (int column = 0; column < count; column++) {
            ImportedFeature feature = features.get(column);
            transformers.add(
                    feature.hasNumbersForCategories() ? codes(column, feature) : new NumberPassthrough(column));
        }
        return new ImportedColumns(features, new FeaturePipeline(transformers));
    }

    static List<ImportedFeature> features(int count, List<String> names, List<List<String>> categories) {
        List<ImportedFeature> features = new ArrayList<>();
        for (int column = 0; column < count; column++) {
            String name = names.size() == count ? names.get(column) : "f" + column;
            boolean has = categories.size() == count && !categories.get(column).isEmpty();
            features.add(new ImportedFeature(name, has ? Optional.of(categories.get(column)) : Optional.empty()));
        }
        return features;
    }

    static ColumnTransformer codes(int column, ImportedFeature feature) {
        try {
            return new CategoryCodes(column, feature.categories().orElseThrow());
        } catch (IllegalArgumentException unsound) {
            throw new ArtifactException(
                    "The categories of feature " + feature.name() + " are not sound: " + unsound.getMessage(), unsound);
        }
    }
}
