package io.auspex.model.transform;

import io.auspex.model.data.ColumnType;

/**
 * The text of a number that serves as a category: {@code t} and {@code f} for truth values, {@code 5} for a number
 * without a fraction, the shortest decimal that reads back to the same number otherwise.
 */
public final class CanonicalText {
    /** Beyond it not every integer is a double. */
    private static final double LARGEST_EXACT_INTEGER = 0x1p53;

    private CanonicalText() {}

    /** Returns null for NaN, which is NULL. */
    public static String of(double value, ColumnType type) {
        if (Double.isNaN(value)) {
            return null;
        }
        if (type == ColumnType.BOOLEAN) {
            return value == 0 ? "f" : "t";
        }
        if (value == Math.rint(value) && Math.abs(value) <= LARGEST_EXACT_INTEGER) {
            return Long.toString((long) value);
        }
        return Double.toString(value);
    }

    /** The number whose text this is, with {@code t} = 1 and {@code f} = 0; NaN if it is the text of no number. */
    static double parse(String text) {
        if (text.equals("t")) {
            return 1;
        }
        if (text.equals("f")) {
            return 0;
        }
        if (!looksLikeNumber(text)) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text) + 0.0;
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }

    /** Spares most texts the exception of a failed parse. */
    private static boolean looksLikeNumber(String text) {
        if (text.equals("Infinity") || text.equals("-Infinity")) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != 'E' && c != '+') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
