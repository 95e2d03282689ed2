package io.auspex.model.explain;

import io.auspex.model.Background;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.transform.FeaturePipeline;

/**
 * Exact Shapley values of a weighted sum: each feature adds its weight times its distance from the background's mean
 * (Lundberg and Lee, "A unified approach to interpreting model predictions", NIPS 2017, corollary 1, which needs no
 * independence here because a column's features move together).
 */
final class LinearContributions implements Contributions {
    private final double[][] weights;
    private final int[][] owners;
    private final double[] means;
    private final double[] expected;

    /** @param owners of each feature the input columns that share what it adds */
    LinearContributions(LinearPredictor linear, FeaturePipeline pipeline, int[][] owners, Background background) {
        this.weights = linear.weights();
        this.owners = owners;
        this.means =
                means(pipeline.transform(background.rows()), background.rows().rows());
        this.expected = linear.intercepts();
        for (int output = 0; output < expected.length; output++) {
            for (int feature = 0; feature < means.length; feature++) {
                expected[output] += weights[output][feature] * means[feature];
            }
        }
    }

    private static double[] means(float[][] features, int rows) {
        double[] means = new double[features.length];
        for (int feature = 0; feature < means.length; feature++) {
            for (int row = 0; row < rows; row++) {
                means[feature] += present(features[feature][row]) / rows;
            }
        }
        return means;
    }

    /** A missing feature adds nothing to the sum, just as 0 does. */
    private static double present(float value) {
        return Float.isNaN(value) ? 0 : value;
    }

    @Override
    public double[] expected() {
        return expected.clone();
    }

    @Override
    public void add(ColumnBatch in, float[][] features, double[][][] contributions) {
        for (int output = 0; output < weights.length; output++) {
            for (int feature = 0; feature < means.length; feature++) {
                double weight = weights[output][feature] / owners[feature].length;
                for (int owner : owners[feature]) {
                    double[] column = contributions[output][owner];
                    for (int row = 0; row < in.rows(); row++) {
                        column[row] += weight * (present(features[feature][row]) - means[feature]);
                    }
                }
            }
        }
    }
}
