package io.auspex.model.simd;

import static io.auspex.model.simd.Lanes.FLOATS;
import static io.auspex.model.simd.Lanes.floats;

import jdk.incubator.vector.FloatVector;

/** Sums of multiples of a few long vectors: as many stretches of the sum as there are registers for pass over all vectors at a time. */
final class MultiplesKernel {
    private static final int LANES = FLOATS.length();

    private MultiplesKernel() {}

    /** See {@link io.auspex.model.kernel.Kernels#addMultiples}. */
    static void add(float[] sum, float[][] vectors, int[] which, float[] factors, int count) {
        int at = 0;
        for (; at + 8 * LANES <= sum.length; at += 8 * LANES) {
            eight(sum, vectors, which, factors, count, at);
        }
        for (; at + 2 * LANES <= sum.length; at += 2 * LANES) {
            two(sum, vectors, which, factors, count, at);
        }
        for (; at < sum.length; at += LANES) {
            one(sum, vectors, which, factors, count, at);
        }
    }

    private static void eight(float[] sum, float[][] vectors, int[] which, float[] factors, int count, int at) {
        FloatVector a = floats(sum, at);
        FloatVector b = floats(sum, at + LANES);
        FloatVector c = floats(sum, at + 2 * LANES);
        FloatVector d = floats(sum, at + 3 * LANES);
        FloatVector e = floats(sum, at + 4 * LANES);
        FloatVector f = floats(sum, at + 5 * LANES);
        FloatVector g = floats(sum, at + 6 * LANES);
        FloatVector h = floats(sum, at + 7 * LANES);
        for (int k = 0; k < count; k++) {
            float[] vector = vectors[which[k]];
            FloatVector x = FloatVector.broadcast(FLOATS, factors[k]);
            a = floats(vector, at).fma(x, a);
            b = floats(vector, at + LANES).fma(x, b);
            c = floats(vector, at + 2 * LANES).fma(x, c);
            d = floats(vector, at + 3 * LANES).fma(x, d);
            e = floats(vector, at + 4 * LANES).fma(x, e);
            f = floats(vector, at + 5 * LANES).fma(x, f);
            g = floats(vector, at + 6 * LANES).fma(x, g);
            h = floats(vector, at + 7 * LANES).fma(x, h);
        }
        a.intoArray(sum, at);
        b.intoArray(sum, at + LANES);
        c.intoArray(sum, at + 2 * LANES);
        d.intoArray(sum, at + 3 * LANES);
        e.intoArray(sum, at + 4 * LANES);
        f.intoArray(sum, at + 5 * LANES);
        g.intoArray(sum, at + 6 * LANES);
        h.intoArray(sum, at + 7 * LANES);
    }

    private static void two(float[] sum, float[][] vectors, int[] which, float[] factors, int count, int at) {
        FloatVector a = floats(sum, at);
        FloatVector b = floats(sum, at + LANES);
        for (int k = 0; k < count; k++) {
            float[] vector = vectors[which[k]];
            FloatVector x = FloatVector.broadcast(FLOATS, factors[k]);
            a = floats(vector, at).fma(x, a);
            b = floats(vector, at + LANES).fma(x, b);
        }
        a.intoArray(sum, at);
        b.intoArray(sum, at + LANES);
    }

    private static void one(float[] sum, float[][] vectors, int[] which, float[] factors, int count, int at) {
        FloatVector a = floats(sum, at);
        for (int k = 0; k < count; k++) {
            FloatVector x = FloatVector.broadcast(FLOATS, factors[k]);
            a = floats(vectors[which[k]], at).fma(x, a);
        }
        a.intoArray(sum, at);
    }
}
