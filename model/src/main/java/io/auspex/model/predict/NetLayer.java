package io.auspex.model.predict;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * One layer of a {@link DenseNet}: {@code activation(weights * inputs + biases)}. The arrays are shared, so nobody writes to them.
 *
 * @param weights unit by unit: that of unit u and input i is at {@code u * inputs + i}
 * @param biases one a unit
 * @param slope of the activation's negative side; 0 where it has none
 */
public record NetLayer(double[] weights, double[] biases, Activation activation, double slope) {
    /** @throws IllegalArgumentException if lengths do not fit each other, there is no unit or input, or a number is not finite */
    public NetLayer {
        requireNonNull(activation, "activation is null");
        if (biases.length == 0 || weights.length == 0 || weights.length % biases.length != 0) {
            throw new IllegalArgumentException(
                    "A layer of " + biases.length + " units cannot have " + weights.length + " weights");
        }
        FiniteNumbers.require(weights, "Weight");
        FiniteNumbers.require(biases, "Bias");
        FiniteNumbers.require(new double[] {slope}, "Slope");
    }

    public int units() {
        return biases.length;
    }

    public int inputs() {
        return weights.length / biases.length;
    }

    /** The same sums with another activation. */
    public NetLayer with(Activation other, double otherSlope) {
        return new NetLayer(weights, biases, other, otherSlope);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetLayer that
                && activation == that.activation
                && slope == that.slope
                && Arrays.equals(weights, that.weights)
                && Arrays.equals(biases, that.biases);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(weights) + Arrays.hashCode(biases);
    }

    @Override
    public String toString() {
        return "NetLayer[" + inputs() + " inputs, " + units() + " units, " + activation + "]";
    }
}
