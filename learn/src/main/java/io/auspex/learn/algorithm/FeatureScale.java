package io.auspex.learn.algorithm;

import java.util.Arrays;

/**
 * Centre and scale of each feature, so that one strength of regularisation suits all and the descent is not slow. Features that are
 * mostly zero stay as they are. Missing values count as zero, as {@link io.auspex.model.predict.LinearPredictor} has them.
 */
record FeatureScale(double[] centers, double[] scales) {
    /** Features with fewer non-zero rows than this share stay as they are. */
    static final double SPARSE_SHARE = 0.25;

    static FeatureScale of(float[][] features, int rows) {
        double[] centers = new double[features.length];
        double[] scales = new double[features.length];
        Arrays.fill(scales, 1);
        for (int feature = 0; feature < features.length; feature++) {
            int present = 0;
            double mean = 0;
            for (int row = 0; row < rows; row++) {
                float value = value(features[feature][row]);
                present += value != 0 ? 1 : 0;
                mean += (double) value / rows;
            }
            if (present <= SPARSE_SHARE * rows) {
                continue;
            }
            double variance = 0;
            for (int row = 0; row < rows; row++) {
                double distance = value(features[feature][row]) - mean;
                variance += distance * distance / rows;
            }
            double deviation = Math.sqrt(variance);
            if (deviation > 1e-12 * Math.abs(mean) && deviation < 1e300) {
                centers[feature] = mean;
                scales[feature] = deviation;
            }
        }
        return new FeatureScale(centers, scales);
    }

    private static float value(float value) {
        return Float.isNaN(value) ? 0 : value;
    }
}
