package io.auspex.learn.algorithm;

import io.auspex.learn.objective.ProblemType;
import java.util.Arrays;

/**
 * Mean loss of a linear model plus {@code strength / 2} times the squared weights: squared error, logistic or softmax by the problem.
 * The coefficients lie in one array, {@code [output * (columns + 1) + column]}, the intercept last and not penalised.
 */
final class LinearLoss {
    private final LearningTask task;
    private final DesignMatrix matrix;
    private final double[] target;
    private final int outputs;
    private final int stride;
    /** {@code [output][row]}: margins, then in place the residuals. */
    private final double[][] work;

    LinearLoss(LearningTask task, DesignMatrix matrix, double[] target) {
        this.task = task;
        this.matrix = matrix;
        this.target = target;
        this.outputs = task.outputs();
        this.stride = matrix.columns() + 1;
        this.work = new double[outputs][matrix.rows()];
    }

    int size() {
        return outputs * stride;
    }

    /** The loss without penalty. */
    double loss(double[] coefficients) {
        margins(coefficients);
        return residuals();
    }

    /** The penalised loss; fills its gradient. */
    double lossAndGradient(double[] coefficients, double strength, double[] gradient) {
        double loss = loss(coefficients);
        double scale = 1.0 / matrix.rows();
        for (int output = 0; output < outputs; output++) {
            int first = output * stride;
            for (int column = 0; column < matrix.columns(); column++) {
                double weight = coefficients[first + column];
                gradient[first + column] = scale * matrix.dot(column, work[output]) + strength * weight;
                loss += strength / 2 * weight * weight;
            }
            double sum = 0;
            for (double residual : work[output]) {
                sum += residual;
            }
            gradient[first + matrix.columns()] = scale * sum;
        }
        return loss;
    }

    private void margins(double[] coefficients) {
        for (int output = 0; output < outputs; output++) {
            int first = output * stride;
            Arrays.fill(work[output], coefficients[first + matrix.columns()]);
            for (int column = 0; column < matrix.columns(); column++) {
                double weight = coefficients[first + column];
                if (weight != 0) {
                    matrix.addTimes(column, weight, work[output]);
                }
            }
        }
    }

    /** Turns margins into residuals; the mean loss on the way. */
    private double residuals() {
        int rows = matrix.rows();
        double sum = 0;
        if (task.problemType() == ProblemType.REGRESSION) {
            for (int row = 0; row < rows; row++) {
                double residual = work[0][row] - target[row];
                sum += residual * residual / 2;
                work[0][row] = residual;
            }
        } else if (outputs == 1) {
            for (int row = 0; row < rows; row++) {
                double margin = work[0][row];
                double signed = target[row] == 1 ? margin : -margin;
                sum += signed > 0 ? Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed)) - signed;
                work[0][row] = 1 / (1 + Math.exp(-margin)) - target[row];
            }
        } else {
            for (int row = 0; row < rows; row++) {
                sum += softmaxResiduals(row);
            }
        }
        return sum / rows;
    }

    private double softmaxResiduals(int row) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double[] margins : work) {
            largest = Math.max(largest, margins[row]);
        }
        int truth = (int) target[row];
        double loss = largest - work[truth][row];
        double total = 0;
        for (double[] margins : work) {
            margins[row] = Math.exp(margins[row] - largest);
            total += margins[row];
        }
        for (double[] margins : work) {
            margins[row] /= total;
        }
        work[truth][row] -= 1;
        return loss + Math.log(total);
    }
}
