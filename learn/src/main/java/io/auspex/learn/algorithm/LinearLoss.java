package io.auspex.learn.algorithm;

import io.auspex.learn.loss.RowLoss;

/**
 * Weighted mean loss of a linear model plus {@code strength / 2} times the squared weights. The coefficients lie in one array,
 * {@code [output * (columns + 1) + column]}, the intercept last and not penalised.
 */
final class LinearLoss {
    private final RowLoss loss;
    private final DesignMatrix matrix;
    private final double[] target;
    /** One a row, of mean 1. */
    private final double[] rowWeights;

    private final int outputs;
    private final int stride;
    /** {@code [output][row]}: margins, then in place the residuals. */
    private final float[][] work;

    /** @param rowWeights positive */
    LinearLoss(RowLoss loss, int outputs, DesignMatrix matrix, double[] target, double[] rowWeights) {
        this.loss = loss;
        this.matrix = matrix;
        this.target = target;
        this.outputs = outputs;
        this.stride = matrix.columns() + 1;
        this.work = new float[outputs][matrix.rows()];
        double mean = 0;
        for (double weight : rowWeights) {
            mean += weight / rowWeights.length;
        }
        this.rowWeights = new double[rowWeights.length];
        for (int row = 0; row < rowWeights.length; row++) {
            this.rowWeights[row] = rowWeights[row] / mean;
        }
    }

    int size() {
        return outputs * stride;
    }

    /** Whether the coefficient is an intercept, and so not penalised. */
    boolean isIntercept(int coefficient) {
        return coefficient % stride == stride - 1;
    }

    /** The loss without penalty. */
    double loss(double[] coefficients) {
        matrix.margins(coefficients, work);
        double sum = 0;
        for (int row = 0; row < target.length; row++) {
            double weight = rowWeights[row];
            sum += weight * loss.apply(work, row, target[row]);
            if (weight != 1) {
                for (float[] residuals : work) {
                    residuals[row] *= (float) weight;
                }
            }
        }
        return sum / target.length;
    }

    /** The penalised loss; fills its gradient. */
    double lossAndGradient(double[] coefficients, double strength, double[] gradient) {
        double value = loss(coefficients);
        matrix.gradient(work, gradient);
        double scale = 1.0 / target.length;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= scale;
            if (!isIntercept(i)) {
                gradient[i] += strength * coefficients[i];
                value += strength / 2 * coefficients[i] * coefficients[i];
            }
        }
        return value;
    }
}
