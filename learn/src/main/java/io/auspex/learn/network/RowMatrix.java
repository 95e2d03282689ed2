package io.auspex.learn.network;

import io.auspex.model.predict.VectorSum;
import java.util.Arrays;

/** Matrices as an array a row, of a {@link VectorSum#length}: the form in which vectors are added up fast. */
final class RowMatrix {
    private RowMatrix() {}

    static float[][] of(int rows, int columns) {
        return new float[rows][VectorSum.length(columns)];
    }

    static void clear(float[][] matrix, int rows) {
        for (int row = 0; row < rows; row++) {
            Arrays.fill(matrix[row], 0);
        }
    }

    /** @param flat row after row */
    static void fromFlat(float[] flat, int columns, float[][] matrix) {
        for (int row = 0; row < matrix.length; row++) {
            System.arraycopy(flat, row * columns, matrix[row], 0, columns);
        }
    }

    /** @param flat row after row */
    static void toFlat(float[][] matrix, int columns, float[] flat) {
        for (int row = 0; row < matrix.length; row++) {
            System.arraycopy(matrix[row], 0, flat, row * columns, columns);
        }
    }

    /** Fills {@code to[column][row]} from {@code from[row][column]}, four rows at a time to write whole stretches. */
    static void transpose(float[][] from, int rows, int columns, float[][] to) {
        int row = 0;
        for (; row + 3 < rows; row += 4) {
            float[] first = from[row];
            float[] second = from[row + 1];
            float[] third = from[row + 2];
            float[] fourth = from[row + 3];
            for (int column = 0; column < columns; column++) {
                float[] target = to[column];
                target[row] = first[column];
                target[row + 1] = second[column];
                target[row + 2] = third[column];
                target[row + 3] = fourth[column];
            }
        }
        for (; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                to[column][row] = from[row][column];
            }
        }
    }
}
