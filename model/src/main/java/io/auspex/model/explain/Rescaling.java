package io.auspex.model.explain;

import java.util.function.DoubleUnaryOperator;

/**
 * Carries contributions through a function of one number: each is multiplied by how much the function changed for each unit that
 * its argument changed, from the expected argument to that of the row. This is the rescale rule of DeepLIFT (Shrikumar,
 * Greenside and Kundaje, "Learning important features through propagating activation differences", ICML 2017, section 3.5.1).
 * As all functions here are monotone, no contribution changes its sign, and none can explode.
 */
final class Rescaling {
    /** Changes below this, beside the argument, are too small to be divided by; the slope around it stands in. */
    private static final double SMALLEST_CHANGE = 1e-7;

    private static final double SMALLEST_STEP = 1e-9;

    private Rescaling() {}

    /**
     * @param from expected argument
     * @param arguments of each row; overwritten by the function's values
     * @param columns contributions to the argument, {@code double[column][row]}; overwritten by those to the value, which add
     *     up to its distance from the function of {@code from}
     */
    static void carry(DoubleUnaryOperator function, double from, double[] arguments, double[][] columns) {
        double expected = function.applyAsDouble(from);
        for (int row = 0; row < arguments.length; row++) {
            double slope = slope(function, from, arguments[row]);
            for (double[] column : columns) {
                column[row] *= slope;
            }
            arguments[row] = function.applyAsDouble(arguments[row]);
            Remainder.spread(columns, row, arguments[row] - expected);
        }
    }

    private static double slope(DoubleUnaryOperator function, double from, double to) {
        double change = to - from;
        if (Math.abs(change) > SMALLEST_CHANGE * Math.abs(from) + SMALLEST_STEP) {
            return (function.applyAsDouble(to) - function.applyAsDouble(from)) / change;
        }
        double step = SMALLEST_CHANGE * Math.abs(from) + SMALLEST_STEP;
        return (function.applyAsDouble(from + step) - function.applyAsDouble(from - step)) / (2 * step);
    }
}
