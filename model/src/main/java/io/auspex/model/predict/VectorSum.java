package io.auspex.model.predict;

import java.util.Arrays;

/**
 * The one loop that nets spend their time in: adds up multiples of vectors, eight at a time. Every matrix product of a net has this
 * form, with rows, units or inputs as the vectors, and those with the factor zero, half of them behind a ReLU, are left out.
 *
 * <p>The shape is what the JIT compiler turns into good vector instructions on Java 17 and 25: each vector an array of its own that is read
 * from its start, one sum, and a length that is a constant of the compiled loop. With a length known only at run time the same
 * loop gives 20 instead of 35 billion multiplications a second, and with offsets into one long array 5 ({@code NetworkMeasurement}).
 * So vectors are made {@link #length} long. The order of additions is fixed, so results are too.
 */
public final class VectorSum {
    /** How many vectors are added in one go; counts are rounded up to it. */
    private static final int TOGETHER = 8;

    private static final int LONGEST = 512;

    private VectorSum() {}

    /** The length of the arrays that hold vectors of so many numbers. */
    public static int length(int numbers) {
        int length = 32;
        while (length < numbers && length < LONGEST) {
            length *= 2;
        }
        return Math.max(length, numbers);
    }

    /** The length of the lists of vectors and factors that name so many. */
    public static int room(int count) {
        return (count + TOGETHER - 1) / TOGETHER * TOGETHER;
    }

    /**
     * Adds {@code factors[k] * vectors[which[k]]} to {@code sum} for all k below {@code count}.
     *
     * @param sum as long as each of the vectors, of a {@link #length}
     * @param which with {@link #room} for the count; what is beyond it is overwritten
     * @param factors as long
     */
    public static void add(float[] sum, float[][] vectors, int[] which, float[] factors, int count) {
        if (count == 0) {
            return;
        }
        int room = room(count);
        Arrays.fill(which, count, room, which[0]);
        Arrays.fill(factors, count, room, 0);
        switch (sum.length) {
            case 32 -> add32(sum, vectors, which, factors, room);
            case 64 -> add64(sum, vectors, which, factors, room);
            case 128 -> add128(sum, vectors, which, factors, room);
            case 256 -> add256(sum, vectors, which, factors, room);
            case 512 -> add512(sum, vectors, which, factors, room);
            default -> addAny(sum, vectors, which, factors, room);
        }
    }

    private static void add32(float[] sum, float[][] vectors, int[] which, float[] factors, int count) {
        for (int k = 0; k < count; k += TOGETHER) {
            eight32(sum, vectors, which, factors, k);
        }
    }

    private static void eight32(float[] sum, float[][] vectors, int[] which, float[] factors, int k) {
        float[] a = vectors[which[k]];
        float[] b = vectors[which[k + 1]];
        float[] c = vectors[which[k + 2]];
        float[] d = vectors[which[k + 3]];
        float[] e = vectors[which[k + 4]];
        float[] f = vectors[which[k + 5]];
        float[] g = vectors[which[k + 6]];
        float[] h = vectors[which[k + 7]];
        float byA = factors[k];
        float byB = factors[k + 1];
        float byC = factors[k + 2];
        float byD = factors[k + 3];
        float byE = factors[k + 4];
        float byF = factors[k + 5];
        float byG = factors[k + 6];
        float byH = factors[k + 7];
        for (int i = 0; i < 32; i++) {
            sum[i] += byA * a[i]
                    + byB * b[i]
                    + byC * c[i]
                    + byD * d[i]
                    + byE * e[i]
                    + byF * f[i]
                    + byG * g[i]
                    + byH * h[i];
        }
    }

    private static void add64(float[] sum, float[][] vectors, int[] which, float[] factors, int count) {
        for (int k = 0; k < count; k += TOGETHER) {
            eight64(sum, vectors, which, factors, k);
        }
    }

    private static void eight64(float[] sum, float[][] vectors, int[] which, float[] factors, int k) {
        float[] a = vectors[which[k]];
        float[] b = vectors[which[k + 1]];
        float[] c = vectors[which[k + 2]];
        float[] d = vectors[which[k + 3]];
        float[] e = vectors[which[k + 4]];
        float[] f = vectors[which[k + 5]];
        float[] g = vectors[which[k + 6]];
        float[] h = vectors[which[k + 7]];
        float byA = factors[k];
        float byB = factors[k + 1];
        float byC = factors[k + 2];
        float byD = factors[k + 3];
        float byE = factors[k + 4];
        float byF = factors[k + 5];
        float byG = factors[k + 6];
        float byH = factors[k + 7];
        for (int i = 0; i < 64; i++) {
            sum[i] += byA * a[i]
                    + byB * b[i]
                    + byC * c[i]
                    + byD * d[i]
                    + byE * e[i]
                    + byF * f[i]
                    + byG * g[i]
                    + byH * h[i];
        }
    }

    private static void add128(float[] sum, float[][] vectors, int[] which, float[] factors, int count) {
        for (int k = 0; k < count; k += TOGETHER) {
            eight128(sum, vectors, which, factors, k);
        }
    }

    private static void eight128(float[] sum, float[][] vectors, int[] which, float[] factors, int k) {
        float[] a = vectors[which[k]];
        float[] b = vectors[which[k + 1]];
        float[] c = vectors[which[k + 2]];
        float[] d = vectors[which[k + 3]];
        float[] e = vectors[which[k + 4]];
        float[] f = vectors[which[k + 5]];
        float[] g = vectors[which[k + 6]];
        float[] h = vectors[which[k + 7]];
        float byA = factors[k];
        float byB = factors[k + 1];
        float byC = factors[k + 2];
        float byD = factors[k + 3];
        float byE = factors[k + 4];
        float byF = factors[k + 5];
        float byG = factors[k + 6];
        float byH = factors[k + 7];
        for (int i = 0; i < 128; i++) {
            sum[i] += byA * a[i]
                    + byB * b[i]
                    + byC * c[i]
                    + byD * d[i]
                    + byE * e[i]
                    + byF * f[i]
                    + byG * g[i]
                    + byH * h[i];
        }
    }

    private static void add256(float[] sum, float[][] vectors, int[] which, float[] factors, int count) {
        for (int k = 0; k < count; k += TOGETHER) {
            eight256(sum, vectors, which, factors, k);
        }
    }

    private static void eight256(float[] sum, float[][] vectors, int[] which, float[] factors, int k) {
        float[] a = vectors[which[k]];
        float[] b = vectors[which[k + 1]];
        float[] c = vectors[which[k + 2]];
        float[] d = vectors[which[k + 3]];
        float[] e = vectors[which[k + 4]];
        float[] f = vectors[which[k + 5]];
        float[] g = vectors[which[k + 6]];
        float[] h = vectors[which[k + 7]];
        float byA = factors[k];
        float byB = factors[k + 1];
        float byC = factors[k + 2];
        float byD = factors[k + 3];
        float byE = factors[k + 4];
        float byF = factors[k + 5];
        float byG = factors[k + 6];
        float byH = factors[k + 7];
        for (int i = 0; i < 256; i++) {
            sum[i] += byA * a[i]
                    + byB * b[i]
                    + byC * c[i]
                    + byD * d[i]
                    + byE * e[i]
                    + byF * f[i]
                    + byG * g[i]
                    + byH * h[i];
        }
    }

    private static void add512(float[] sum, float[][] vectors, int[] which, float[] factors, int count) {
        for (int k = 0; k < count; k += TOGETHER) {
            eight512(sum, vectors, which, factors, k);
        }
    }

    private static void eight512(float[] sum, float[][] vectors, int[] which, float[] factors, int k) {
        float[] a = vectors[which[k]];
        float[] b = vectors[which[k + 1]];
        float[] c = vectors[which[k + 2]];
        float[] d = vectors[which[k + 3]];
        float[] e = vectors[which[k + 4]];
        float[] f = vectors[which[k + 5]];
        float[] g = vectors[which[k + 6]];
        float[] h = vectors[which[k + 7]];
        float byA = factors[k];
        float byB = factors[k + 1];
        float byC = factors[k + 2];
        float byD = factors[k + 3];
        float byE = factors[k + 4];
        float byF = factors[k + 5];
        float byG = factors[k + 6];
        float byH = factors[k + 7];
        for (int i = 0; i < 512; i++) {
            sum[i] += byA * a[i]
                    + byB * b[i]
                    + byC * c[i]
                    + byD * d[i]
                    + byE * e[i]
                    + byF * f[i]
                    + byG * g[i]
                    + byH * h[i];
        }
    }

    private static void addAny(float[] sum, float[][] vectors, int[] which, float[] factors, int count) {
        for (int k = 0; k < count; k += 4) {
            four(
                    sum,
                    vectors[which[k]],
                    vectors[which[k + 1]],
                    vectors[which[k + 2]],
                    vectors[which[k + 3]],
                    factors[k],
                    factors[k + 1],
                    factors[k + 2],
                    factors[k + 3]);
        }
    }

    private static void four(
            float[] sum, float[] a, float[] b, float[] c, float[] d, float byA, float byB, float byC, float byD) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += byA * a[i] + byB * b[i] + byC * c[i] + byD * d[i];
        }
    }
}
