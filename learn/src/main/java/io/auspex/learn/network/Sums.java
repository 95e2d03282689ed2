package io.auspex.learn.network;

/** Sums over the rows of a batch: four at a time, since one alone waits for each addition. */
final class Sums {
    private Sums() {}

    static double of(float[] values, int rows) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int row = 0;
        for (; row + 3 < rows; row += 4) {
            first += values[row];
            second += values[row + 1];
            third += values[row + 2];
            fourth += values[row + 3];
        }
        for (; row < rows; row++) {
            first += values[row];
        }
        return first + second + third + fourth;
    }

    /** Of the squared distances from the centre. */
    static double ofSquares(float[] values, float center, int rows) {
        double first = 0;
        double second = 0;
        int row = 0;
        for (; row + 1 < rows; row += 2) {
            float one = values[row] - center;
            float other = values[row + 1] - center;
            first += one * one;
            second += other * other;
        }
        for (; row < rows; row++) {
            float one = values[row] - center;
            first += one * one;
        }
        return first + second;
    }

    static double ofProducts(float[] left, float[] right, int rows) {
        double first = 0;
        double second = 0;
        int row = 0;
        for (; row + 1 < rows; row += 2) {
            first += left[row] * right[row];
            second += left[row + 1] * right[row + 1];
        }
        for (; row < rows; row++) {
            first += left[row] * right[row];
        }
        return first + second;
    }
}
