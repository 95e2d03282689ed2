package io.auspex.model.importer;

import static java.util.Objects.requireNonNull;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.data.ColumnType;
import io.auspex.model.predict.Link;
import io.auspex.model.predict.Predictor;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeaturePipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A model of another library, read and validated. A row is one value for each of {@link #features()}, in that order;
 * {@link #pipeline()} turns it into what {@link #predictor()} takes, which may be more columns or fewer; the link turns
 * margins into the library's own numbers.
 *
 * @param format what kind of file it came from
 * @param objective its name in that library, as {@code binary:logistic}
 * @param features the columns that the model was trained on, in order
 * @param pipeline reads column {@code i} for feature {@code i}, a number; see {@link #pipeline(List)} for texts
 * @param predictor gives the margins; its {@code outputs()} are one, or one a class, target or quantile
 * @param classes of a classifier, how many classes 0, 1, ... it tells apart, at least 2; its linked outputs are then one
 *     probability a class, which need not add up to 1, or that of class 1 alone. 0 of anything else
 * @param link from margins to values or probabilities
 * @param prediction what the library's own {@code predict} makes of the linked outputs
 * @param labels of a classifier, the name of class 0, 1, ...; empty for anything else
 */
public record ImportedModel(
        ModelFormat format,
        String objective,
        List<ImportedFeature> features,
        FeaturePipeline pipeline,
        Predictor predictor,
        int classes,
        Link link,
        OwnPrediction prediction,
        List<String> labels) {
    /** A model whose file does not name its classes: they are 0, 1, ... */
    public ImportedModel(
            ModelFormat format,
            String objective,
            List<ImportedFeature> features,
            FeaturePipeline pipeline,
            Predictor predictor,
            int classes,
            Link link,
            OwnPrediction prediction) {
        this(
                format,
                objective,
                features,
                pipeline,
                predictor,
                classes,
                link,
                prediction,
                IntStream.range(0, classes).mapToObj(Integer::toString).toList());
    }

    /** @throws IllegalArgumentException if pipeline and predictor do not fit */
    public ImportedModel {
        requireNonNull(format, "format is null");
        requireNonNull(objective, "objective is null");
        features = List.copyOf(features);
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(predictor, "predictor is null");
        requireNonNull(link, "link is null");
        requireNonNull(prediction, "prediction is null");
        labels = List.copyOf(labels);
        if (labels.size() != classes) {
            throw new IllegalArgumentException(labels.size() + " labels do not fit " + classes + " classes");
        }
        if (pipeline.width() != predictor.features()) {
            throw new IllegalArgumentException("The pipeline gives " + pipeline.width()
                    + " features, the predictor takes " + predictor.features());
        }
        boolean classesFit = predictor.outputs() == 1
                ? classes == 0 || classes == 2
                : classes == 0 || classes == predictor.outputs();
        if (!classesFit) {
            throw new IllegalArgumentException(classes + " classes do not fit " + predictor.outputs() + " outputs");
        }
    }

    /**
     * The pipeline for columns of these types: where the file keeps the texts of a feature's categories and the column is
     * text, its values are looked up; a number in such a column is a code.
     *
     * @throws ArtifactException if there are not as many columns as features, or one is text whose texts the file does
     *     not have
     */
    public FeaturePipeline pipeline(List<ColumnType> types) {
        if (types.size() != features.size()) {
            throw new ArtifactException(
                    "The model has " + features.size() + " features, but " + types.size() + " columns are given");
        }
        List<ColumnTransformer> fitting = new ArrayList<>();
        for (ColumnTransformer transformer : pipeline.transformers()) {
            int column = transformer.column();
            ImportedFeature feature = features.get(column);
            if (transformer.accepts(types.get(column))) {
                fitting.add(transformer);
            } else if (feature.categories().isPresent()) {
                fitting.add(ImportedColumns.codes(column, feature));
            } else {
                throw new ArtifactException("Feature " + (column + 1) + " of the model, " + feature.name()
                        + ", is a number, but the column given for it is "
                        + types.get(column).catalogName());
            }
        }
        return new FeaturePipeline(fitting);
    }

    /** How many numbers the linked outputs are. */
    public int outputs() {
        return predictor.outputs();
    }

    /** The same model with another predictor of the same features. */
    public ImportedModel with(Predictor other) {
        return new ImportedModel(format, objective, features, pipeline, other, classes, link, prediction, labels);
    }
}
