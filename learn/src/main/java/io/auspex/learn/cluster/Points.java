package io.auspex.learn.cluster;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Weighted points in space.
 *
 * @param dimensions of each
 * @param coordinates {@code double[point * dimensions]}, point by point
 * @param weights of each, not negative
 */
record Points(int dimensions, double[] coordinates, double[] weights) {
    int count() {
        return weights.length;
    }

    /** Rows of equal weight from {@code float[feature][row]}, in the order of {@code rows}. */
    static Points of(float[][] features, int[] rows) {
        int dimensions = features.length;
        double[] coordinates = new double[rows.length * dimensions];
        double[] weights = new double[rows.length];
        for (int point = 0; point < rows.length; point++) {
            weights[point] = 1;
            for (int feature = 0; feature < dimensions; feature++) {
                coordinates[point * dimensions + feature] = features[feature][rows[point]];
            }
        }
        return new Points(dimensions, coordinates, weights);
    }

    double squaredDistance(int point, double[] centers, int center) {
        double sum = 0;
        int from = point * dimensions;
        int to = center * dimensions;
        for (int i = 0; i < dimensions; i++) {
            double difference = coordinates[from + i] - centers[to + i];
            sum += difference * difference;
        }
        return sum;
    }

    /** The nearest of the first {@code count} centres, the lower one of equals. */
    int nearest(int point, double[] centers, int count) {
        int nearest = 0;
        double least = squaredDistance(point, centers, 0);
        for (int center = 1; center < count; center++) {
            double distance = squaredDistance(point, centers, center);
            if (distance < least) {
                least = distance;
                nearest = center;
            }
        }
        return nearest;
    }

    private void copy(int point, double[] centers, int center) {
        System.arraycopy(coordinates, point * dimensions, centers, center * dimensions, dimensions);
    }

    /**
     * Some of the points {@code from} to {@code to} as first centres, {@code double[center * dimensions]}: distinct ones at random,
     * or spread by k-means++ (Arthur and Vassilvitskii, "k-means++: The advantages of careful seeding", SODA 2007).
     *
     * @param count at most as many as the points
     */
    double[] choose(int count, boolean spread, int from, int to, SplittableRandom random) {
        double[] centers = new double[count * dimensions];
        if (!spread) {
            int[] order = new int[to - from];
            for (int i = 0; i < order.length; i++) {
                order[i] = from + i;
            }
            for (int center = 0; center < count; center++) {
                int chosen = random.nextInt(center, order.length);
                int point = order[chosen];
                order[chosen] = order[center];
                order[center] = point;
                copy(point, centers, center);
            }
            return centers;
        }
        double[] distances = new double[to - from];
        copy(draw(weightsOf(from, to), from, random), centers, 0);
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        for (int center = 1; center < count; center++) {
            double[] chances = new double[to - from];
            for (int i = 0; i < distances.length; i++) {
                distances[i] = Math.min(distances[i], squaredDistance(from + i, centers, center - 1));
                chances[i] = distances[i] * weights[from + i];
            }
            copy(draw(chances, from, random), centers, center);
        }
        return centers;
    }

    private double[] weightsOf(int from, int to) {
        return Arrays.copyOfRange(weights, from, to);
    }

    private static int draw(double[] chances, int from, SplittableRandom random) {
        double sum = 0;
        for (double chance : chances) {
            sum += chance;
        }
        if (!(sum > 0)) {
            // All points lie on centres already: any will do.
            return from + random.nextInt(chances.length);
        }
        double left = random.nextDouble() * sum;
        for (int i = 0; i < chances.length; i++) {
            left -= chances[i];
            if (left < 0 && chances[i] > 0) {
                return from + i;
            }
        }
        return from + lastPossible(chances);
    }

    private static int lastPossible(double[] chances) {
        int last = chances.length - 1;
        while (chances[last] <= 0) {
            last--;
        }
        return last;
    }
}
