package io.auspex.model.predict;

/**
 * The one loop that nets spend their time in: {@code sums += left * right}, four rows of {@code right} at a time over plain float
 * rows, a shape that the JIT compiler turns into vector instructions (28 GFLOP/s on one core with AVX-512 and Java 17; wider
 * blocks were not vectorised and gave 7 to 10). The order of additions is fixed, so results are too.
 */
public final class MatrixProduct {
    private MatrixProduct() {}

    /**
     * Adds {@code sum over i of left(row, i) * right[i][column]} to {@code sums[row][column]}.
     *
     * @param sums {@code float[rows][columns]}
     * @param left element (row, i) is at {@code row * rowStride + i * stride}; swapped strides are the transposed matrix
     * @param right {@code float[depth][columns]}
     * @param columns how many leading columns count
     */
    public static void add(
            float[][] sums,
            int rows,
            float[] left,
            int rowStride,
            int stride,
            int depth,
            float[][] right,
            int columns) {
        for (int row = 0; row < rows; row++) {
            float[] to = sums[row];
            int at = row * rowStride;
            int inner = 0;
            for (; inner + 3 < depth; inner += 4, at += 4 * stride) {
                addFour(
                        to,
                        right[inner],
                        right[inner + 1],
                        right[inner + 2],
                        right[inner + 3],
                        left[at],
                        left[at + stride],
                        left[at + 2 * stride],
                        left[at + 3 * stride],
                        columns);
            }
            for (; inner < depth; inner++, at += stride) {
                addOne(to, right[inner], left[at], columns);
            }
        }
    }

    private static void addFour(
            float[] to,
            float[] first,
            float[] second,
            float[] third,
            float[] fourth,
            float a,
            float b,
            float c,
            float d,
            int columns) {
        for (int column = 0; column < columns; column++) {
            to[column] += a * first[column] + b * second[column] + c * third[column] + d * fourth[column];
        }
    }

    private static void addOne(float[] to, float[] from, float factor, int columns) {
        for (int column = 0; column < columns; column++) {
            to[column] += factor * from[column];
        }
    }
}
