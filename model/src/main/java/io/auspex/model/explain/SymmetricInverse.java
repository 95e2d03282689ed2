package io.auspex.model.explain;

/** The inverse of a positive definite matrix, by Gauss-Jordan elimination, which such a matrix allows without pivoting. */
record SymmetricInverse(double[][] rows) {
    SymmetricInverse {
        int size = rows.length;
        double[][] left = new double[size][];
        double[][] right = new double[size][size];
        for (int row = 0; row < size; row++) {
            left[row] = rows[row].clone();
            right[row][row] = 1;
        }
        for (int pivot = 0; pivot < size; pivot++) {
            double scale = 1 / left[pivot][pivot];
            for (int column = 0; column < size; column++) {
                left[pivot][column] *= scale;
                right[pivot][column] *= scale;
            }
            for (int row = 0; row < size; row++) {
                double factor = left[row][pivot];
                if (row == pivot || factor == 0) {
                    continue;
                }
                for (int column = 0; column < size; column++) {
                    left[row][column] -= factor * left[pivot][column];
                    right[row][column] -= factor * right[pivot][column];
                }
            }
        }
        rows = right;
    }
}
