package io.auspex.learn.cluster;

import io.auspex.learn.algorithm.Deadline;

/**
 * Lloyd's method: assign every point to its nearest centre, move every centre to the mean of its points, until that gains nothing
 * (Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information Theory, 1982). A centre without points moves to the
 * point that is farthest from its own.
 */
final class LloydIteration {
    private LloydIteration() {}

    /**
     * @param centers {@code double[center * dimensions]}
     * @param loss sum over the points of weight times squared distance to the nearest centre
     * @param cutOff whether the deadline ended it
     */
    record Outcome(double[] centers, double loss, boolean cutOff) {}

    /**
     * @param start {@code double[center * dimensions]}, left as it is
     * @param tolerance relative gain below which it ends
     */
    static Outcome run(Points points, double[] start, int most, double tolerance, Deadline deadline) {
        int dimensions = points.dimensions();
        int count = start.length / dimensions;
        double[] centers = start.clone();
        int[] nearest = new int[points.count()];
        double[] distances = new double[points.count()];
        double loss = assign(points, centers, count, nearest, distances);
        for (int iteration = 0; iteration < most; iteration++) {
            if (deadline.hasPassed()) {
                return new Outcome(centers, loss, true);
            }
            move(points, centers, count, nearest, distances);
            double now = assign(points, centers, count, nearest, distances);
            boolean settled = loss - now <= tolerance * now;
            loss = now;
            if (settled) {
                break;
            }
        }
        return new Outcome(centers, loss, false);
    }

    private static double assign(Points points, double[] centers, int count, int[] nearest, double[] distances) {
        double loss = 0;
        for (int point = 0; point < nearest.length; point++) {
            nearest[point] = points.nearest(point, centers, count);
            distances[point] = points.squaredDistance(point, centers, nearest[point]);
            loss += points.weights()[point] * distances[point];
        }
        return loss;
    }

    private static void move(Points points, double[] centers, int count, int[] nearest, double[] distances) {
        int dimensions = points.dimensions();
        double[] sums = new double[centers.length];
        double[] weights = new double[count];
        for (int point = 0; point < nearest.length; point++) {
            double weight = points.weights()[point];
            weights[nearest[point]] += weight;
            for (int i = 0; i < dimensions; i++) {
                sums[nearest[point] * dimensions + i] += weight * points.coordinates()[point * dimensions + i];
            }
        }
        for (int center = 0; center < count; center++) {
            if (weights[center] > 0) {
                for (int i = 0; i < dimensions; i++) {
                    centers[center * dimensions + i] = sums[center * dimensions + i] / weights[center];
                }
                continue;
            }
            int farthest = farthest(points, distances);
            System.arraycopy(points.coordinates(), farthest * dimensions, centers, center * dimensions, dimensions);
            distances[farthest] = 0;
        }
    }

    private static int farthest(Points points, double[] distances) {
        int farthest = 0;
        for (int point = 1; point < distances.length; point++) {
            if (points.weights()[point] * distances[point] > points.weights()[farthest] * distances[farthest]) {
                farthest = point;
            }
        }
        return farthest;
    }
}
