package io.auspex.learn.algorithm;

/**
 * The scaled features as a linear model needs them: column times weight, and column times residual. Columns that are mostly zero,
 * as those of categories are, keep their other rows only.
 */
final class DesignMatrix {
    private final int rows;
    private final float[][] values;
    /** For sparse columns the rows that {@link #values} belong to; null for plain ones. */
    private final int[][] positions;

    DesignMatrix(float[][] features, int rows, FeatureScale scale) {
        this.rows = rows;
        this.values = new float[features.length][];
        this.positions = new int[features.length][];
        for (int column = 0; column < features.length; column++) {
            double center = scale.centers()[column];
            double unit = scale.scales()[column];
            if (center == 0 && unit == 1) {
                fillSparse(column, features[column]);
            } else {
                values[column] = new float[rows];
                for (int row = 0; row < rows; row++) {
                    float value = features[column][row];
                    values[column][row] = (float) (((Float.isNaN(value) ? 0 : value) - center) / unit);
                }
            }
        }
    }

    private void fillSparse(int column, float[] from) {
        int present = 0;
        for (int row = 0; row < rows; row++) {
            present += from[row] != 0 && !Float.isNaN(from[row]) ? 1 : 0;
        }
        values[column] = new float[present];
        positions[column] = new int[present];
        int next = 0;
        for (int row = 0; row < rows; row++) {
            if (from[row] != 0 && !Float.isNaN(from[row])) {
                values[column][next] = from[row];
                positions[column][next++] = row;
            }
        }
    }

    int rows() {
        return rows;
    }

    int columns() {
        return values.length;
    }

    /** {@code sums += weight * column}. */
    void addTimes(int column, double weight, double[] sums) {
        float[] from = values[column];
        int[] at = positions[column];
        if (at == null) {
            for (int row = 0; row < rows; row++) {
                sums[row] += weight * from[row];
            }
        } else {
            for (int index = 0; index < at.length; index++) {
                sums[at[index]] += weight * from[index];
            }
        }
    }

    /** The inner product of a column with one number a row. */
    double dot(int column, double[] numbers) {
        float[] from = values[column];
        int[] at = positions[column];
        double sum = 0;
        if (at != null) {
            for (int index = 0; index < at.length; index++) {
                sum += from[index] * numbers[at[index]];
            }
            return sum;
        }
        // Four sums: one alone waits for each addition.
        double second = 0;
        double third = 0;
        double fourth = 0;
        int row = 0;
        for (; row + 3 < rows; row += 4) {
            sum += from[row] * numbers[row];
            second += from[row + 1] * numbers[row + 1];
            third += from[row + 2] * numbers[row + 2];
            fourth += from[row + 3] * numbers[row + 3];
        }
        for (; row < rows; row++) {
            sum += from[row] * numbers[row];
        }
        return sum + second + third + fourth;
    }
}
