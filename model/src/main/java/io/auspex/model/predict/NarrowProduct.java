package io.auspex.model.predict;

/** Weighted sums for a few units only, unit by unit: too few for vectors of units. */
public final class NarrowProduct {
    /** From where on {@link NonZeros} is faster. */
    public static final int MOST_UNITS = 8;

    private NarrowProduct() {}

    /**
     * Adds each unit's weighted sum to {@code sums[row][unit]}.
     *
     * @param weights {@code float[unit][at least depth]}
     * @param rows {@code float[row][at least depth]}
     */
    public static void add(float[][] sums, float[][] weights, float[][] rows, int count, int depth) {
        for (int row = 0; row < count; row++) {
            for (int unit = 0; unit < weights.length; unit++) {
                sums[row][unit] += product(weights[unit], rows[row], 0, depth);
            }
        }
    }

    /**
     * The sum of {@code left[i] * right[at + i]} over all i below depth: eight sums side by side, since one alone waits for each addition.
     */
    public static float product(float[] left, float[] right, int at, int depth) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        int i = 0;
        for (; i + 7 < depth; i += 8) {
            a += left[i] * right[at + i];
            b += left[i + 1] * right[at + i + 1];
            c += left[i + 2] * right[at + i + 2];
            d += left[i + 3] * right[at + i + 3];
            e += left[i + 4] * right[at + i + 4];
            f += left[i + 5] * right[at + i + 5];
            g += left[i + 6] * right[at + i + 6];
            h += left[i + 7] * right[at + i + 7];
        }
        for (; i < depth; i++) {
            a += left[i] * right[at + i];
        }
        return ((a + b) + (c + d)) + ((e + f) + (g + h));
    }
}
