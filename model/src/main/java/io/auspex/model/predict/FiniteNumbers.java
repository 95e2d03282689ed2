package io.auspex.model.predict;

/** Refuses numbers that arithmetic cannot go on with. */
final class FiniteNumbers {
    private FiniteNumbers() {}

    /** @throws IllegalArgumentException if one is infinite or NaN */
    static void require(float[] values, String what) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(what + " " + i + " is " + values[i] + ", not a finite number");
            }
        }
    }

    /** @throws IllegalArgumentException if one is infinite or NaN */
    static void require(double[] values, String what) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(what + " " + i + " is " + values[i] + ", not a finite number");
            }
        }
    }
}
