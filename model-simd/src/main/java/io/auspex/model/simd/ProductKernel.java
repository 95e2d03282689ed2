package io.auspex.model.simd;

import static io.auspex.model.simd.Lanes.FLOATS;
import static io.auspex.model.simd.Lanes.floats;

import io.auspex.model.kernel.Panels;
import jdk.incubator.vector.FloatVector;

/**
 * Dense layers: a panel of {@link Panels#WIDTH} units is passed over by four rows at a time, whose sums stay in registers (K. Goto and
 * R. van de Geijn, "Anatomy of High-Performance Matrix Multiplication", ACM TOMS 2008). Each sum is built input after input whatever the
 * number of rows, so a row's result does not depend on its neighbours.
 */
final class ProductKernel {
    private static final int LANES = FLOATS.length();

    /** Vectors that are summed side by side: 16 sums of four rows are what 32 registers have room for, 8 what 16 have. */
    private static final int VECTORS = Lanes.BITS == 512 ? 4 : 2;

    private ProductKernel() {}

    /** See {@link io.auspex.model.kernel.Kernels#product}. */
    static void run(Panels layer, float[] in, int inStride, int rows, float[] out, int outStride) {
        int inputs = layer.inputs();
        for (int unit = 0; unit < layer.units(); unit += VECTORS * LANES) {
            int weights = unit / Panels.WIDTH * inputs * Panels.WIDTH + unit % Panels.WIDTH;
            int row = 0;
            if (VECTORS == 4) {
                for (; row + 3 < rows; row += 4) {
                    fourByFour(
                            layer, weights, unit, in, row * inStride, inStride, out, row * outStride + unit, outStride);
                }
            } else {
                for (; row + 3 < rows; row += 4) {
                    fourByTwo(
                            layer, weights, unit, in, row * inStride, inStride, out, row * outStride + unit, outStride);
                }
            }
            for (; row < rows; row++) {
                oneRow(layer, weights, unit, in, row * inStride, out, row * outStride + unit);
            }
        }
    }

    private static void fourByFour(
            Panels layer, int from, int unit, float[] in, int at, int inStride, float[] out, int to, int outStride) {
        float[] weights = layer.weights();
        float[] biases = layer.biases();
        FloatVector a0 = floats(biases, unit);
        FloatVector a1 = floats(biases, unit + LANES);
        FloatVector a2 = floats(biases, unit + 2 * LANES);
        FloatVector a3 = floats(biases, unit + 3 * LANES);
        FloatVector b0 = a0;
        FloatVector b1 = a1;
        FloatVector b2 = a2;
        FloatVector b3 = a3;
        FloatVector c0 = a0;
        FloatVector c1 = a1;
        FloatVector c2 = a2;
        FloatVector c3 = a3;
        FloatVector d0 = a0;
        FloatVector d1 = a1;
        FloatVector d2 = a2;
        FloatVector d3 = a3;
        int second = at + inStride;
        int third = second + inStride;
        int fourth = third + inStride;
        int panel = from;
        for (int input = 0; input < layer.inputs(); input++, panel += Panels.WIDTH) {
            FloatVector w0 = floats(weights, panel);
            FloatVector w1 = floats(weights, panel + LANES);
            FloatVector w2 = floats(weights, panel + 2 * LANES);
            FloatVector w3 = floats(weights, panel + 3 * LANES);
            FloatVector x = FloatVector.broadcast(FLOATS, in[at + input]);
            a0 = w0.fma(x, a0);
            a1 = w1.fma(x, a1);
            a2 = w2.fma(x, a2);
            a3 = w3.fma(x, a3);
            FloatVector y = FloatVector.broadcast(FLOATS, in[second + input]);
            b0 = w0.fma(y, b0);
            b1 = w1.fma(y, b1);
            b2 = w2.fma(y, b2);
            b3 = w3.fma(y, b3);
            FloatVector z = FloatVector.broadcast(FLOATS, in[third + input]);
            c0 = w0.fma(z, c0);
            c1 = w1.fma(z, c1);
            c2 = w2.fma(z, c2);
            c3 = w3.fma(z, c3);
            FloatVector u = FloatVector.broadcast(FLOATS, in[fourth + input]);
            d0 = w0.fma(u, d0);
            d1 = w1.fma(u, d1);
            d2 = w2.fma(u, d2);
            d3 = w3.fma(u, d3);
        }
        store(a0, a1, a2, a3, out, to);
        store(b0, b1, b2, b3, out, to + outStride);
        store(c0, c1, c2, c3, out, to + 2 * outStride);
        store(d0, d1, d2, d3, out, to + 3 * outStride);
    }

    private static void store(FloatVector a, FloatVector b, FloatVector c, FloatVector d, float[] out, int to) {
        a.intoArray(out, to);
        b.intoArray(out, to + LANES);
        c.intoArray(out, to + 2 * LANES);
        d.intoArray(out, to + 3 * LANES);
    }

    private static void fourByTwo(
            Panels layer, int from, int unit, float[] in, int at, int inStride, float[] out, int to, int outStride) {
        float[] weights = layer.weights();
        FloatVector a0 = floats(layer.biases(), unit);
        FloatVector a1 = floats(layer.biases(), unit + LANES);
        FloatVector b0 = a0;
        FloatVector b1 = a1;
        FloatVector c0 = a0;
        FloatVector c1 = a1;
        FloatVector d0 = a0;
        FloatVector d1 = a1;
        int second = at + inStride;
        int third = second + inStride;
        int fourth = third + inStride;
        int panel = from;
        for (int input = 0; input < layer.inputs(); input++, panel += Panels.WIDTH) {
            FloatVector w0 = floats(weights, panel);
            FloatVector w1 = floats(weights, panel + LANES);
            FloatVector x = FloatVector.broadcast(FLOATS, in[at + input]);
            a0 = w0.fma(x, a0);
            a1 = w1.fma(x, a1);
            FloatVector y = FloatVector.broadcast(FLOATS, in[second + input]);
            b0 = w0.fma(y, b0);
            b1 = w1.fma(y, b1);
            FloatVector z = FloatVector.broadcast(FLOATS, in[third + input]);
            c0 = w0.fma(z, c0);
            c1 = w1.fma(z, c1);
            FloatVector u = FloatVector.broadcast(FLOATS, in[fourth + input]);
            d0 = w0.fma(u, d0);
            d1 = w1.fma(u, d1);
        }
        a0.intoArray(out, to);
        a1.intoArray(out, to + LANES);
        b0.intoArray(out, to + outStride);
        b1.intoArray(out, to + outStride + LANES);
        c0.intoArray(out, to + 2 * outStride);
        c1.intoArray(out, to + 2 * outStride + LANES);
        d0.intoArray(out, to + 3 * outStride);
        d1.intoArray(out, to + 3 * outStride + LANES);
    }

    private static void oneRow(Panels layer, int from, int unit, float[] in, int at, float[] out, int to) {
        float[] weights = layer.weights();
        for (int vector = 0; vector < VECTORS * LANES; vector += 2 * LANES) {
            FloatVector a = floats(layer.biases(), unit + vector);
            FloatVector b = floats(layer.biases(), unit + vector + LANES);
            int panel = from + vector;
            for (int input = 0; input < layer.inputs(); input++, panel += Panels.WIDTH) {
                FloatVector x = FloatVector.broadcast(FLOATS, in[at + input]);
                a = floats(weights, panel).fma(x, a);
                b = floats(weights, panel + LANES).fma(x, b);
            }
            a.intoArray(out, to + vector);
            b.intoArray(out, to + vector + LANES);
        }
    }
}
