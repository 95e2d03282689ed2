package io.auspex.model.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.predict.RandomTrees;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.predict.VectorTrees;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Issue point 7: Shapley values of trees, held to their definition on trees small enough to ask every coalition. */
class TreeContributionsTest {
    private static final int FEATURES = 5;
    private static final int ROWS = 300;

    /** With NaN, both default directions, features that repeat on a path, nodes that no training row reached. */
    @Test
    void equalTheSumOverAllCoalitions() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            TreeEnsemble trees = CoveredTrees.of(new RandomTrees(random, FEATURES, 2, 3, 6).flat(), random);
            float[][] features = features(random);
            double[][][] contributions = new double[2][FEATURES][ROWS];
            TreeContributions explained = new TreeContributions(trees, new int[][] {{0}, {1}, {2}, {3}, {4}});
            explained.add(new ColumnBatch(ROWS, List.of()), features, contributions);
            for (int row = 0; row < ROWS; row += 29) {
                for (int output = 0; output < 2; output++) {
                    double[] expected = BruteForce.shapley(trees, output, features, row);
                    for (int feature = 0; feature < FEATURES; feature++) {
                        assertThat(contributions[output][feature][row])
                                .as("seed %d, row %d, feature %d", seed, row, feature)
                                .isCloseTo(expected[feature], within(1e-9));
                    }
                    assertThat(explained.expected()[output])
                            .isCloseTo(BruteForce.worth(trees, output, features, row, 0), within(1e-9));
                }
            }
        }
    }

    /** Leaves of several outputs are explained as one tree an output would be. */
    @Test
    void vectorsAreExplainedLikeATreeAnOutput() {
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            VectorTrees trees = VectorTrees.of(
                    CoveredTrees.of(new RandomTrees(random, FEATURES, 1, 4, 5).flat(), random), 3, random);
            float[][] features = features(random);
            int[][] owners = {{0}, {1}, {2}, {3}, {4}};
            double[][][] vectors = new double[3][FEATURES][ROWS];
            double[][][] scalars = new double[3][FEATURES][ROWS];
            TreeContributions once = new TreeContributions(trees.vectors(), owners);
            TreeContributions often = new TreeContributions(trees.scalars(), owners);
            once.add(new ColumnBatch(ROWS, List.of()), features, vectors);
            often.add(new ColumnBatch(ROWS, List.of()), features, scalars);
            for (int output = 0; output < 3; output++) {
                assertThat(once.expected()[output]).isCloseTo(often.expected()[output], within(1e-9));
                for (int feature = 0; feature < FEATURES; feature++) {
                    assertThat(vectors[output][feature]).containsExactly(scalars[output][feature], within(1e-9));
                }
            }
        }
    }

    @Test
    void addUpToTheMarginInDeepTrees() {
        Random random = new Random(7);
        TreeEnsemble trees = CoveredTrees.of(new RandomTrees(random, FEATURES, 1, 4, 11).flat(), random);
        float[][] features = features(random);
        double[][][] contributions = new double[1][2][ROWS];
        TreeContributions explained = new TreeContributions(trees, new int[][] {{0}, {0}, {1}, {1}, {0}});
        explained.add(new ColumnBatch(ROWS, List.of()), features, contributions);
        float[][] margins = new float[1][ROWS];
        trees.margins(features, ROWS, margins);
        for (int row = 0; row < ROWS; row++) {
            double sum = explained.expected()[0] + contributions[0][0][row] + contributions[0][1][row];
            assertThat(sum).isCloseTo(margins[0][row], within(1e-5));
        }
    }

    /** With a budget for a part of the trees, or for none, sums stay those of all; a sample is nearer the truth than paths are. */
    @Test
    void treesAreSampledWhereTheyAreTooMuchWork() {
        double byPaths = 0;
        double bySample = 0;
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            TreeEnsemble trees = CoveredTrees.of(new RandomTrees(random, FEATURES, 2, 400, 5).flat(), random);
            float[][] features = features(random);
            double steps = TreeSampling.steps(CoveredForest.of(trees), FEATURES);
            double[][][] exact = explained(trees, features, steps);
            double[][][] sampled = explained(trees, features, steps / 3);
            double[][][] followed = explained(trees, features, 1);
            for (int output = 0; output < 2; output++) {
                for (int row = 0; row < ROWS; row++) {
                    double sum = sum(exact[output], row);
                    assertThat(sum(sampled[output], row)).isCloseTo(sum, within(1e-9));
                    assertThat(sum(followed[output], row)).isCloseTo(sum, within(1e-9));
                }
                byPaths += distance(followed[output], exact[output]);
                bySample += distance(sampled[output], exact[output]);
            }
        }
        assertThat(byPaths).isPositive();
        assertThat(bySample).isPositive().isLessThan(2 * byPaths);
    }

    private static double[][][] explained(TreeEnsemble trees, float[][] features, double steps) {
        double[][][] contributions = new double[2][FEATURES][ROWS];
        new TreeContributions(trees, new int[][] {{0}, {1}, {2}, {3}, {4}}, steps)
                .add(new ColumnBatch(ROWS, List.of()), features, contributions);
        return contributions;
    }

    private static double sum(double[][] columns, int row) {
        double sum = 0;
        for (double[] column : columns) {
            sum += column[row];
        }
        return sum;
    }

    private static double distance(double[][] columns, double[][] others) {
        double sum = 0;
        for (int column = 0; column < columns.length; column++) {
            for (int row = 0; row < columns[column].length; row++) {
                sum += Math.abs(columns[column][row] - others[column][row]);
            }
        }
        return sum;
    }

    @Test
    void treesWithoutCoversDoNotFit() {
        assertThat(TreeContributions.fit(new RandomTrees(new Random(1), 2, 1, 1, 2).flat()))
                .isFalse();
    }

    @Test
    void quadratureIsExactForPolynomials() {
        for (int count = 1; count <= 64; count++) {
            UnitQuadrature quadrature = UnitQuadrature.of(count);
            for (int degree = 0; degree < 2 * count; degree++) {
                double integral = 0;
                for (int point = 0; point < count; point++) {
                    integral +=
                            quadrature.weights()[point] * Math.pow(quadrature.points()[point], degree);
                }
                assertThat(integral)
                        .as("%d points, degree %d", count, degree)
                        .isCloseTo(1.0 / (degree + 1), within(1e-13));
            }
        }
    }

    private static float[][] features(Random random) {
        float[][] features = new float[FEATURES][ROWS];
        for (float[] column : features) {
            for (int row = 0; row < ROWS; row++) {
                column[row] = random.nextInt(5) == 0 ? Float.NaN : RandomTrees.value(random);
            }
        }
        return features;
    }
}
