package io.auspex.model.predict;

import java.util.Arrays;

/**
 * The centres of clusters. The margin of a cluster is the negative squared Euclidean distance to its centre, summed in double
 * arithmetic in feature order: the nearest one has the largest margin. A row with a missing feature has no distance: its
 * margins are NaN.
 */
public final class Centroids implements Predictor {
    private final double[][] centers;

    /**
     * @param centers {@code double[cluster][feature]}, finite
     * @throws IllegalArgumentException if there is no cluster or feature, lengths disagree, or a number is not finite
     */
    public Centroids(double[][] centers) {
        if (centers.length == 0 || centers[0].length == 0) {
            throw new IllegalArgumentException("Clusters need at least one centre and one feature");
        }
        this.centers = new double[centers.length][];
        for (int cluster = 0; cluster < centers.length; cluster++) {
            if (centers[cluster].length != centers[0].length) {
                throw new IllegalArgumentException("Centre " + cluster + " has " + centers[cluster].length
                        + " features, centre 0 has " + centers[0].length);
            }
            for (double coordinate : centers[cluster]) {
                if (!Double.isFinite(coordinate)) {
                    throw new IllegalArgumentException(
                            "Centre " + cluster + " lies at " + coordinate + ", not at a finite number");
                }
            }
            this.centers[cluster] = centers[cluster].clone();
        }
    }

    @Override
    public int features() {
        return centers[0].length;
    }

    /** One a cluster. */
    @Override
    public int outputs() {
        return centers.length;
    }

    @Override
    public void margins(float[][] features, int rows, float[][] margins) {
        double[] sums = new double[rows];
        for (int cluster = 0; cluster < centers.length; cluster++) {
            Arrays.fill(sums, 0);
            for (int feature = 0; feature < features(); feature++) {
                double center = centers[cluster][feature];
                float[] values = features[feature];
                for (int row = 0; row < rows; row++) {
                    double difference = values[row] - center;
                    sums[row] += difference * difference;
                }
            }
            for (int row = 0; row < rows; row++) {
                margins[cluster][row] = (float) Math.max(-Float.MAX_VALUE, -sums[row]);
            }
        }
    }

    /** {@code double[cluster][feature]}, a copy. */
    public double[][] centers() {
        double[][] copy = new double[centers.length][];
        for (int cluster = 0; cluster < centers.length; cluster++) {
            copy[cluster] = centers[cluster].clone();
        }
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Centroids that && Arrays.deepEquals(centers, that.centers);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(centers);
    }

    @Override
    public String toString() {
        return "Centroids[" + outputs() + " clusters, " + features() + " features]";
    }
}
