package io.auspex.learn.preprocess;

import io.auspex.learn.frame.Frame;
import io.auspex.learn.preprocess.Preprocessors.ColumnSet;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.transform.CategoryCodes;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.ImputedNumber;
import io.auspex.model.transform.ImputedText;
import io.auspex.model.transform.MissingIndicator;
import io.auspex.model.transform.NumberPassthrough;
import io.auspex.model.transform.OneHotCategories;
import io.auspex.model.transform.PrincipalComponents;
import io.auspex.model.transform.ScaledFeatures;
import io.auspex.model.transform.ScaledNumber;
import io.auspex.model.transform.TextProjection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fits PREPROCESSORS on the training rows. Looks at features only, never at the target, so what is fitted on all rows serves
 * every fold.
 *
 * <pre>
 *   column ─► impute ─► encode ─► scale ─┬─────────────────────► features
 *                └─► missing indicator ──┤
 *                                        └─► PCA of the set ───► components
 * </pre>
 *
 * <ul>
 *   <li>Imputer fills NULLs: with the median, of an even number of values the lower one in the middle; in text with
 *       {@code missing}. ImputerWithIndicator adds a feature that says which were filled.
 *   <li>NumericPassthrough leaves a number as it is, OneHotEncoder gives a feature to each of the most frequent values
 *       ({@link Levels}), OrdinalEncoder numbers the values in ascending order, DateTimeVectorizer is {@link VectorizedMoments}.
 *       Several stand side by side. A set with a scaler or PCA and no encoder takes numbers as they are and vectorises dates
 *       and times; a set with an imputer alone leaves the encoding to the model's own way with such a column.
 *   <li>StandardScaler, MinMax and Normalizer, see {@link Scale}, scale every feature of the column but the indicator.
 *   <li>PCA, see {@link ComponentFit}, replaces all features of the set but the indicators by fewer.
 * </ul>
 */
public final class PreprocessorFitting {
    /** What NULL becomes in a column of text. */
    static final String MISSING_TEXT = "missing";

    /** How columns that the user says nothing about become features. */
    public interface AutomaticColumns {
        /**
         * Fits on the filled rows.
         *
         * @return none if the column is of no use
         */
        List<ColumnTransformer> transformers(int column);
    }

    private final Preprocessors preprocessors;
    private final Frame features;
    private final Frame filled;
    private final Map<Integer, Double> numbers = new HashMap<>();

    /** @param features the rows to fit on, without the target */
    public PreprocessorFitting(Preprocessors preprocessors, Frame features) {
        this.preprocessors = preprocessors;
        this.features = features;
        this.filled = fill();
    }

    /** The rows that it fits on. */
    public Frame features() {
        return features;
    }

    /** The rows as they are after imputing: columns that are not imputed are the same. */
    public Frame filled() {
        return filled;
    }

    public Preprocessors preprocessors() {
        return preprocessors;
    }

    /** Whether the user says how this column becomes numbers. */
    public boolean encodes(int column) {
        return preprocessors.of(column).filter(ColumnSet::encodes).isPresent();
    }

    /**
     * Fits the pipeline.
     *
     * @throws io.auspex.learn.TrainingException if PCA is asked to take more than it can
     */
    public FeaturePipeline fit(AutomaticColumns automatic) {
        List<ColumnTransformer> all = new ArrayList<>();
        Map<ColumnSet, List<Integer>> projected = new HashMap<>();
        int width = 0;
        for (int column = 0; column < features.fields().size(); column++) {
            Optional<ColumnSet> set = preprocessors.of(column);
            List<ColumnTransformer> own =
                    set.isEmpty() ? automatic.transformers(column) : prepared(set.get(), column, automatic);
            for (ColumnTransformer transformer : own) {
                if (set.isPresent() && set.get().has(Transformer.PCA)) {
                    for (int feature = width; feature < width + transformer.width(); feature++) {
                        projected
                                .computeIfAbsent(set.get(), unused -> new ArrayList<>())
                                .add(feature);
                    }
                }
                width += transformer.width();
                all.add(transformer);
            }
            if (set.isPresent() && set.get().has(Transformer.IMPUTER_WITH_INDICATOR)) {
                all.add(new MissingIndicator(column));
                width++;
            }
        }
        FeaturePipeline encoded = new FeaturePipeline(all);
        return projected.isEmpty() ? encoded : new FeaturePipeline(all, project(encoded, projected), List.of());
    }

    /** How many features there are before PCA, if columns in no set become one each: what the memory must hold. */
    public int encodedWidth() {
        int width = 0;
        for (int column = 0; column < features.fields().size(); column++) {
            width++;
            if (encodes(column)) {
                for (ColumnTransformer encoder :
                        encoders(preprocessors.of(column).orElseThrow(), column)) {
                    width += encoder.width();
                }
            }
        }
        return width;
    }

    private List<PrincipalComponents> project(FeaturePipeline encoded, Map<ColumnSet, List<Integer>> projected) {
        float[][] values = encoded.transform(features.batch());
        List<PrincipalComponents> projections = new ArrayList<>();
        for (ColumnSet set : preprocessors.sets()) {
            if (projected.containsKey(set)) {
                projections.add(ComponentFit.fit(values, features.rows(), projected.get(set)));
            }
        }
        return projections;
    }

    private List<ColumnTransformer> prepared(ColumnSet set, int column, AutomaticColumns automatic) {
        List<ColumnTransformer> prepared = new ArrayList<>();
        for (ColumnTransformer encoder : set.encodes() ? encoders(set, column) : automatic.transformers(column)) {
            if (encoder instanceof NumberPassthrough && set.encodes()) {
                // In double arithmetic: large numbers close to each other differ no more as floats. What a float cannot
                // hold is cut, so that sums of features stay numbers.
                Scale scale = set.has(Transformer.Step.SCALE)
                        ? Scale.of(set, filled.numbers(column), filled.rows())
                        : Scale.NONE;
                prepared.add(imputed(set, new ScaledNumber(column, scale.center(), scale.scale())));
            } else if (set.has(Transformer.Step.SCALE)) {
                prepared.add(scaled(set, imputed(set, encoder)));
            } else {
                prepared.add(imputed(set, encoder));
            }
        }
        return prepared;
    }

    private List<ColumnTransformer> encoders(ColumnSet set, int column) {
        ColumnType type = features.fields().get(column).type();
        boolean named = set.has(Transformer.Step.ENCODE);
        List<ColumnTransformer> encoders = new ArrayList<>();
        if (set.has(Transformer.NUMERIC_PASSTHROUGH) || (!named && !type.isTemporal())) {
            encoders.add(new NumberPassthrough(column));
        }
        if (set.has(Transformer.DATE_TIME_VECTORIZER) || (!named && type.isTemporal())) {
            encoders.addAll(VectorizedMoments.of(filled, column));
        }
        if (set.has(Transformer.ONE_HOT_ENCODER)) {
            encoders.add(new OneHotCategories(
                    column, Levels.frequent(filled, column, set.columns().size())));
        }
        if (set.has(Transformer.ORDINAL_ENCODER)) {
            encoders.add(new CategoryCodes(column, Levels.ordered(filled, column)));
        }
        return encoders;
    }

    private ColumnTransformer imputed(ColumnSet set, ColumnTransformer transformer) {
        int column = transformer.column();
        // A projected text takes NULL as nothing said, which is what filling it would come to.
        if (!set.imputes() || transformer instanceof TextProjection) {
            return transformer;
        }
        return features.fields().get(column).type().isText()
                ? new ImputedText(transformer, MISSING_TEXT)
                : new ImputedNumber(transformer, numbers.get(column));
    }

    private ColumnTransformer scaled(ColumnSet set, ColumnTransformer transformer) {
        float[][] values = new float[transformer.width()][features.rows()];
        transformer.apply(features.batch(), values, 0);
        List<Double> centers = new ArrayList<>();
        List<Double> scales = new ArrayList<>();
        double[] one = new double[features.rows()];
        for (float[] feature : values) {
            for (int row = 0; row < one.length; row++) {
                one[row] = feature[row];
            }
            Scale scale = Scale.of(set, one, one.length);
            centers.add(scale.center());
            scales.add(scale.scale());
        }
        return new ScaledFeatures(transformer, centers, scales);
    }

    private Frame fill() {
        ColumnBatch batch = features.batch();
        for (ColumnSet set : preprocessors.sets()) {
            if (set.imputes()) {
                for (int column : set.columns()) {
                    batch = batch.with(
                            column,
                            features.fields().get(column).type().isText() ? filledText(column) : filledNumber(column));
                }
            }
        }
        return Frame.of(features.fields(), batch);
    }

    private ColumnVector filledText(int column) {
        String[] values = Arrays.copyOf(features.texts(column), features.rows());
        for (int row = 0; row < values.length; row++) {
            values[row] = values[row] == null ? MISSING_TEXT : values[row];
        }
        return new ColumnVector.Texts(values);
    }

    private ColumnVector filledNumber(int column) {
        double[] values = Arrays.copyOf(features.numbers(column), features.rows());
        double[] present = Scale.present(values, values.length);
        double median = present.length == 0 ? 0 : present[(present.length - 1) / 2];
        numbers.put(column, median);
        for (int row = 0; row < values.length; row++) {
            values[row] = Double.isNaN(values[row]) ? median : values[row];
        }
        return new ColumnVector.Numbers(values);
    }
}
