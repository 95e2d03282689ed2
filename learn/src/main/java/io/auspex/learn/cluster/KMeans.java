package io.auspex.learn.cluster;

import io.auspex.learn.algorithm.Deadline;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;

/**
 * K-means as SageMaker's built-in algorithm does it (https://docs.aws.amazon.com/sagemaker/latest/dg/algo-kmeans-tech-notes.html),
 * and one step more, since all rows are in memory here:
 *
 * <pre>
 *   rows in mini-batches ──► k * extra_center_factor centres, moved by each batch; older rows may count less
 *                        ──► Lloyd's method on these centres, weighted, from several starts: k centres
 *                        ──► Lloyd's method on the rows from the best of them
 * </pre>
 *
 * The same rows, parameters and seed give the same centres. They are numbered by size, the largest cluster first.
 */
public final class KMeans {
    private static final int USUAL_EXTRA_CENTERS = 10;
    private static final int USUAL_TRIALS = 10;

    private final Points points;
    private final KMeansParameters parameters;
    private final Deadline deadline;
    private final SplittableRandom random;

    private KMeans(Points points, KMeansParameters parameters, Deadline deadline, long seed) {
        this.points = points;
        this.parameters = parameters;
        this.deadline = deadline;
        this.random = new SplittableRandom(seed);
    }

    /**
     * What came of it.
     *
     * @param centers {@code double[cluster][feature]}
     * @param squaredDistances sum over the rows of the squared distance to the nearest centre
     * @param cutOff whether the deadline ended it early
     */
    public record Clusters(double[][] centers, double squaredDistances, boolean cutOff) {}

    /**
     * Finds the clusters.
     *
     * @param features {@code float[feature][row]}
     * @param rows which rows count, at least as many as clusters; none of their features is missing
     * @param progress hears the share that is done, 0 to 1
     */
    public static Clusters cluster(
            float[][] features,
            int[] rows,
            KMeansParameters parameters,
            long seed,
            Deadline deadline,
            DoubleConsumer progress) {
        KMeans algorithm = new KMeans(Points.of(features, rows), parameters, deadline, seed);
        Points summary = algorithm.stream(progress);
        double[] start = algorithm.reduce(summary);
        progress.accept(0.7);
        LloydIteration.Outcome settled =
                LloydIteration.run(algorithm.points, start, parameters.iterations(), parameters.tolerance(), deadline);
        progress.accept(1);
        return new Clusters(algorithm.bySize(settled.centers()), settled.loss(), settled.cutOff());
    }

    /** One pass or more over the rows; the centres, each with the weight of the rows that moved it. */
    private Points stream(DoubleConsumer progress) {
        int batchSize = Math.min(parameters.miniBatchSize(), points.count());
        long wanted =
                (long) parameters.clusters() * parameters.extraCenterFactor().orElse(USUAL_EXTRA_CENTERS);
        int count = (int) Math.min(wanted, Math.max(parameters.clusters(), batchSize));
        // The first batch may hold fewer rows than centres are wanted.
        int seen = Math.max(batchSize, count);
        double[] centers = points.choose(count, parameters.startsSpread(), 0, seen, random);
        double[] weights = new double[count];
        long batches = (long) parameters.epochs() * ((points.count() + batchSize - 1) / batchSize);
        long done = 0;
        for (int epoch = 0; epoch < parameters.epochs(); epoch++) {
            for (int from = 0; from < points.count() && !deadline.hasPassed(); from += batchSize) {
                absorb(from, Math.min(points.count(), from + batchSize), centers, weights);
                progress.accept(0.6 * ++done / batches);
            }
        }
        return new Points(points.dimensions(), centers, weights);
    }

    private void absorb(int from, int to, double[] centers, double[] weights) {
        int dimensions = points.dimensions();
        int count = weights.length;
        double[] sums = new double[centers.length];
        double[] fresh = new double[count];
        for (int point = from; point < to; point++) {
            int nearest = points.nearest(point, centers, count);
            fresh[nearest]++;
            for (int i = 0; i < dimensions; i++) {
                sums[nearest * dimensions + i] += points.coordinates()[point * dimensions + i];
            }
        }
        double kept = parameters.halfLife() == 0 ? 1 : Math.pow(0.5, (double) (to - from) / parameters.halfLife());
        for (int center = 0; center < count; center++) {
            double old = weights[center] * kept;
            weights[center] = old + fresh[center];
            if (fresh[center] > 0) {
                for (int i = 0; i < dimensions; i++) {
                    int at = center * dimensions + i;
                    centers[at] = (centers[at] * old + sums[at]) / weights[center];
                }
            }
        }
    }

    /** From many weighted centres to k: the best of several runs of Lloyd's method. */
    private double[] reduce(Points summary) {
        if (summary.count() == parameters.clusters()) {
            return summary.coordinates();
        }
        LloydIteration.Outcome best = null;
        int trials = parameters.trials().orElse(USUAL_TRIALS);
        for (int trial = 0; trial < trials && (best == null || !deadline.hasPassed()); trial++) {
            double[] start = summary.choose(
                    parameters.clusters(), parameters.reductionStartsSpread(), 0, summary.count(), random);
            LloydIteration.Outcome outcome =
                    LloydIteration.run(summary, start, parameters.iterations(), parameters.tolerance(), deadline);
            if (best == null || outcome.loss() < best.loss()) {
                best = outcome;
            }
        }
        return best.centers();
    }

    private double[][] bySize(double[] centers) {
        int dimensions = points.dimensions();
        int count = centers.length / dimensions;
        int[] sizes = new int[count];
        for (int point = 0; point < points.count(); point++) {
            sizes[points.nearest(point, centers, count)]++;
        }
        Integer[] order = new Integer[count];
        Arrays.setAll(order, center -> center);
        Arrays.sort(order, Comparator.comparing((Integer center) -> -sizes[center]));
        double[][] sorted = new double[count][];
        for (int center = 0; center < count; center++) {
            int from = order[center] * dimensions;
            sorted[center] = Arrays.copyOfRange(centers, from, from + dimensions);
        }
        return sorted;
    }
}
