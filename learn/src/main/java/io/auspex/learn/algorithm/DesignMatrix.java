package io.auspex.learn.algorithm;

import io.auspex.model.predict.MatrixProduct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The scaled features as a linear model needs them: times weights, and times residuals. Plain columns lie in blocks of rows, each block
 * once column by column and once row by row, so that both products are {@link MatrixProduct}'s; the sums over blocks are double.
 * Columns that are mostly zero, as those of categories are, keep their other rows only.
 */
final class DesignMatrix {
    private static final int BLOCK = 512;

    private final int rows;
    private final int columns;
    private final int[] denseColumns;
    /** {@code [block][dense column][row]}. */
    private final float[][][] byColumn;
    /** {@code [block][row][dense column]}. */
    private final float[][][] byRow;

    private final int[] sparseColumns;
    /** For each sparse column its rows that are not zero, and their values. */
    private final int[][] positions;

    private final float[][] values;

    DesignMatrix(float[][] features, int rows, FeatureScale scale) {
        this.rows = rows;
        this.columns = features.length;
        List<Integer> dense = new ArrayList<>();
        List<Integer> sparse = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            boolean unscaled = scale.centers()[column] == 0 && scale.scales()[column] == 1;
            (unscaled && isSparse(features[column], rows) ? sparse : dense).add(column);
        }
        this.denseColumns = dense.stream().mapToInt(Integer::intValue).toArray();
        this.sparseColumns = sparse.stream().mapToInt(Integer::intValue).toArray();
        int blocks = (rows + BLOCK - 1) / BLOCK;
        this.byColumn = new float[blocks][denseColumns.length][];
        this.byRow = new float[blocks][][];
        for (int block = 0; block < blocks; block++) {
            fillBlock(block, features, scale);
        }
        this.positions = new int[sparseColumns.length][];
        this.values = new float[sparseColumns.length][];
        for (int index = 0; index < sparseColumns.length; index++) {
            fillSparse(index, features[sparseColumns[index]]);
        }
    }

    private static boolean isSparse(float[] values, int rows) {
        int present = 0;
        for (int row = 0; row < rows; row++) {
            present += values[row] != 0 && !Float.isNaN(values[row]) ? 1 : 0;
        }
        return present <= FeatureScale.SPARSE_SHARE * rows;
    }

    private void fillBlock(int block, float[][] features, FeatureScale scale) {
        int first = block * BLOCK;
        int count = Math.min(BLOCK, rows - first);
        byRow[block] = new float[count][denseColumns.length];
        for (int index = 0; index < denseColumns.length; index++) {
            float[] from = features[denseColumns[index]];
            double center = scale.centers()[denseColumns[index]];
            double unit = scale.scales()[denseColumns[index]];
            float[] column = new float[count];
            for (int row = 0; row < count; row++) {
                float value = from[first + row];
                column[row] = (float) (((Float.isNaN(value) ? 0 : value) - center) / unit);
                byRow[block][row][index] = column[row];
            }
            byColumn[block][index] = column;
        }
    }

    private void fillSparse(int index, float[] from) {
        int present = 0;
        int[] at = new int[rows];
        float[] kept = new float[rows];
        for (int row = 0; row < rows; row++) {
            if (from[row] != 0 && !Float.isNaN(from[row])) {
                at[present] = row;
                kept[present++] = from[row];
            }
        }
        positions[index] = Arrays.copyOf(at, present);
        values[index] = Arrays.copyOf(kept, present);
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /**
     * Fills the margins.
     *
     * @param coefficients {@code [output * (columns + 1) + column]}, the intercept last
     * @param margins {@code float[output][row]}
     */
    void margins(double[] coefficients, float[][] margins) {
        int outputs = margins.length;
        int stride = columns + 1;
        int width = denseColumns.length;
        float[] weights = new float[outputs * width];
        for (int output = 0; output < outputs; output++) {
            for (int index = 0; index < width; index++) {
                weights[output * width + index] = (float) coefficients[output * stride + denseColumns[index]];
            }
        }
        float[][] sums = new float[outputs][Math.min(BLOCK, rows)];
        for (int block = 0; block < byRow.length; block++) {
            int count = byRow[block].length;
            for (int output = 0; output < outputs; output++) {
                Arrays.fill(sums[output], (float) coefficients[output * stride + columns]);
            }
            MatrixProduct.add(sums, outputs, weights, width, 1, width, byColumn[block], count);
            for (int output = 0; output < outputs; output++) {
                System.arraycopy(sums[output], 0, margins[output], block * BLOCK, count);
            }
        }
        for (int output = 0; output < outputs; output++) {
            for (int index = 0; index < sparseColumns.length; index++) {
                float weight = (float) coefficients[output * stride + sparseColumns[index]];
                if (weight != 0) {
                    int[] at = positions[index];
                    for (int i = 0; i < at.length; i++) {
                        margins[output][at[i]] += weight * values[index][i];
                    }
                }
            }
        }
    }

    /**
     * Fills the gradient: each column, and a column of ones, times the residuals.
     *
     * @param residuals {@code float[output][row]}
     * @param gradient in the order of the coefficients
     */
    void gradient(float[][] residuals, double[] gradient) {
        int outputs = residuals.length;
        int stride = columns + 1;
        int width = denseColumns.length;
        Arrays.fill(gradient, 0);
        float[] part = new float[outputs * BLOCK];
        float[][] sums = new float[outputs][width];
        for (int block = 0; block < byRow.length; block++) {
            int count = byRow[block].length;
            for (int output = 0; output < outputs; output++) {
                System.arraycopy(residuals[output], block * BLOCK, part, output * BLOCK, count);
                Arrays.fill(sums[output], 0);
            }
            MatrixProduct.add(sums, outputs, part, BLOCK, 1, count, byRow[block], width);
            for (int output = 0; output < outputs; output++) {
                for (int index = 0; index < width; index++) {
                    gradient[output * stride + denseColumns[index]] += sums[output][index];
                }
            }
        }
        for (int output = 0; output < outputs; output++) {
            for (int index = 0; index < sparseColumns.length; index++) {
                int[] at = positions[index];
                double sum = 0;
                for (int i = 0; i < at.length; i++) {
                    sum += values[index][i] * residuals[output][at[i]];
                }
                gradient[output * stride + sparseColumns[index]] = sum;
            }
            double sum = 0;
            for (float residual : residuals[output]) {
                sum += residual;
            }
            gradient[output * stride + columns] = sum;
        }
    }
}
