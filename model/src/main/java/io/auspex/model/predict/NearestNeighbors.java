package io.auspex.model.predict;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * Answers by the training rows nearest to a row, the nearer ones counting more (Cover and Hart, "Nearest neighbor pattern
 * classification", IEEE Transactions on Information Theory 13, 1967; weights by inverse distance, Shepard, 1968). Margins are
 * numbers, or probabilities of classes: of two classes that of class 1.
 *
 * <p>A class that no neighbour has is rare, not impossible: one more neighbour, as far away as the farthest, has the shares of the
 * classes among all points. Distances are measured point by point, in blocks that stay in the cache: with some ten thousand points
 * that is as fast as a tree, and takes no longer where features are many.
 */
public final class NearestNeighbors implements Predictor {
    /** Keeps a neighbour at distance 0 from outvoting all others, as a share of the distance of the farthest. */
    private static final double SOFTENING = 0.001;

    private static final int BLOCK = 512;
    private static final int TILE = 32;

    private final InputScale scale;
    private final float[][] points;
    private final double[] targets;
    private final double[] weights;
    private final int classes;
    private final int neighbors;
    private final double[] shares;

    /**
     * @param scale of all features; the points are scaled by it already
     * @param points {@code float[feature][point]}, finite; not copied, so nobody writes to it
     * @param targets number or class of each point
     * @param weights what each point counts, positive; empty if all count the same
     * @param classes how many classes there are, at least two; 0 for numbers
     * @param neighbors how many answer, at least one; with fewer points all do
     * @throws IllegalArgumentException if there is no point, lengths disagree, or a number is out of range
     */
    public NearestNeighbors(
            InputScale scale, float[][] points, double[] targets, double[] weights, int classes, int neighbors) {
        this.scale = requireNonNull(scale, "scale is null");
        this.points = points;
        this.targets = targets.clone();
        this.weights = weights.clone();
        this.classes = classes;
        this.neighbors = neighbors;
        requireFitting();
        this.shares = shares();
    }

    private void requireFitting() {
        if (points.length == 0 || targets.length == 0) {
            throw new IllegalArgumentException("Neighbours need at least one point and one feature");
        }
        if (neighbors < 1 || classes < 0 || classes == 1) {
            throw new IllegalArgumentException(
                    "There cannot be " + neighbors + " neighbours of " + classes + " classes");
        }
        if (scale.size() != points.length || scale.features()[points.length - 1] != points.length - 1) {
            throw new IllegalArgumentException("The scale is not that of " + points.length + " features");
        }
        for (float[] column : points) {
            if (column.length != targets.length) {
                throw new IllegalArgumentException(
                        column.length + " coordinates are not those of " + targets.length + " points");
            }
            FiniteNumbers.require(column, "Coordinate");
        }
        FiniteNumbers.require(targets, "Target");
        FiniteNumbers.require(weights, "Weight");
        if (weights.length != 0 && weights.length != targets.length) {
            throw new IllegalArgumentException(weights.length + " weights for " + targets.length + " points");
        }
        for (double weight : weights) {
            if (!(weight > 0)) {
                throw new IllegalArgumentException("A weight is " + weight + ", not positive");
            }
        }
        for (double target : targets) {
            if (classes > 0 && !(target >= 0 && target < classes && target == (int) target)) {
                throw new IllegalArgumentException("A point has class " + target + " of " + classes);
            }
        }
    }

    private double[] shares() {
        double[] sums = new double[classes];
        double total = 0;
        for (int point = 0; classes > 0 && point < targets.length; point++) {
            sums[(int) targets[point]] += weight(point);
            total += weight(point);
        }
        for (int each = 0; each < classes; each++) {
            sums[each] /= total;
        }
        return sums;
    }

    private double weight(int point) {
        return weights.length == 0 ? 1 : weights[point];
    }

    /** The same points with another number of neighbours. */
    public NearestNeighbors withNeighbors(int count) {
        return new NearestNeighbors(scale, points, targets, weights, classes, count);
    }

    @Override
    public int features() {
        return points.length;
    }

    @Override
    public int outputs() {
        return classes > 2 ? classes : 1;
    }

    @Override
    public void margins(float[][] features, int rows, float[][] margins) {
        margins(features, rows, new int[] {neighbors}, new float[][][] {margins});
    }

    /**
     * What the margins would be with other numbers of neighbours, all found in one search.
     *
     * @param counts ascending
     * @param margins {@code float[count][output][row]}, overwritten
     */
    public void margins(float[][] features, int rows, int[] counts, float[][][] margins) {
        int most = Math.min(counts[counts.length - 1], targets.length);
        float[][] distances = new float[TILE][most];
        int[][] nearest = new int[TILE][most];
        float[][] scaled = new float[points.length][TILE];
        float[] block = new float[BLOCK];
        for (int first = 0; first < rows; first += TILE) {
            int size = Math.min(TILE, rows - first);
            for (int feature = 0; feature < points.length; feature++) {
                scale.apply(feature, features[feature], first, size, scaled[feature]);
            }
            for (int row = 0; row < size; row++) {
                Arrays.fill(distances[row], Float.POSITIVE_INFINITY);
            }
            for (int start = 0; start < targets.length; start += BLOCK) {
                int count = Math.min(BLOCK, targets.length - start);
                for (int row = 0; row < size; row++) {
                    measure(scaled, row, start, count, block);
                    keepNearest(block, start, count, distances[row], nearest[row]);
                }
            }
            for (int row = 0; row < size; row++) {
                for (int index = 0; index < counts.length; index++) {
                    int count = Math.min(counts[index], most);
                    answer(distances[row], nearest[row], count, margins[index], first + row);
                }
            }
        }
    }

    /** Squared distances of one row to a block of points. */
    private void measure(float[][] scaled, int row, int start, int count, float[] block) {
        Arrays.fill(block, 0, count, 0);
        for (int feature = 0; feature < points.length; feature++) {
            float[] column = points[feature];
            float value = scaled[feature][row];
            for (int i = 0; i < count; i++) {
                float difference = value - column[start + i];
                block[i] += difference * difference;
            }
        }
    }

    private static void keepNearest(float[] block, int start, int count, float[] distances, int[] nearest) {
        int last = distances.length - 1;
        for (int i = 0; i < count; i++) {
            if (block[i] < distances[last]) {
                keep(block[i], start + i, distances, nearest);
            }
        }
    }

    /**
     * Puts a point that is nearer than the last one in its place and drops the last one. Of equally near points the first one stays.
     *
     * @param distances ascending
     */
    public static void keep(float distance, int point, float[] distances, int[] nearest) {
        int place = distances.length - 1;
        while (place > 0 && distances[place - 1] > distance) {
            distances[place] = distances[place - 1];
            nearest[place] = nearest[place - 1];
            place--;
        }
        distances[place] = distance;
        nearest[place] = point;
    }

    /**
     * Fills the margins of one row from the points nearest to it.
     *
     * @param distances squared, ascending; of equally near points the first one comes first
     * @param nearest the points
     * @param count how many of them answer, at least one
     */
    public void answer(float[] distances, int[] nearest, int count, float[][] margins, int row) {
        double farthest = Math.sqrt(distances[count - 1]);
        double total = 0;
        double sum = 0;
        double[] votes = new double[classes];
        for (int i = 0; i < count; i++) {
            double weight = weight(nearest[i]) * nearness(Math.sqrt(distances[i]), farthest);
            total += weight;
            if (classes > 0) {
                votes[(int) targets[nearest[i]]] += weight;
            } else {
                sum += weight * targets[nearest[i]];
            }
        }
        if (classes == 0) {
            margins[0][row] = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, sum / total));
            return;
        }
        double common = nearness(farthest, farthest);
        for (int output = 0; output < margins.length; output++) {
            int each = classes == 2 ? 1 : output;
            margins[output][row] = (float) ((votes[each] + common * shares[each]) / (total + common));
        }
    }

    private static double nearness(double distance, double farthest) {
        return farthest > 0 ? 1 / (distance + SOFTENING * farthest) : 1;
    }

    /** What was done to the points, and is done to features. */
    public InputScale scale() {
        return scale;
    }

    /** {@code float[feature][point]}; not a copy. */
    public float[][] points() {
        return points;
    }

    /** Number or class of each point. */
    public double[] targets() {
        return targets.clone();
    }

    /** Empty if all points count the same. */
    public double[] weights() {
        return weights.clone();
    }

    /** 0 for numbers. */
    public int classes() {
        return classes;
    }

    /** How many answer. */
    public int neighbors() {
        return neighbors;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NearestNeighbors that
                && scale.equals(that.scale)
                && Arrays.deepEquals(points, that.points)
                && Arrays.equals(targets, that.targets)
                && Arrays.equals(weights, that.weights)
                && classes == that.classes
                && neighbors == that.neighbors;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(targets) + neighbors;
    }

    @Override
    public String toString() {
        return "NearestNeighbors[" + neighbors + " of " + targets.length + " points, " + features() + " features]";
    }
}
