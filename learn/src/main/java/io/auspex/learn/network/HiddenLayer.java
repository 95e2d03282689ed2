package io.auspex.learn.network;

import io.auspex.model.predict.DenseLayer;
import io.auspex.model.predict.MatrixProduct;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A dense layer with batch normalisation (Ioffe and Szegedy, "Batch normalization", ICML 2015), ReLU and dropout (Srivastava et al.,
 * "Dropout", JMLR 2014): forward, backward, and folded into one plain layer for prediction. Rows lie side by side,
 * {@code float[unit][row]}.
 */
final class HiddenLayer {
    private static final double EPSILON = 1e-5;
    /** Weight of the newest batch in the running means. */
    private static final double MOMENTUM = 0.1;

    private final int inputs;
    private final int units;
    private final double dropout;
    private final Parameters weights;
    private final Parameters scales;
    private final Parameters shifts;
    private final double[] means;
    private final double[] variances;
    private double runningWeight;
    /** Of the batch: normalised sums, then what leaves the layer, and one over the deviation. */
    private final float[][] normal;

    private final float[][] result;
    private final double[] inverse;
    private final float[][] slopesOfNormal;

    HiddenLayer(int inputs, int units, double dropout, int mostRows, SplittableRandom random) {
        this.inputs = inputs;
        this.units = units;
        this.dropout = dropout;
        this.weights = new Parameters(inputs * units, true);
        this.scales = new Parameters(units, false);
        this.shifts = new Parameters(units, false);
        this.means = new double[units];
        this.variances = new double[units];
        this.normal = new float[units][mostRows];
        this.result = new float[units][mostRows];
        this.slopesOfNormal = new float[units][mostRows];
        this.inverse = new double[units];
        // He et al., "Delving deep into rectifiers", ICCV 2015.
        double deviation = Math.sqrt(2.0 / inputs);
        for (int i = 0; i < weights.values.length; i++) {
            weights.values[i] = (float) (deviation * random.nextGaussian());
        }
        Arrays.fill(scales.values, 1);
    }

    List<Parameters> parameters() {
        return List.of(weights, scales, shifts);
    }

    /** Returns {@code float[unit][row]}, valid until the next call. */
    float[][] forward(float[][] from, int rows, SplittableRandom random) {
        for (float[] unit : normal) {
            Arrays.fill(unit, 0, rows, 0);
        }
        MatrixProduct.add(normal, units, weights.values, inputs, 1, inputs, from, rows);
        double newest = Math.max(MOMENTUM, 1 / (1 + runningWeight));
        runningWeight++;
        for (int unit = 0; unit < units; unit++) {
            float[] sums = normal[unit];
            double mean = Sums.of(sums, rows) / rows;
            double variance = Sums.ofSquares(sums, (float) mean, rows) / rows;
            means[unit] += newest * (mean - means[unit]);
            variances[unit] += newest * (variance * rows / Math.max(1, rows - 1) - variances[unit]);
            inverse[unit] = 1 / Math.sqrt(variance + EPSILON);
            float center = (float) mean;
            float factor = (float) inverse[unit];
            float scale = scales.values[unit];
            float shift = shifts.values[unit];
            float[] out = result[unit];
            for (int row = 0; row < rows; row++) {
                sums[row] = (sums[row] - center) * factor;
                out[row] = Math.max(0, scale * sums[row] + shift);
            }
        }
        drop(rows, random);
        return result;
    }

    /** Sets some results to zero and makes the others as much larger; the zeros are their own record for the way back. */
    private void drop(int rows, SplittableRandom random) {
        if (dropout == 0) {
            return;
        }
        int limit = (int) (dropout * 65_536);
        float keep = (float) (1 / (1 - dropout));
        for (float[] out : result) {
            for (int row = 0; row < rows; ) {
                long bits = random.nextLong();
                for (int part = 0; part < 4 && row < rows; part++, row++, bits >>>= 16) {
                    out[row] *= (bits & 0xffff) < limit ? 0 : keep;
                }
            }
        }
    }

    /**
     * Adds to the gradients.
     *
     * @param slopes by the results, {@code float[unit][row]}; overwritten
     * @param transposed the inputs of the last forward, {@code float[row][input]}
     * @param slopesOfInputs set to the slopes by the inputs, {@code float[input][row]}; null if nobody needs them
     */
    void backward(float[][] slopes, int rows, float[][] transposed, float[][] slopesOfInputs) {
        float keep = (float) (1 / (1 - dropout));
        float[] flat = new float[units * rows];
        for (int unit = 0; unit < units; unit++) {
            float[] out = result[unit];
            float[] slope = slopes[unit];
            float[] normalised = normal[unit];
            for (int row = 0; row < rows; row++) {
                slope[row] = out[row] > 0 ? slope[row] * keep : 0;
            }
            double sum = Sums.of(slope, rows);
            double product = Sums.ofProducts(slope, normalised, rows);
            shifts.gradient[unit] += (float) sum;
            scales.gradient[unit] += (float) product;
            float factor = (float) (scales.values[unit] * inverse[unit]);
            float meanSlope = (float) (sum / rows);
            float meanProduct = (float) (product / rows);
            float[] ofNormal = slopesOfNormal[unit];
            for (int row = 0; row < rows; row++) {
                ofNormal[row] = factor * (slope[row] - meanSlope - normalised[row] * meanProduct);
            }
            System.arraycopy(ofNormal, 0, flat, unit * rows, rows);
        }
        RowMatrix.addFlat(weights.gradient, units, inputs, flat, rows, transposed);
        if (slopesOfInputs != null) {
            for (float[] input : slopesOfInputs) {
                Arrays.fill(input, 0, rows, 0);
            }
            MatrixProduct.add(slopesOfInputs, inputs, weights.values, 1, inputs, units, slopesOfNormal, rows);
        }
    }

    /** The layer as it predicts: normalisation by the running means folded into weights and biases. */
    DenseLayer folded() {
        float[] folded = new float[weights.values.length];
        float[] biases = new float[units];
        for (int unit = 0; unit < units; unit++) {
            double factor = scales.values[unit] / Math.sqrt(variances[unit] + EPSILON);
            for (int input = 0; input < inputs; input++) {
                folded[unit * inputs + input] = (float) (factor * weights.values[unit * inputs + input]);
            }
            biases[unit] = (float) (shifts.values[unit] - factor * means[unit]);
        }
        return new DenseLayer(folded, biases);
    }
}
