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

    static void requireScale(double scale) {
        requireFinite(scale, "scale");
        if (scale <= 0) {
            throw new IllegalArgumentException("The scale " + scale + " is not positive");
        }
    }

    /** Decorators hold a transformer that takes the column as it is, so that they cannot be nested without end. */
    static void requirePlain(ColumnTransformer transformer) {
        if (transformer instanceof ImputedNumber
                || transformer instanceof ImputedText
                || transformer instanceof ScaledFeatures) {
            throw new IllegalArgumentException("Missing values are filled behind another step");
        }
        requireNoProjection(transformer);
    }

    /** What a text is projected on lies apart from the other transformers in an artifact, where nothing can hold it. */
    static void requireNoProjection(ColumnTransformer transformer) {
        if (transformer instanceof TextProjection) {
            throw new IllegalArgumentException("A projected text stands by itself");
        }
    }

    /** The nearest finite float; NaN stays. */
    static float finiteFloat(double value) {
        return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    }
}
