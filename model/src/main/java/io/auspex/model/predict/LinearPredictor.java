package io.auspex.model.predict;

import java.util.Arrays;

/**
 * A weighted sum of the features and an intercept, in double arithmetic, rounded at the end to the nearest finite float.
 * Columns are added one after the other: plain loops over arrays, which the JIT compiler vectorises.
 *
 * <p>A pipeline in front of it must fill missing values ({@code NumberScaler} does). A NaN that comes nevertheless adds
 * nothing, as with XGBoost's {@code gblinear}; it never makes the sum NaN.
 */
public final class LinearPredictor implements Predictor {
    private final int features;
    private final double[][] weights;
    private final double[] intercepts;

    /**
     * @param weights {@code double[output][feature]}, finite
     * @param intercepts {@code double[output]}, finite
     * @throws IllegalArgumentException if lengths disagree, there is no output, or a number is not finite
     */
    public LinearPredictor(double[][] weights, double[] intercepts) {
        if (weights.length == 0 || weights.length != intercepts.length) {
            throw new IllegalArgumentException(weights.length + " outputs have weights, " + intercepts.length
                    + " have an intercept: they must be as many, and at least one");
        }
        this.features = weights[0].length;
        this.weights = new double[weights.length][];
        this.intercepts = intercepts.clone();
        for (int output = 0; output < weights.length; output++) {
            if (weights[output].length != features) {
                throw new IllegalArgumentException(
                        "Output " + output + " has " + weights[output].length + " weights, output 0 has " + features);
            }
            this.weights[output] = weights[output].clone();
            FiniteNumbers.require(this.weights[output], "Weight");
        }
        FiniteNumbers.require(this.intercepts, "Intercept");
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public int outputs() {
        return intercepts.length;
    }

    @Override
    public void margins(float[][] features, int rows, float[][] margins) {
        double[] sums = new double[rows];
        for (int output = 0; output < intercepts.length; output++) {
            Arrays.fill(sums, intercepts[output]);
            for (int feature = 0; feature < this.features; feature++) {
                double weight = weights[output][feature];
                float[] values = features[feature];
                for (int row = 0; row < rows; row++) {
                    float value = values[row];
                    sums[row] += Float.isNaN(value) ? 0 : weight * value;
                }
            }
            for (int row = 0; row < rows; row++) {
                double sum = sums[row];
                margins[output][row] = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, sum));
            }
        }
    }

    /** {@code double[output][feature]}, a copy. */
    public double[][] weights() {
        double[][] copy = new double[weights.length][];
        for (int output = 0; output < weights.length; output++) {
            copy[output] = weights[output].clone();
        }
        return copy;
    }

    /** {@code double[output]}, a copy. */
    public double[] intercepts() {
        return intercepts.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinearPredictor that
                && Arrays.deepEquals(weights, that.weights)
                && Arrays.equals(intercepts, that.intercepts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.deepHashCode(weights) + Arrays.hashCode(intercepts);
    }

    @Override
    public String toString() {
        return "LinearPredictor[" + features + " features, " + outputs() + " outputs]";
    }
}
