package io.auspex.model.transform;

/** Checks that all transformers share. */
final class Inputs {
    private Inputs() {}

    static void requireColumn(int column) {
        if (column < 0) {
            throw new IllegalArgumentException("Column index " + column + " is negative");
        }
    }

    static void requireFinite(double value, String what) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("The " + what + " " + value + " is not a finite number");
        }
    }
}
