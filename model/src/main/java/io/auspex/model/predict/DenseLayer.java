package io.auspex.model.predict;

import java.util.Arrays;

/**
 * One layer of a net in which every unit sees every input: {@code weights * inputs + biases}. Batch normalisation of the training
 * is folded into them. The arrays are shared, so nobody writes to them.
 *
 * @param weights unit by unit: that of unit u and input i is at {@code u * inputs + i}
 * @param biases one a unit
 */
public record DenseLayer(float[] weights, float[] biases) {
    /** @throws IllegalArgumentException if lengths do not fit each other, there is no unit or input, or a number is not finite */
    public DenseLayer {
        if (biases.length == 0 || weights.length == 0 || weights.length % biases.length != 0) {
            throw new IllegalArgumentException(
                    "A layer of " + biases.length + " units cannot have " + weights.length + " weights");
        }
        FiniteNumbers.require(weights, "Weight");
        FiniteNumbers.require(biases, "Bias");
    }

    public int units() {
        return biases.length;
    }

    public int inputs() {
        return weights.length / biases.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DenseLayer that
                && Arrays.equals(weights, that.weights)
                && Arrays.equals(biases, that.biases);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(weights) + Arrays.hashCode(biases);
    }

    @Override
    public String toString() {
        return "DenseLayer[" + inputs() + " inputs, " + units() + " units]";
    }
}
