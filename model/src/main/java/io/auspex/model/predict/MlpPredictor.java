package io.auspex.model.predict;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;

/**
 * A multilayer perceptron in 32-bit float arithmetic: scaled plain features and embedded codes side by side, dense layers, each but
 * the last one followed by ReLU. Works on blocks of rows, all units of a row at a time, so that the inner loop is {@link VectorSum}'s.
 *
 * <p>Its answer is always finite: a margin that overflow would make NaN is 0, and others are cut to the finite floats.
 */
public final class MlpPredictor implements Predictor {
    private static final int BLOCK = 128;

    private final int features;
    private final InputScale scale;
    private final List<CodeEmbedding> embeddings;
    private final List<DenseLayer> layers;
    /** Of the layers, in the form that is multiplied fast. */
    private final List<LayerWeights> weights;

    /**
     * @param scale of the plain features, which come first among the inputs of the first layer
     * @param embeddings of the other features, whose vectors follow in this order
     * @param layers first to last; the units of the last one are the outputs
     * @throws IllegalArgumentException if widths do not fit, a feature is read not once, or there is no layer
     */
    public MlpPredictor(InputScale scale, List<CodeEmbedding> embeddings, List<DenseLayer> layers) {
        this.scale = requireNonNull(scale, "scale is null");
        this.embeddings = List.copyOf(embeddings);
        this.layers = List.copyOf(layers);
        this.features = scale.size() + embeddings.size();
        this.weights = layers.stream().map(LayerWeights::of).toList();
        requireEachFeatureOnce();
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("A net needs at least one layer");
        }
        long width = scale.size();
        for (CodeEmbedding embedding : embeddings) {
            width += embedding.width();
        }
        for (int layer = 0; layer < layers.size(); layer++) {
            if (layers.get(layer).inputs() != width) {
                throw new IllegalArgumentException(
                        "Layer " + layer + " takes " + layers.get(layer).inputs() + " inputs, but there are " + width);
            }
            width = layers.get(layer).units();
        }
    }

    private void requireEachFeatureOnce() {
        boolean[] read = new boolean[features];
        int[] all = Arrays.copyOf(scale.features(), features);
        for (int i = 0; i < embeddings.size(); i++) {
            all[scale.size() + i] = embeddings.get(i).feature();
        }
        for (int feature : all) {
            if (feature >= features || read[feature]) {
                throw new IllegalArgumentException(
                        "The net reads feature " + feature + ", but each of its " + features + " features once");
            }
            read[feature] = true;
        }
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public int outputs() {
        return layers.get(layers.size() - 1).units();
    }

    @Override
    public void margins(float[][] features, int rows, float[][] margins) {
        int block = Math.min(BLOCK, rows);
        float[][] inputs = new float[block][VectorSum.length(layers.get(0).inputs())];
        float[] scaled = new float[block];
        float[][][] results = new float[layers.size()][][];
        for (int layer = 0; layer < results.length; layer++) {
            results[layer] = new float[block][VectorSum.length(layers.get(layer).units())];
        }
        NonZeros nonZeros = new NonZeros(1);
        for (int first = 0; first < rows; first += BLOCK) {
            int count = Math.min(BLOCK, rows - first);
            fillInputs(features, first, count, inputs, scaled);
            float[][] from = inputs;
            for (int layer = 0; layer < results.length; layer++) {
                sums(layer, from, count, results[layer], nonZeros);
                from = results[layer];
                if (layer + 1 < results.length) {
                    rectify(from, count);
                }
            }
            for (int output = 0; output < margins.length; output++) {
                copyFinite(from, output, count, margins[output], first);
            }
        }
    }

    /**
     * Sets the sums of a layer's units, before its ReLU.
     *
     * @param from {@code float[row][at least inputs]}: what the layer before gives
     * @param to {@code float[row][unit]}, each as long as {@link VectorSum#length} says
     */
    public void sums(int layer, float[][] from, int rows, float[][] to, NonZeros nonZeros) {
        weights.get(layer).apply(from, rows, to, nonZeros);
    }

    private void fillInputs(float[][] features, int first, int rows, float[][] inputs, float[] scaled) {
        for (int index = 0; index < scale.size(); index++) {
            scale.apply(index, features[scale.features()[index]], first, rows, scaled);
            for (int row = 0; row < rows; row++) {
                inputs[row][index] = scaled[row];
            }
        }
        int next = scale.size();
        for (CodeEmbedding embedding : embeddings) {
            float[] codes = features[embedding.feature()];
            int width = embedding.width();
            for (int row = 0; row < rows; row++) {
                System.arraycopy(
                        embedding.vectors(), embedding.row(codes[first + row]) * width, inputs[row], next, width);
            }
            next += width;
        }
    }

    private static void rectify(float[][] units, int rows) {
        for (int row = 0; row < rows; row++) {
            float[] values = units[row];
            for (int unit = 0; unit < values.length; unit++) {
                values[unit] = Math.max(0, values[unit]);
            }
        }
    }

    private static void copyFinite(float[][] from, int output, int rows, float[] to, int first) {
        for (int row = 0; row < rows; row++) {
            float value = from[row][output];
            to[first + row] = Float.isNaN(value) ? 0 : Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
        }
    }

    public InputScale scale() {
        return scale;
    }

    public List<CodeEmbedding> embeddings() {
        return embeddings;
    }

    /** First to last. */
    public List<DenseLayer> layers() {
        return layers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MlpPredictor that
                && scale.equals(that.scale)
                && embeddings.equals(that.embeddings)
                && layers.equals(that.layers);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * scale.hashCode() + embeddings.hashCode()) + layers.hashCode();
    }

    @Override
    public String toString() {
        return "MlpPredictor[" + features + " features, " + layers.size() + " layers, " + outputs() + " outputs]";
    }
}
