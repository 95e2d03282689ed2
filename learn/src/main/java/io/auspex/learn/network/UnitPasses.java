package io.auspex.learn.network;

import io.auspex.model.predict.VectorSum;
import java.util.Arrays;

/**
 * What batch normalisation and ReLU do to the rows of a batch, all units at a time. Each loop has one sum or one array to write to, and
 * neither branches nor reductions, since that is what the JIT compiler turns into vector instructions. All arrays are as long as
 * the sums, units beyond the last one included.
 */
final class UnitPasses {
    /** Makes every result above zero exceed what it is then limited to. */
    private static final float HUGE = 1e30f;

    private final int[] all;
    private final float[] ones;

    UnitPasses(int mostRows) {
        this.all = new int[VectorSum.room(mostRows)];
        this.ones = new float[VectorSum.room(mostRows)];
    }

    /** Sets the sum of each unit over the rows. */
    void sum(float[][] values, int rows, float[] sums) {
        for (int row = 0; row < rows; row++) {
            all[row] = row;
            ones[row] = 1;
        }
        Arrays.fill(sums, 0);
        VectorSum.add(sums, values, all, ones, rows);
    }

    /** Sets the sum of each unit's squared distances from its centre. */
    static void sumOfSquares(float[][] values, int rows, float[] centers, float[] sums) {
        Arrays.fill(sums, 0);
        for (int row = 0; row < rows; row++) {
            addSquares(sums, values[row], centers);
        }
    }

    private static void addSquares(float[] sums, float[] values, float[] centers) {
        for (int unit = 0; unit < sums.length; unit++) {
            sums[unit] += (values[unit] - centers[unit]) * (values[unit] - centers[unit]);
        }
    }

    /** Sets the sum of each unit's products. */
    static void sumOfProducts(float[][] left, float[][] right, int rows, float[] sums) {
        Arrays.fill(sums, 0);
        int row = 0;
        for (; row + 1 < rows; row += 2) {
            addProducts(sums, left[row], right[row], left[row + 1], right[row + 1]);
        }
        if (row < rows) {
            addProducts(sums, left[row], right[row]);
        }
    }

    private static void addProducts(float[] sums, float[] a, float[] b, float[] c, float[] d) {
        for (int unit = 0; unit < sums.length; unit++) {
            sums[unit] += a[unit] * b[unit] + c[unit] * d[unit];
        }
    }

    private static void addProducts(float[] sums, float[] a, float[] b) {
        for (int unit = 0; unit < sums.length; unit++) {
            sums[unit] += a[unit] * b[unit];
        }
    }

    static void normalise(float[] values, float[] centers, float[] factors) {
        for (int unit = 0; unit < values.length; unit++) {
            values[unit] = (values[unit] - centers[unit]) * factors[unit];
        }
    }

    static void rectify(float[] results, float[] values, float[] scales, float[] shifts) {
        for (int unit = 0; unit < results.length; unit++) {
            results[unit] = Math.max(0, scales[unit] * values[unit] + shifts[unit]);
        }
    }

    /** Takes the slopes by the results back to those by what was rectified: times {@code keep} where the result is above zero, else none. */
    static void maskSlopes(float[] slopes, float[] results, float keep) {
        for (int unit = 0; unit < slopes.length; unit++) {
            slopes[unit] *= Math.min(keep, results[unit] * HUGE);
        }
    }

    /** Takes slopes by normalised values back to those by the values before. */
    static void slopesBeforeNormalising(
            float[] slopes, float[] normal, float[] factors, float[] meanSlopes, float[] meanProducts) {
        for (int unit = 0; unit < slopes.length; unit++) {
            slopes[unit] = factors[unit] * (slopes[unit] - meanSlopes[unit] - normal[unit] * meanProducts[unit]);
        }
    }
}
