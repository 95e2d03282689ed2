package io.auspex.model.predict;

import java.util.Arrays;

/**
 * Brings the plain features of a net to like size: {@code z = (x - center) / scale}, then softly bent to lie between -3 and 3 by
 * {@code z / sqrt(1 + (z / 3)^2)}, so that no outlier can drive the net (Holzmüller, Grinsztajn and Steinwart, "Better by default",
 * NeurIPS 2024, §3). A missing feature becomes 0, the centre. The arrays are shared, so nobody writes to them.
 *
 * @param features the indexes of the plain features, ascending
 * @param centers one each
 * @param scales one each, positive
 */
public record InputScale(int[] features, double[] centers, double[] scales) {
    private static final double BOUND = 3;
    /** Its square is still a number. */
    private static final double LARGEST = 1e150;

    /** @throws IllegalArgumentException if lengths differ, indexes do not rise, a number is not finite or a scale not positive */
    public InputScale {
        if (features.length != centers.length || features.length != scales.length) {
            throw new IllegalArgumentException("There are " + features.length + " plain features, " + centers.length
                    + " centres and " + scales.length + " scales");
        }
        FiniteNumbers.require(centers, "Center");
        FiniteNumbers.require(scales, "Scale");
        for (int i = 0; i < features.length; i++) {
            if (features[i] < 0 || (i > 0 && features[i] <= features[i - 1])) {
                throw new IllegalArgumentException("Plain feature " + i + " has the index " + features[i]);
            }
            if (!(scales[i] > 0)) {
                throw new IllegalArgumentException("Scale " + i + " is " + scales[i] + ", not positive");
            }
        }
    }

    /** How many plain features there are. */
    public int size() {
        return features.length;
    }

    /**
     * Scales one plain feature of some rows.
     *
     * @param index among the plain features
     * @param values the feature itself
     * @param first row to start with
     * @param scaled filled from its start
     */
    public void apply(int index, float[] values, int first, int rows, float[] scaled) {
        double center = centers[index];
        double scale = scales[index];
        for (int row = 0; row < rows; row++) {
            double z = (values[first + row] - center) / scale;
            double limited = Math.max(-LARGEST, Math.min(LARGEST, z));
            double bent = limited / Math.sqrt(1 + limited * limited / (BOUND * BOUND));
            scaled[row] = Double.isNaN(z) ? 0 : (float) bent;
        }
    }

    /** Whether two plain features, by their indexes among them, are scaled alike. */
    public boolean isSame(int index, int other) {
        return centers[index] == centers[other] && scales[index] == scales[other];
    }

    /**
     * Scales all plain features.
     *
     * @param values {@code float[feature][row]}, those that are not plain too
     * @return {@code float[plain feature][row]}
     */
    public float[][] scaled(float[][] values, int rows) {
        float[][] scaled = new float[size()][rows];
        for (int index = 0; index < scaled.length; index++) {
            apply(index, values[features[index]], 0, rows, scaled[index]);
        }
        return scaled;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InputScale that
                && Arrays.equals(features, that.features)
                && Arrays.equals(centers, that.centers)
                && Arrays.equals(scales, that.scales);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(features) + Arrays.hashCode(centers)) + Arrays.hashCode(scales);
    }

    @Override
    public String toString() {
        return "InputScale[" + features.length + " features]";
    }
}
