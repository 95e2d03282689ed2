package io.auspex.learn.algorithm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * L-BFGS: minimises a smooth convex function from its gradient, remembering the last ten steps instead of a matrix (Nocedal and
 * Wright, Numerical Optimization, 2nd edition, algorithm 7.5, with backtracking line search). Weighted absolute values of the point
 * may be added to the function: then every step stays in the orthant that the slope points to, so that coordinates become exactly
 * zero (OWL-QN: Andrew and Gao, "Scalable training of L1-regularized log-linear models", ICML 2007). Deterministic.
 */
final class LimitedMemoryDescent {
    private static final int MEMORY = 10;
    /** Share of the promised decrease that a step must bring. */
    private static final double SUFFICIENT = 1e-4;

    private static final int HALVINGS = 30;

    /** The function: returns its value at the point and fills the gradient. */
    interface Objective {
        double valueAndGradient(double[] point, double[] gradient);
    }

    private record Step(double[] move, double[] change, double product) {}

    private LimitedMemoryDescent() {}

    /**
     * Moves {@code point} to the minimum.
     *
     * @param absolute what the absolute value of each coordinate costs, zero or positive
     * @param tolerance relative decrease of the value in one iteration below which it is good enough
     * @return iterations made
     */
    static int minimise(
            Objective objective,
            double[] absolute,
            double[] point,
            int mostIterations,
            double tolerance,
            Deadline deadline) {
        int size = point.length;
        double[] gradient = new double[size];
        double value = objective.valueAndGradient(point, gradient) + cost(absolute, point);
        Deque<Step> memory = new ArrayDeque<>();
        int idle = 0;
        for (int iteration = 0; iteration < mostIterations; iteration++) {
            if (deadline.hasPassed()) {
                return iteration;
            }
            double[] slopes = slopes(absolute, point, gradient);
            double[] direction = direction(slopes, memory);
            keepDescending(absolute, direction, slopes);
            double slope = dot(direction, slopes);
            if (!(slope < 0)) {
                return iteration;
            }
            double length = memory.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(slopes, slopes))) : 1;
            double[] next = new double[size];
            double[] nextGradient = new double[size];
            double nextValue = Double.NaN;
            boolean found = false;
            for (int halving = 0; halving < HALVINGS && !found && !deadline.hasPassed(); halving++) {
                double promised = step(absolute, point, slopes, direction, length, next);
                nextValue = objective.valueAndGradient(next, nextGradient) + cost(absolute, next);
                found = nextValue <= value + SUFFICIENT * promised;
                length /= 2;
            }
            if (!found) {
                return iteration;
            }
            remember(memory, point, next, gradient, nextGradient);
            System.arraycopy(next, 0, point, 0, size);
            gradient = nextGradient;
            idle = value - nextValue <= tolerance * Math.max(Math.abs(value), 1e-10) ? idle + 1 : 0;
            value = nextValue;
            if (idle == 2) {
                return iteration + 1;
            }
        }
        return mostIterations;
    }

    private static double cost(double[] absolute, double[] point) {
        double cost = 0;
        for (int index = 0; index < point.length; index++) {
            cost += absolute[index] * Math.abs(point[index]);
        }
        return cost;
    }

    /** The gradient with the absolute values; where one has its kink, the slope of the falling side, or zero. */
    private static double[] slopes(double[] absolute, double[] point, double[] gradient) {
        double[] slopes = gradient.clone();
        for (int index = 0; index < slopes.length; index++) {
            double kink = absolute[index];
            if (point[index] != 0) {
                slopes[index] += kink * Math.signum(point[index]);
            } else {
                slopes[index] -= Math.max(-kink, Math.min(kink, slopes[index]));
            }
        }
        return slopes;
    }

    /** Drops the coordinates of the direction that go against their slope. */
    private static void keepDescending(double[] absolute, double[] direction, double[] slopes) {
        for (int index = 0; index < direction.length; index++) {
            if (absolute[index] > 0 && direction[index] * slopes[index] >= 0) {
                direction[index] = 0;
            }
        }
    }

    /** Fills {@code next}, coordinates that would change their sign at zero; the decrease that the slopes promise. */
    private static double step(
            double[] absolute, double[] point, double[] slopes, double[] direction, double length, double[] next) {
        double promised = 0;
        for (int index = 0; index < next.length; index++) {
            double to = point[index] + length * direction[index];
            double side = point[index] != 0 ? point[index] : -slopes[index];
            next[index] = absolute[index] > 0 && to * side <= 0 ? 0 : to;
            promised += slopes[index] * (next[index] - point[index]);
        }
        return promised;
    }

    private static void remember(
            Deque<Step> memory, double[] point, double[] next, double[] gradient, double[] nextGradient) {
        double[] move = new double[point.length];
        double[] change = new double[point.length];
        for (int index = 0; index < point.length; index++) {
            move[index] = next[index] - point[index];
            change[index] = nextGradient[index] - gradient[index];
        }
        double product = dot(move, change);
        if (product > 1e-300) {
            memory.addLast(new Step(move, change, product));
            if (memory.size() > MEMORY) {
                memory.removeFirst();
            }
        }
    }

    /** The two-loop recursion: minus the gradient times the estimated inverse curvature. */
    private static double[] direction(double[] gradient, Deque<Step> memory) {
        double[] direction = gradient.clone();
        List<Step> newestFirst = new ArrayList<>();
        memory.descendingIterator().forEachRemaining(newestFirst::add);
        double[] shares = new double[newestFirst.size()];
        for (int index = 0; index < shares.length; index++) {
            Step step = newestFirst.get(index);
            shares[index] = dot(step.move(), direction) / step.product();
            addTimes(direction, -shares[index], step.change());
        }
        if (!newestFirst.isEmpty()) {
            Step newest = newestFirst.get(0);
            double scale = newest.product() / dot(newest.change(), newest.change());
            for (int index = 0; index < direction.length; index++) {
                direction[index] *= scale;
            }
        }
        for (int index = shares.length - 1; index >= 0; index--) {
            Step step = newestFirst.get(index);
            double share = dot(step.change(), direction) / step.product();
            addTimes(direction, shares[index] - share, step.move());
        }
        for (int index = 0; index < direction.length; index++) {
            direction[index] = -direction[index];
        }
        return direction;
    }

    private static void addTimes(double[] sums, double factor, double[] values) {
        for (int index = 0; index < sums.length; index++) {
            sums[index] += factor * values[index];
        }
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int index = 0; index < left.length; index++) {
            sum += left[index] * right[index];
        }
        return sum;
    }
}
