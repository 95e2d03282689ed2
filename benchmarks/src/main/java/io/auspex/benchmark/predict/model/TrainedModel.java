package io.auspex.benchmark.predict.model;

import io.auspex.benchmark.predict.sample.Sample;
import io.auspex.model.Model;
import io.auspex.model.Provenance;
import io.auspex.model.data.ColumnType;
import io.auspex.model.importer.ModelAssembly;
import io.auspex.model.importer.ModelFileImporter;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A model as its own library saved it.
 *
 * @param file XGBoost's JSON or LightGBM's text
 * @param trees how many it has
 */
public record TrainedModel(Library library, byte[] file, int trees) {
    /** Trains what a shape says. */
    public static TrainedModel of(Shape shape, Sample sample, int threads) {
        return switch (shape.library()) {
            case XGBOOST -> XGBoostTraining.train(shape, sample, threads);
            case LIGHTGBM -> LightGbmTraining.train(shape, sample, threads);
        };
    }

    /** The same as a model of ours that takes numbers, read as an import of a user is. */
    public Model imported(int features) {
        return imported(Collections.nCopies(features, ColumnType.DOUBLE));
    }

    /** @param types of the columns that it takes */
    public Model imported(List<ColumnType> types) {
        return ModelAssembly.of(
                ModelFileImporter.read(file, "model of " + library.word()), types, new Provenance(Map.of(), List.of()));
    }
}
