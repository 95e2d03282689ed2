package io.auspex.learn.calibrate;

import java.util.Optional;

/** Finds the lowest point of a smooth convex function of a few parameters: Newton's method with halved steps. */
final class ConvexFit {
    private static final int MOST_STEPS = 50;
    private static final int MOST_HALVINGS = 30;
    /** A step that promises less than this share of the value is not taken: rounding would hide what it brings. */
    private static final double ENOUGH = 1e-12;

    private ConvexFit() {}

    interface Loss {
        /**
         * @param at the parameters
         * @param gradient to fill, or null if only the value is asked for
         * @param hessian to fill likewise, symmetric
         * @return the value
         */
        double evaluate(double[] at, double[] gradient, double[][] hessian);
    }

    /** Empty where the function has no curvature to follow. */
    static Optional<double[]> minimum(Loss loss, double[] start) {
        int size = start.length;
        double[] at = start.clone();
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] gradient = new double[size];
            double[][] hessian = new double[size][size];
            double here = loss.evaluate(at, gradient, hessian);
            double[] downhill = gradient.clone();
            if (!solve(hessian, gradient)) {
                return Optional.empty();
            }
            if (promised(downhill, gradient) <= ENOUGH * (1 + Math.abs(here))) {
                return Optional.of(at);
            }
            double[] next = new double[size];
            double length = 1;
            double value = Double.POSITIVE_INFINITY;
            for (int halving = 0; halving < MOST_HALVINGS && !(value <= here); halving++) {
                for (int i = 0; i < size; i++) {
                    next[i] = at[i] - length * gradient[i];
                }
                value = loss.evaluate(next, null, null);
                length /= 2;
            }
            if (!(value < here)) {
                return Optional.of(at);
            }
            at = next;
        }
        return Optional.of(at);
    }

    /** What a whole step takes off the value by the curvature here: half of Newton's decrement, squared. */
    private static double promised(double[] gradient, double[] step) {
        double sum = 0;
        for (int i = 0; i < step.length; i++) {
            sum += gradient[i] * step[i];
        }
        return sum / 2;
    }

    /** Turns the right side into the solution (Cholesky); false if the matrix is not positive definite. */
    private static boolean solve(double[][] matrix, double[] right) {
        int size = right.length;
        for (int column = 0; column < size; column++) {
            for (int row = column; row < size; row++) {
                double sum = matrix[row][column];
                for (int k = 0; k < column; k++) {
                    sum -= matrix[row][k] * matrix[column][k];
                }
                if (row == column) {
                    if (!(sum > 0)) {
                        return false;
                    }
                    matrix[row][row] = Math.sqrt(sum);
                } else {
                    matrix[row][column] = sum / matrix[column][column];
                }
            }
        }
        for (int row = 0; row < size; row++) {
            for (int k = 0; k < row; k++) {
                right[row] -= matrix[row][k] * right[k];
            }
            right[row] /= matrix[row][row];
        }
        for (int row = size - 1; row >= 0; row--) {
            for (int k = row + 1; k < size; k++) {
                right[row] -= matrix[k][row] * right[k];
            }
            right[row] /= matrix[row][row];
        }
        return true;
    }
}
