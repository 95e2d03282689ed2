package io.auspex.model.predict;

import java.util.Arrays;

/**
 * The weights of one layer as its sums are made from them: few units one by one, more of them together.
 *
 * @param units {@code float[unit][input]} of a narrow layer, else none
 * @param inputs {@code float[input][unit]} of another one, as long as {@link VectorSum#length} says
 */
record LayerWeights(float[][] units, float[][] inputs, float[] biases) {
    static LayerWeights of(DenseLayer layer) {
        boolean narrow = layer.units() <= NarrowProduct.MOST_UNITS;
        return narrow
                ? new LayerWeights(byUnit(layer), new float[0][], layer.biases())
                : new LayerWeights(new float[0][], byInput(layer), layer.biases());
    }

    /**
     * Sets the sums of each row.
     *
     * @param from {@code float[row][at least inputs]}
     * @param to {@code float[row][unit]}, as long as {@link VectorSum#length} says
     */
    void apply(float[][] from, int rows, float[][] to, NonZeros nonZeros) {
        for (int row = 0; row < rows; row++) {
            Arrays.fill(to[row], 0);
            System.arraycopy(biases, 0, to[row], 0, biases.length);
        }
        if (units.length > 0) {
            NarrowProduct.add(to, units, from, rows, units[0].length);
        } else {
            nonZeros.addProduct(to, from, rows, inputs, inputs.length);
        }
    }

    private static float[][] byUnit(DenseLayer layer) {
        float[][] rows = new float[layer.units()][layer.inputs()];
        for (int unit = 0; unit < rows.length; unit++) {
            System.arraycopy(layer.weights(), unit * layer.inputs(), rows[unit], 0, layer.inputs());
        }
        return rows;
    }

    private static float[][] byInput(DenseLayer layer) {
        int depth = layer.inputs();
        float[][] rows = new float[depth][VectorSum.length(layer.units())];
        for (int unit = 0; unit < layer.units(); unit++) {
            for (int input = 0; input < depth; input++) {
                rows[input][unit] = layer.weights()[unit * depth + input];
            }
        }
        return rows;
    }
}
