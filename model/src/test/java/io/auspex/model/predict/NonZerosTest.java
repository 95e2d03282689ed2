package io.auspex.model.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Products of matrices with zeros, against the sums written out. */
class NonZerosTest {
    private final SplittableRandom random = new SplittableRandom(4);

    private float[][] matrix(int rows, int columns, double shareOfZeros) {
        float[][] matrix = new float[rows][VectorSum.length(columns)];
        for (float[] row : matrix) {
            for (int column = 0; column < columns; column++) {
                row[column] = random.nextDouble() < shareOfZeros ? 0 : (float) random.nextGaussian();
            }
        }
        return matrix;
    }

    @Test
    void productsAreTheSumsOfTheirTerms() {
        for (int width : new int[] {1, 32, 33, 100, 200, 400, 600}) {
            for (int depth : new int[] {1, 7, 64, 150}) {
                for (double zeros : new double[] {0, 0.5, 1}) {
                    product(5, depth, width, zeros);
                }
            }
        }
    }

    private void product(int rows, int depth, int width, double zeros) {
        float[][] left = matrix(rows, depth, zeros);
        float[][] right = matrix(depth, width, 0);
        float[][] sums = matrix(rows, width, 0);
        float[][] before = copy(sums);
        new NonZeros(1).addProduct(sums, left, rows, right, depth);
        float[][] transposed = matrix(depth, rows, 1);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < depth; i++) {
                transposed[i][row] = left[row][i];
            }
        }
        float[][] others = copy(before);
        new NonZeros(rows).addTransposedProduct(others, transposed, rows, right, depth);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < width; column++) {
                double expected = before[row][column];
                for (int i = 0; i < depth; i++) {
                    expected += (double) left[row][i] * right[i][column];
                }
                assertThat((double) sums[row][column]).isCloseTo(expected, within(1e-4));
                assertThat(others[row][column]).isEqualTo(sums[row][column]);
            }
        }
    }

    private static float[][] copy(float[][] matrix) {
        float[][] copy = new float[matrix.length][];
        for (int row = 0; row < copy.length; row++) {
            copy[row] = matrix[row].clone();
        }
        return copy;
    }

    @Test
    void fewUnitsHaveTheSameSums() {
        float[][] rows = matrix(6, 45, 0.5);
        float[][] weights = matrix(3, 45, 0);
        float[][] sums = new float[6][32];
        NarrowProduct.add(sums, weights, rows, 6, 45);
        for (int row = 0; row < 6; row++) {
            for (int unit = 0; unit < 3; unit++) {
                double expected = 0;
                for (int i = 0; i < 45; i++) {
                    expected += (double) rows[row][i] * weights[unit][i];
                }
                assertThat((double) sums[row][unit]).isCloseTo(expected, within(1e-4));
            }
        }
    }
}
