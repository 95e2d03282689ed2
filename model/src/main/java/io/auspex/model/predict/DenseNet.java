package io.auspex.model.predict;

import java.util.Arrays;
import java.util.List;

/**
 * Dense layers one behind the other as other libraries train them, a linear model among them, in double arithmetic. Unlike
 * {@link MlpPredictor}, which the program's own nets are, it takes features as they are and has a choice of activations.
 *
 * <p>A missing feature makes every margin of the row NaN, as ONNX Runtime answers: such a model has no number for it. All
 * other margins are finite.
 */
public final class DenseNet implements Predictor {
    private static final int BLOCK = 128;
    /** Each takes room in every call. */
    private static final int MOST_UNITS = 1 << 15;

    private final List<NetLayer> layers;

    /**
     * @param layers first to last; the inputs of the first one are the features, the units of the last one the outputs
     * @throws IllegalArgumentException if widths do not fit, there is no layer, or there are more than 32,768 units
     */
    public DenseNet(List<NetLayer> layers) {
        this.layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("A net needs at least one layer");
        }
        long units = layers.stream().mapToLong(NetLayer::units).sum();
        if (units > MOST_UNITS) {
            throw new IllegalArgumentException("A net of " + units + " units is larger than " + MOST_UNITS);
        }
        for (int layer = 1; layer < layers.size(); layer++) {
            int width = layers.get(layer - 1).units();
            if (layers.get(layer).inputs() != width) {
                throw new IllegalArgumentException(
                        "Layer " + layer + " takes " + layers.get(layer).inputs() + " inputs, but there are " + width);
            }
        }
    }

    @Override
    public int features() {
        return layers.get(0).inputs();
    }

    @Override
    public int outputs() {
        return layers.get(layers.size() - 1).units();
    }

    @Override
    public void margins(float[][] features, int rows, float[][] margins) {
        int block = Math.min(BLOCK, rows);
        double[][] inputs = new double[features()][block];
        double[][][] results = new double[layers.size()][][];
        for (int layer = 0; layer < results.length; layer++) {
            results[layer] = new double[layers.get(layer).units()][block];
        }
        boolean[] missing = new boolean[block];
        for (int first = 0; first < rows; first += BLOCK) {
            int count = Math.min(BLOCK, rows - first);
            fillInputs(features, first, count, inputs, missing);
            double[][] from = inputs;
            for (int layer = 0; layer < results.length; layer++) {
                apply(layers.get(layer), from, count, results[layer]);
                from = results[layer];
            }
            for (int output = 0; output < from.length; output++) {
                for (int row = 0; row < count; row++) {
                    margins[output][first + row] = missing[row] ? Float.NaN : finite(from[output][row]);
                }
            }
        }
    }

    private void fillInputs(float[][] features, int first, int rows, double[][] inputs, boolean[] missing) {
        Arrays.fill(missing, false);
        for (int feature = 0; feature < inputs.length; feature++) {
            float[] values = features[feature];
            double[] to = inputs[feature];
            for (int row = 0; row < rows; row++) {
                float value = values[first + row];
                missing[row] |= Float.isNaN(value);
                to[row] = value;
            }
        }
    }

    private static void apply(NetLayer layer, double[][] from, int rows, double[][] to) {
        Activation activation = layer.activation();
        double slope = layer.slope();
        int at = 0;
        for (int unit = 0; unit < to.length; unit++) {
            double[] sums = to[unit];
            Arrays.fill(sums, 0, rows, layer.biases()[unit]);
            for (double[] input : from) {
                double weight = layer.weights()[at++];
                for (int row = 0; row < rows; row++) {
                    sums[row] += weight * input[row];
                }
            }
            if (activation != Activation.IDENTITY) {
                for (int row = 0; row < rows; row++) {
                    sums[row] = activation.of(sums[row], slope);
                }
            }
        }
    }

    /** Where overflow left no number, 0. */
    private static float finite(double value) {
        return Double.isNaN(value) ? 0 : (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    }

    /** First to last. */
    public List<NetLayer> layers() {
        return layers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DenseNet that && layers.equals(that.layers);
    }

    @Override
    public int hashCode() {
        return layers.hashCode();
    }

    @Override
    public String toString() {
        return "DenseNet[" + features() + " features, " + layers.size() + " layers, " + outputs() + " outputs]";
    }
}
