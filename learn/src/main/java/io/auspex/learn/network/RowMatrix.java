package io.auspex.learn.network;

import io.auspex.model.predict.MatrixProduct;

/** Matrices as the gradient of weights needs them. */
final class RowMatrix {
    private RowMatrix() {}

    /** Fills {@code to[row][unit]} from {@code from[unit][row]}. */
    static void transpose(float[][] from, int rows, float[][] to) {
        for (int unit = 0; unit < from.length; unit++) {
            float[] values = from[unit];
            for (int row = 0; row < rows; row++) {
                to[row][unit] = values[row];
            }
        }
    }

    /**
     * Adds {@code slopes * inputs} to a gradient.
     *
     * @param gradient {@code [unit * width + input]}
     * @param slopes {@code [unit * rows + row]}
     * @param inputs {@code float[row][input]}
     */
    static void addFlat(float[] gradient, int units, int width, float[] slopes, int rows, float[][] inputs) {
        float[][] sums = new float[units][width];
        MatrixProduct.add(sums, units, slopes, rows, 1, rows, inputs, width);
        for (int unit = 0; unit < units; unit++) {
            int first = unit * width;
            for (int input = 0; input < width; input++) {
                gradient[first + input] += sums[unit][input];
            }
        }
    }
}
