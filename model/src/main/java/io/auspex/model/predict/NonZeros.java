package io.auspex.model.predict;

import java.util.Arrays;

/**
 * Where the numbers of a small matrix that are not zero stand, as lists for {@link VectorSum}: half the results of a ReLU are zeros. One
 * thread's. The lists are made without branches, since nothing could predict them.
 */
public final class NonZeros {
    /** So many numbers of vectors stay in the nearest cache, of 32 KiB or more, while all sums take from them. */
    private static final int CACHED = 10_240;

    private static final int LONGEST = 64;

    private final int[][] places;
    private final float[][] values;
    private final int[] counts;

    /** @param columns at most, of matrices whose transposed one is to be multiplied; 1 if there are none */
    public NonZeros(int columns) {
        this.places = new int[columns][LONGEST];
        this.values = new float[columns][LONGEST];
        this.counts = new int[columns];
    }

    private static int find(float[] row, int first, int end, int[] places, float[] values) {
        int count = 0;
        for (int column = first; column < end; column++) {
            float value = row[column];
            places[count] = column;
            values[count] = value;
            count += oneUnlessZero(value);
        }
        return count;
    }

    /** A list for each column: what it has in the rows from first to before end. */
    private void findInColumns(float[][] matrix, int columns, int first, int end) {
        Arrays.fill(counts, 0, columns, 0);
        for (int row = first; row < end; row++) {
            float[] numbers = matrix[row];
            for (int column = 0; column < columns; column++) {
                int at = counts[column];
                float value = numbers[column];
                places[column][at] = row;
                values[column][at] = value;
                counts[column] = at + oneUnlessZero(value);
            }
        }
    }

    /** How many of the vectors are taken at a time; lists are rounded up to eights, so not too few. */
    private static int block(float[][] vectors) {
        int fitting = vectors.length == 0 ? LONGEST : CACHED / vectors[0].length;
        return VectorSum.room(Math.max(16, Math.min(LONGEST, fitting)));
    }

    private static int oneUnlessZero(float value) {
        int unsigned = Float.floatToRawIntBits(value) << 1;
        return (unsigned | -unsigned) >>> 31;
    }

    /**
     * Adds {@code left(row, i) * right[i]} to {@code sums[row]}, over all i below depth.
     *
     * @param sums rows of a {@link VectorSum#length}
     * @param left {@code float[row][at least depth]}
     * @param right {@code float[depth][as long as the sums]}
     */
    public void addProduct(float[][] sums, float[][] left, int rows, float[][] right, int depth) {
        int block = block(right);
        for (int first = 0; first < depth; first += block) {
            int end = Math.min(depth, first + block);
            for (int row = 0; row < rows; row++) {
                int count = find(left[row], first, end, places[0], values[0]);
                VectorSum.add(sums[row], right, places[0], values[0], count);
            }
        }
    }

    /**
     * Adds {@code left(i, column) * right[i]} to {@code sums[column]}, over all i below depth: the product with the transposed matrix.
     *
     * @param sums rows of a {@link VectorSum#length}
     * @param left {@code float[depth][at least columns]}
     * @param right {@code float[depth][as long as the sums]}
     */
    public void addTransposedProduct(float[][] sums, float[][] left, int columns, float[][] right, int depth) {
        int block = block(right);
        for (int first = 0; first < depth; first += block) {
            findInColumns(left, columns, first, Math.min(depth, first + block));
            for (int column = 0; column < columns; column++) {
                VectorSum.add(sums[column], right, places[column], values[column], counts[column]);
            }
        }
    }
}
