package io.auspex.learn.network;

import io.auspex.model.predict.DenseLayer;
import io.auspex.model.predict.NonZeros;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A dense layer with batch normalisation (Ioffe and Szegedy, "Batch normalization", ICML 2015), ReLU and {@link Dropout}: forward,
 * backward, and folded into one plain layer for prediction. Batches are {@code float[row][unit]}, so that all units of a row
 * are worked on at a time and the inputs that are zero are left out.
 */
final class HiddenLayer {
    private static final double EPSILON = 1e-5;
    /** Weight of the newest batch in the running means. */
    private static final double MOMENTUM = 0.1;

    private final int inputs;
    private final int units;
    /** {@code [input * units + unit]}. */
    private final Parameters weights;

    private final Parameters scales;
    private final Parameters shifts;
    private final Dropout dropout;
    private final double[] means;
    private final double[] variances;
    /** The means and variances themselves until they are averaged. */
    private double[] averageMeans;

    private double[] averageVariances;
    private double runningWeight;
    /** The weights of the step and their gradient, {@code float[input][unit]}, and {@code float[unit][input]}. */
    private final float[][] weightRows;

    private final float[][] gradientRows;
    private final float[][] transposedWeights;
    /** Of the batch: normalised sums, and what leaves the layer. */
    private final float[][] normal;

    private final float[][] result;
    /** Of each unit, as long as a row: one over the deviation; and what the passes take and give. */
    private final float[] inverse;

    private final float[] first;
    private final float[] second;
    private final float[] third;
    private final UnitPasses passes;
    private final NonZeros nonZeros;

    HiddenLayer(int inputs, int units, double dropout, int mostRows, SplittableRandom random) {
        this.inputs = inputs;
        this.units = units;
        this.dropout = new Dropout(dropout);
        this.weights = new Parameters(inputs * units, true);
        this.scales = new Parameters(units, false);
        this.shifts = new Parameters(units, false);
        this.means = new double[units];
        this.variances = new double[units];
        this.averageMeans = means;
        this.averageVariances = variances;
        this.weightRows = RowMatrix.of(inputs, units);
        this.gradientRows = RowMatrix.of(inputs, units);
        this.transposedWeights = RowMatrix.of(units, inputs);
        this.normal = RowMatrix.of(mostRows, units);
        this.result = RowMatrix.of(mostRows, units);
        int length = weightRows[0].length;
        this.inverse = new float[length];
        this.first = new float[length];
        this.second = new float[length];
        this.third = new float[length];
        this.passes = new UnitPasses(mostRows);
        this.nonZeros = new NonZeros(inputs);
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

    /** Takes {@code float[row][input]}; returns {@code float[row][unit]}, valid until the next call. */
    float[][] forward(float[][] from, int rows, SplittableRandom random) {
        RowMatrix.fromFlat(weights.values, units, weightRows);
        RowMatrix.clear(normal, rows);
        nonZeros.addProduct(normal, from, rows, weightRows, inputs);
        float[] centers = first;
        findCenters(rows, centers);
        float[] scale = second;
        float[] shift = third;
        for (int unit = 0; unit < units; unit++) {
            scale[unit] = scales.values[unit] * dropout.keep();
            shift[unit] = shifts.values[unit] * dropout.keep();
        }
        Arrays.fill(scale, units, scale.length, 0);
        Arrays.fill(shift, units, shift.length, 0);
        for (int row = 0; row < rows; row++) {
            UnitPasses.normalise(normal[row], centers, inverse);
            UnitPasses.rectify(result[row], normal[row], scale, shift);
        }
        dropout.drop(result, rows, units, random);
        return result;
    }

    /** Sets the means of the batch and {@link #inverse}, and lets the running means follow. */
    private void findCenters(int rows, float[] centers) {
        passes.sum(normal, rows, centers);
        for (int unit = 0; unit < centers.length; unit++) {
            centers[unit] /= rows;
        }
        float[] squares = second;
        UnitPasses.sumOfSquares(normal, rows, centers, squares);
        double newest = Math.max(MOMENTUM, 1 / (1 + runningWeight));
        runningWeight++;
        for (int unit = 0; unit < units; unit++) {
            double variance = (double) squares[unit] / rows;
            means[unit] += newest * (centers[unit] - means[unit]);
            variances[unit] += newest * (variance * rows / Math.max(1, rows - 1) - variances[unit]);
            inverse[unit] = (float) (1 / Math.sqrt(variance + EPSILON));
        }
    }

    /**
     * Sets the gradients.
     *
     * @param slopes by the results, {@code float[row][unit]}; overwritten
     * @param from what the last forward took
     * @param slopesOfInputs set to the slopes by the inputs, {@code float[row][input]}; null if nobody needs them
     */
    void backward(float[][] slopes, int rows, float[][] from, float[][] slopesOfInputs) {
        for (int row = 0; row < rows; row++) {
            UnitPasses.maskSlopes(slopes[row], result[row], dropout.keep());
        }
        float[] meanSlopes = first;
        float[] meanProducts = second;
        float[] factors = third;
        passes.sum(slopes, rows, meanSlopes);
        UnitPasses.sumOfProducts(slopes, normal, rows, meanProducts);
        for (int unit = 0; unit < units; unit++) {
            shifts.gradient[unit] = meanSlopes[unit];
            scales.gradient[unit] = meanProducts[unit];
            meanSlopes[unit] /= rows;
            meanProducts[unit] /= rows;
            factors[unit] = scales.values[unit] * inverse[unit];
        }
        for (int row = 0; row < rows; row++) {
            UnitPasses.slopesBeforeNormalising(slopes[row], normal[row], factors, meanSlopes, meanProducts);
        }
        RowMatrix.clear(gradientRows, inputs);
        nonZeros.addTransposedProduct(gradientRows, from, inputs, slopes, rows);
        RowMatrix.toFlat(gradientRows, units, weights.gradient);
        if (slopesOfInputs != null) {
            RowMatrix.transpose(weightRows, inputs, units, transposedWeights);
            RowMatrix.clear(slopesOfInputs, rows);
            nonZeros.addProduct(slopesOfInputs, slopes, rows, transposedWeights, units);
        }
    }

    /** Lets the averages of what it normalises by follow, as those of its parameters do. */
    void average(double newest) {
        if (averageMeans == means) {
            averageMeans = means.clone();
            averageVariances = variances.clone();
            return;
        }
        for (int unit = 0; unit < units; unit++) {
            averageMeans[unit] += newest * (means[unit] - averageMeans[unit]);
            averageVariances[unit] += newest * (variances[unit] - averageVariances[unit]);
        }
    }

    /** The layer as it predicts: averages, normalisation by the running means folded into weights and biases. */
    DenseLayer folded() {
        float[] averages = weights.averages();
        float[] folded = new float[averages.length];
        float[] biases = new float[units];
        for (int unit = 0; unit < units; unit++) {
            double factor = scales.averages()[unit] / Math.sqrt(averageVariances[unit] + EPSILON);
            for (int input = 0; input < inputs; input++) {
                folded[unit * inputs + input] = (float) (factor * averages[input * units + unit]);
            }
            biases[unit] = (float) (shifts.averages()[unit] - factor * averageMeans[unit]);
        }
        return new DenseLayer(folded, biases);
    }
}
