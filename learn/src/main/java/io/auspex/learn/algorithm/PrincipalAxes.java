package io.auspex.learn.algorithm;

import io.auspex.model.predict.DenseLayer;
import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Turns the inputs of a net to the axes along which rows differ most and least, all in one scale. Where features say nearly the same, their
 * small differences are an axis of their own then, which a net learns from as quickly as from any other (LeCun, Bottou, Orr and Müller,
 * "Efficient BackProp", 1998, §4.3, on correlated inputs). What is learnt is turned back, so that predictions take no longer.
 *
 * @param means of the inputs
 * @param axes {@code [axis][input]}
 */
record PrincipalAxes(double[] means, double[][] axes) {
    /** Finding the axes of more inputs takes longer than a net. */
    private static final int MOST_INPUTS = 256;
    /** Beyond it, evenly spaced rows serve. */
    private static final int MOST_ROWS = 20_000;

    /**
     * @param inputs {@code float[input][row]}, finite
     * @return empty where there are too few or too many inputs to turn, or rows do not differ
     */
    static Optional<PrincipalAxes> of(float[][] inputs, int rows) {
        int width = inputs.length;
        if (width < 2 || width > MOST_INPUTS) {
            return Optional.empty();
        }
        int step = Math.max(1, (rows + MOST_ROWS - 1) / MOST_ROWS);
        double[] means = new double[width];
        for (int input = 0; input < width; input++) {
            means[input] = mean(inputs[input], rows, step);
        }
        DMatrixRMaj covariance = covariance(inputs, means, rows, step);
        double variance = 0;
        for (int input = 0; input < width; input++) {
            variance += covariance.get(input, input) / width;
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(width, true, true);
        if (!(variance > 0) || !eigen.decompose(covariance)) {
            return Optional.empty();
        }
        double scale = 1 / Math.sqrt(variance);
        double[][] axes = new double[width][width];
        for (int axis = 0; axis < width; axis++) {
            DMatrixRMaj direction = eigen.getEigenVector(axis);
            for (int input = 0; input < width; input++) {
                axes[axis][input] = scale * direction.get(input);
            }
        }
        return Optional.of(new PrincipalAxes(means, axes));
    }

    private static double mean(float[] values, int rows, int step) {
        double sum = 0;
        int count = 0;
        for (int row = 0; row < rows; row += step, count++) {
            sum += values[row];
        }
        return sum / count;
    }

    private static DMatrixRMaj covariance(float[][] inputs, double[] means, int rows, int step) {
        int width = inputs.length;
        DMatrixRMaj covariance = new DMatrixRMaj(width, width);
        for (int left = 0; left < width; left++) {
            for (int right = left; right < width; right++) {
                double sum = 0;
                for (int row = 0; row < rows; row += step) {
                    sum += (inputs[left][row] - means[left]) * (inputs[right][row] - means[right]);
                }
                double mean = sum * step / rows;
                covariance.set(left, right, mean);
                covariance.set(right, left, mean);
            }
        }
        return covariance;
    }

    /** Where rows lie along the axes, {@code float[axis][row]}. */
    float[][] along(float[][] inputs, int rows) {
        float[][] along = new float[axes.length][rows];
        double[] sums = new double[rows];
        for (int axis = 0; axis < axes.length; axis++) {
            double center = 0;
            for (int input = 0; input < inputs.length; input++) {
                center += axes[axis][input] * means[input];
            }
            Arrays.fill(sums, -center);
            for (int input = 0; input < inputs.length; input++) {
                double weight = axes[axis][input];
                float[] values = inputs[input];
                for (int row = 0; row < rows; row++) {
                    sums[row] += weight * values[row];
                }
            }
            for (int row = 0; row < rows; row++) {
                along[axis][row] = (float) sums[row];
            }
        }
        return along;
    }

    /**
     * A first layer of a net for the inputs themselves.
     *
     * @param layer for the axes, behind which it may have other inputs that stay as they are
     */
    DenseLayer turnedBack(DenseLayer layer) {
        int inputs = layer.inputs();
        float[] weights = layer.weights().clone();
        float[] biases = layer.biases().clone();
        for (int unit = 0; unit < biases.length; unit++) {
            double bias = biases[unit];
            for (int input = 0; input < means.length; input++) {
                double weight = 0;
                for (int axis = 0; axis < axes.length; axis++) {
                    weight += layer.weights()[unit * inputs + axis] * axes[axis][input];
                }
                weights[unit * inputs + input] = (float) weight;
                bias -= weight * means[input];
            }
            biases[unit] = (float) bias;
        }
        return new DenseLayer(weights, biases);
    }
}
