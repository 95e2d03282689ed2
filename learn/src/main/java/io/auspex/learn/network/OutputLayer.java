package io.auspex.learn.network;

import io.auspex.model.predict.DenseLayer;
import io.auspex.model.predict.MatrixProduct;
import java.util.Arrays;
import java.util.List;

/** The last layer of a net: margins as weighted sums. It starts at zero weights, from where the loss falls soonest. */
final class OutputLayer {
    private final int inputs;
    private final int units;
    private final Parameters weights;
    private final Parameters biases;
    private final float[][] margins;

    OutputLayer(int inputs, int units, int mostRows) {
        this.inputs = inputs;
        this.units = units;
        this.weights = new Parameters(inputs * units, true);
        this.biases = new Parameters(units, false);
        this.margins = new float[units][mostRows];
    }

    List<Parameters> parameters() {
        return List.of(weights, biases);
    }

    /** Returns {@code float[unit][row]}, valid until the next call. */
    float[][] forward(float[][] from, int rows) {
        for (int unit = 0; unit < units; unit++) {
            Arrays.fill(margins[unit], 0, rows, biases.values[unit]);
        }
        MatrixProduct.add(margins, units, weights.values, inputs, 1, inputs, from, rows);
        return margins;
    }

    /**
     * Adds to the gradients.
     *
     * @param slopes by the margins, {@code float[unit][row]}
     * @param transposed the inputs of the last forward, {@code float[row][input]}
     * @param slopesOfInputs set to the slopes by the inputs, {@code float[input][row]}
     */
    void backward(float[][] slopes, int rows, float[][] transposed, float[][] slopesOfInputs) {
        float[] flat = new float[units * rows];
        for (int unit = 0; unit < units; unit++) {
            System.arraycopy(slopes[unit], 0, flat, unit * rows, rows);
            biases.gradient[unit] += (float) Sums.of(slopes[unit], rows);
        }
        RowMatrix.addFlat(weights.gradient, units, inputs, flat, rows, transposed);
        for (float[] input : slopesOfInputs) {
            Arrays.fill(input, 0, rows, 0);
        }
        MatrixProduct.add(slopesOfInputs, inputs, weights.values, 1, inputs, units, slopes, rows);
    }

    /** The layer as it predicts {@code margin * factor + offset}. */
    DenseLayer folded(double factor, double offset) {
        float[] scaled = new float[weights.values.length];
        float[] shifted = new float[units];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = finite(weights.values[i] * factor);
        }
        for (int unit = 0; unit < units; unit++) {
            shifted[unit] = finite(biases.values[unit] * factor + offset);
        }
        return new DenseLayer(scaled, shifted);
    }

    /** Numbers beyond what a float holds become the largest one; NaN stays, and is refused. */
    private static float finite(double value) {
        return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    }
}
