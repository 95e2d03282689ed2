package io.auspex.learn.profile;

import io.auspex.model.data.ColumnType;

/**
 * A class label as text, as redshift-ml.md §5 has it: whole numbers in decimal digits, fractions as the shortest text that reads
 * back the same, truth as {@code t} and {@code f}.
 */
public final class LabelText {
    /** Beyond this, doubles no longer tell whole numbers apart. */
    private static final double WHOLE_LIMIT = 9_007_199_254_740_992.0;

    private LabelText() {}

    public static String of(ColumnType type, double value) {
        if (type == ColumnType.BOOLEAN) {
            return value != 0 ? "t" : "f";
        }
        if (value == Math.rint(value) && Math.abs(value) <= WHOLE_LIMIT) {
            return Long.toString((long) value);
        }
        return type == ColumnType.REAL ? Float.toString((float) value) : Double.toString(value);
    }
}
