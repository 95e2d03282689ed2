package io.auspex.learn.network;

import io.auspex.model.predict.DenseLayer;
import io.auspex.model.predict.NarrowProduct;
import io.auspex.model.predict.NonZeros;
import java.util.Arrays;
import java.util.List;

/** The last layer of a net: margins as weighted sums. It starts at zero weights, from where the loss falls soonest. */
final class OutputLayer {
    private final int inputs;
    private final int units;
    /** {@code [unit * inputs + input]}. */
    private final Parameters weights;

    private final Parameters biases;
    private final float[][] margins;
    /** The weights of the step and their gradient, {@code float[unit][input]}, and {@code float[input][unit]}. */
    private final float[][] weightRows;

    private final float[][] gradientRows;
    private final float[][] transposedWeights;
    /** Margins, then their slopes, {@code float[row][unit]}. */
    private final float[][] rowsOfMargins;

    private final NonZeros nonZeros;

    OutputLayer(int inputs, int units, int mostRows) {
        this.inputs = inputs;
        this.units = units;
        this.weights = new Parameters(inputs * units, true);
        this.biases = new Parameters(units, false);
        this.margins = new float[units][mostRows];
        this.weightRows = RowMatrix.of(units, inputs);
        this.gradientRows = RowMatrix.of(units, inputs);
        this.transposedWeights = RowMatrix.of(inputs, units);
        this.rowsOfMargins = RowMatrix.of(mostRows, units);
        this.nonZeros = new NonZeros(units);
    }

    List<Parameters> parameters() {
        return List.of(weights, biases);
    }

    /** Takes {@code float[row][input]}; returns {@code float[unit][row]}, valid until the next call. */
    float[][] forward(float[][] from, int rows) {
        RowMatrix.fromFlat(weights.values, inputs, weightRows);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(biases.values, 0, rowsOfMargins[row], 0, units);
        }
        if (units <= NarrowProduct.MOST_UNITS) {
            NarrowProduct.add(rowsOfMargins, weightRows, from, rows, inputs);
        } else {
            RowMatrix.transpose(weightRows, units, inputs, transposedWeights);
            nonZeros.addProduct(rowsOfMargins, from, rows, transposedWeights, inputs);
        }
        RowMatrix.transpose(rowsOfMargins, rows, units, margins);
        return margins;
    }

    /**
     * Sets the gradients.
     *
     * @param slopes by the margins, {@code float[unit][row]}
     * @param from what the last forward took
     * @param slopesOfInputs set to the slopes by the inputs, {@code float[row][input]}
     */
    void backward(float[][] slopes, int rows, float[][] from, float[][] slopesOfInputs) {
        RowMatrix.transpose(slopes, units, rows, rowsOfMargins);
        Arrays.fill(biases.gradient, 0);
        for (int row = 0; row < rows; row++) {
            for (int unit = 0; unit < units; unit++) {
                biases.gradient[unit] += rowsOfMargins[row][unit];
            }
        }
        RowMatrix.clear(gradientRows, units);
        nonZeros.addTransposedProduct(gradientRows, rowsOfMargins, units, from, rows);
        RowMatrix.toFlat(gradientRows, inputs, weights.gradient);
        RowMatrix.clear(slopesOfInputs, rows);
        nonZeros.addProduct(slopesOfInputs, rowsOfMargins, rows, weightRows, units);
    }

    /** The layer as it predicts {@code margin * factor + offset}. */
    DenseLayer folded(double factor, double offset) {
        float[] scaled = new float[weights.values.length];
        float[] shifted = new float[units];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = finite(weights.averages()[i] * factor);
        }
        for (int unit = 0; unit < units; unit++) {
            shifted[unit] = finite(biases.averages()[unit] * factor + offset);
        }
        return new DenseLayer(scaled, shifted);
    }

    /** Numbers beyond what a float holds become the largest one; NaN stays, and is refused. */
    private static float finite(double value) {
        return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    }
}
