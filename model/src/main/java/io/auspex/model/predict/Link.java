package io.auspex.model.predict;

import java.util.Arrays;

/**
 * From margins to what they mean. The formulas and their float arithmetic are those of XGBoost's objectives
 * ({@code src/common/math.h}, {@code src/objective/*}).
 */
public enum Link {
    /** The margin is the value. */
    IDENTITY {
        @Override
        public void apply(float[][] margins, int rows) {}
    },
    /** {@code 1 / (1 + e^-x)}: the probability of class 1, or a value between 0 and 1. */
    LOGISTIC {
        @Override
        public void apply(float[][] margins, int rows) {
            for (float[] column : margins) {
                for (int row = 0; row < rows; row++) {
                    float exponential = (float) Math.exp(Math.min(-column[row], LARGEST_EXPONENT));
                    column[row] = 1.0f / (exponential + 1.0f + 1e-16f);
                }
            }
        }
    },
    /** {@link #LOGISTIC} of each output, divided by their sum: one classifier a class, one against the rest. */
    LOGISTIC_SHARES {
        @Override
        public void apply(float[][] margins, int rows) {
            LOGISTIC.apply(margins, rows);
            for (int row = 0; row < rows; row++) {
                double sum = 0;
                for (float[] column : margins) {
                    sum += column[row];
                }
                for (float[] column : margins) {
                    column[row] = (float) (column[row] / sum);
                }
            }
        }
    },
    /** {@code e^x / sum(e^x)} over the outputs: one probability a class. */
    SOFTMAX {
        @Override
        public void apply(float[][] margins, int rows) {
            // Column after column takes a quarter less than row after row.
            float[] largest = Arrays.copyOf(margins[0], rows);
            for (int output = 1; output < margins.length; output++) {
                float[] column = margins[output];
                for (int row = 0; row < rows; row++) {
                    largest[row] = Math.max(largest[row], column[row]);
                }
            }
            double[] sums = new double[rows];
            for (float[] column : margins) {
                for (int row = 0; row < rows; row++) {
                    column[row] = (float) Math.exp(column[row] - largest[row]);
                    sums[row] += column[row];
                }
            }
            for (float[] column : margins) {
                for (int row = 0; row < rows; row++) {
                    column[row] /= (float) sums[row];
                }
            }
        }
    },
    /** {@code e^x}: values that are never negative (Tweedie, gamma, Poisson). */
    EXP {
        @Override
        public void apply(float[][] margins, int rows) {
            for (float[] column : margins) {
                for (int row = 0; row < rows; row++) {
                    column[row] = (float) Math.exp(column[row]);
                }
            }
        }
    },
    /** {@code log(1 + e^x)}: the intensity of LightGBM's {@code cross_entropy_lambda}. */
    SOFTPLUS {
        @Override
        public void apply(float[][] margins, int rows) {
            for (float[] column : margins) {
                for (int row = 0; row < rows; row++) {
                    double margin = column[row];
                    column[row] = (float) (Math.max(margin, 0) + Math.log1p(Math.exp(-Math.abs(margin))));
                }
            }
        }
    },
    /** {@code sign(x) x^2}: of LightGBM's regression on square roots. */
    SIGNED_SQUARE {
        @Override
        public void apply(float[][] margins, int rows) {
            for (float[] column : margins) {
                for (int row = 0; row < rows; row++) {
                    column[row] *= Math.abs(column[row]);
                }
            }
        }
    },
    /** The margin is a probability already; what rounding left outside of 0 to 1 is cut to it. */
    PROBABILITY {
        @Override
        public void apply(float[][] margins, int rows) {
            for (float[] column : margins) {
                for (int row = 0; row < rows; row++) {
                    column[row] = Math.max(0f, Math.min(1f, column[row]));
                }
            }
        }
    },
    /** 1 where the margin is positive, else 0. */
    HINGE {
        @Override
        public void apply(float[][] margins, int rows) {
            for (float[] column : margins) {
                for (int row = 0; row < rows; row++) {
                    column[row] = column[row] > 0 ? 1f : 0f;
                }
            }
        }
    };

    /** Beyond it {@code e^x} is no float. */
    private static final float LARGEST_EXPONENT = 88.7f;

    /**
     * Replaces margins by values or probabilities.
     *
     * @param margins {@code float[output][row]}
     * @param rows how many leading rows count
     */
    public abstract void apply(float[][] margins, int rows);
}
