package io.auspex.model.artifact;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import io.auspex.model.Task;
import io.auspex.model.data.Field;
import io.auspex.model.decision.Calibration;
import io.auspex.model.decision.Uncertainty;
import io.auspex.model.predict.Activation;
import io.auspex.model.predict.Link;
import io.auspex.model.transform.ArithmeticFeatures;
import io.auspex.model.transform.ColumnTransformer;
import java.util.List;
import java.util.Map;

/**
 * What {@code manifest.json} holds; {@code docs/artifact-format.md} describes it. Numbers in bulk are in
 * {@code arrays.bin}: where a predictor names an array, it gives its position in {@link Arrays#list}.
 *
 * @param calibration null if there is none
 * @param threshold null if there is none
 * @param classWeights empty if there are none
 * @param uncertainty null if the model does not know its errors
 * @param pipelines distinct
 * @param background null if there is none
 */
record Manifest(
        String format,
        int version,
        List<Field> inputs,
        Task task,
        @JsonSetter(nulls = Nulls.SET) Calibration calibration,
        @JsonSetter(nulls = Nulls.SET) Double threshold,
        List<Double> classWeights,
        @JsonSetter(nulls = Nulls.SET) Uncertainty uncertainty,
        List<PipelineEntry> pipelines,
        List<MemberEntry> members,
        ProvenanceEntry provenance,
        @JsonSetter(nulls = Nulls.SET) BackgroundEntry background,
        Arrays arrays) {
    static final String FORMAT = "auspex-model";

    /** The version that is written. Any change that a reader must know of makes a new one. */
    static final int VERSION = 3;

    /**
     * @param transformers all but those of {@code texts}
     * @param texts in order of their positions
     */
    record PipelineEntry(
            List<ColumnTransformer> transformers,
            List<TextEntry> texts,
            List<ProjectionEntry> projections,
            List<DerivationEntry> derivations) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ArithmeticEntry.class, name = "arithmetic"),
        @JsonSubTypes.Type(value = TargetEncodingEntry.class, name = "target_encoding")
    })
    sealed interface DerivationEntry {}

    record ArithmeticEntry(List<ArithmeticFeatures.Term> terms) implements DerivationEntry {}

    /** Of tables that lie one behind the other; starts have one more, where the last one ends. */
    record TargetEncodingEntry(
            List<Integer> features,
            int cuts,
            int cutStarts,
            List<List<Integer>> tables,
            int outputs,
            int keys,
            int keyStarts,
            int values,
            int otherwise)
            implements DerivationEntry {}

    /** @param pipeline position of the member's pipeline among the manifest's */
    record MemberEntry(double weight, Link link, int pipeline, PredictorEntry predictor) {}

    /**
     * A projected text.
     *
     * @param position of this transformer among all of the pipeline
     * @param directions lie gram by gram
     */
    record TextEntry(int position, int column, int grams, int weights, int directions) {}

    /** Directions lie component by component. */
    record ProjectionEntry(List<Integer> features, int means, int directions) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = TreeEnsembleEntry.class, name = "tree_ensemble"),
        @JsonSubTypes.Type(value = LinearEntry.class, name = "linear"),
        @JsonSubTypes.Type(value = MlpEntry.class, name = "mlp"),
        @JsonSubTypes.Type(value = DenseNetEntry.class, name = "dense_net"),
        @JsonSubTypes.Type(value = CentroidsEntry.class, name = "centroids"),
        @JsonSubTypes.Type(value = NearestNeighborsEntry.class, name = "nearest_neighbors")
    })
    sealed interface PredictorEntry {}

    /**
     * @param leaves FLOAT32 or FLOAT64
     * @param categories null if no node is categorical
     * @param covers null if they are not known
     * @param linearLeaves null if no leaf is a linear function
     * @param vectorLeaves null if every leaf adds to one output; since version 3
     */
    record TreeEnsembleEntry(
            int features,
            int baseMargins,
            int treeRoots,
            int treeOutputs,
            int splitFeatures,
            int thresholds,
            int leftChildren,
            int rightChildren,
            int defaultLeft,
            int leaves,
            @JsonSetter(nulls = Nulls.SET) CategoriesEntry categories,
            @JsonSetter(nulls = Nulls.SET) CoversEntry covers,
            @JsonSetter(nulls = Nulls.SET) LinearLeavesEntry linearLeaves,
            @JsonSetter(nulls = Nulls.SET) VectorLeavesEntry vectorLeaves)
            implements PredictorEntry {}

    record CategoriesEntry(int nodes, int starts, int words) {}

    record CoversEntry(int nodes, int leaves) {}

    record LinearLeavesEntry(int constants, int starts, int features, int coefficients) {}

    record VectorLeavesEntry(int starts, int outputs) {}

    /** Weights lie output by output. */
    record LinearEntry(int features, int weights, int intercepts) implements PredictorEntry {}

    /** @param plainFeatures array of the features that {@code centers} and {@code scales} belong to */
    record MlpEntry(
            int plainFeatures, int centers, int scales, List<EmbeddingEntry> embeddings, List<LayerEntry> layers)
            implements PredictorEntry {}

    record EmbeddingEntry(int feature, int width, int vectors) {}

    /** Weights lie unit by unit. */
    record LayerEntry(int weights, int biases) {}

    record DenseNetEntry(List<NetLayerEntry> layers) implements PredictorEntry {}

    /** Weights lie unit by unit. */
    record NetLayerEntry(int weights, int biases, Activation activation, double slope) {}

    /** Centres lie cluster by cluster. */
    record CentroidsEntry(int features, int centers) implements PredictorEntry {}

    /** Points lie feature by feature; since version 3. */
    record NearestNeighborsEntry(
            int centers, int scales, int points, int targets, int weights, int classes, int neighbors)
            implements PredictorEntry {}

    /**
     * A few training rows.
     *
     * @param numbers array of all values of the columns that are not text, column by column
     * @param texts of each column that is text its values, null for NULL
     */
    record BackgroundEntry(
            int rows,
            int numbers,
            @JsonSetter(contentNulls = Nulls.SET) List<List<String>> texts) {}

    record ProvenanceEntry(Map<String, String> facts, List<CandidateEntry> candidates) {}

    /** @param score null if the candidate was not scored */
    record CandidateEntry(
            String name,
            Map<String, String> parameters,
            String metric,
            @JsonSetter(nulls = Nulls.SET) Double score,
            double seconds) {}

    /**
     * The table of contents of {@code arrays.bin}.
     *
     * @param bytes its length
     * @param sha256 of all its bytes, in lower-case hexadecimal
     */
    record Arrays(long bytes, String sha256, List<ArrayEntry> list) {}

    /**
     * @param offset of the first byte, a multiple of {@link #ALIGNMENT}
     * @param length in elements
     */
    record ArrayEntry(ElementType type, long offset, long length) {
        static final int ALIGNMENT = 8;
    }

    /** All little-endian. */
    enum ElementType {
        INT32(4),
        FLOAT32(4),
        FLOAT64(8),
        /** A set of small integers: bit {@code i % 8} of byte {@code i / 8}; the length counts bytes. */
        BITS(1);

        private final int width;

        ElementType(int width) {
            this.width = width;
        }

        /** Bytes an element. */
        int width() {
            return width;
        }
    }
}
