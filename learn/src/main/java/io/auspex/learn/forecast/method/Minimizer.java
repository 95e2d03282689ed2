package io.auspex.learn.forecast.method;

import java.util.function.ToDoubleFunction;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleValueChecker;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.hipparchus.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/** Finds the parameters with the least loss by the simplex method (Nelder and Mead, The Computer Journal 7, 1965). */
final class Minimizer {
    private static final double TOLERANCE = 1e-7;

    private Minimizer() {}

    /**
     * The best point seen; never worse than {@code start}.
     *
     * @param loss NaN and infinity count as very bad
     * @param step how far the simplex reaches at first
     * @param evaluations of the loss at most
     */
    static double[] minimize(ToDoubleFunction<double[]> loss, double[] start, double step, int evaluations) {
        if (start.length == 0) {
            return start;
        }
        double[] best = start.clone();
        double[] lowest = {bounded(loss.applyAsDouble(start))};
        try {
            new SimplexOptimizer(new SimpleValueChecker(TOLERANCE, TOLERANCE))
                    .optimize(
                            new MaxEval(evaluations),
                            new ObjectiveFunction(point -> {
                                double value = bounded(loss.applyAsDouble(point));
                                if (value < lowest[0]) {
                                    lowest[0] = value;
                                    System.arraycopy(point, 0, best, 0, best.length);
                                }
                                return value;
                            }),
                            GoalType.MINIMIZE,
                            new InitialGuess(start),
                            new NelderMeadSimplex(start.length, step));
        } catch (MathRuntimeException outOfEvaluations) {
            return best;
        }
        return best;
    }

    private static double bounded(double value) {
        return value < 1e300 ? value : 1e300;
    }
}
