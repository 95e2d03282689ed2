package io.auspex.server.prediction;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in the JSON texts of functions: short, without an exponent where people expect none, and never anything but JSON. */
final class JsonNumber {
    private static final MathContext DIGITS = new MathContext(9);
    private static final double SMALLEST_PLAIN = 1e-9;
    private static final double LARGEST_PLAIN = 1e15;
    private static final double EXACT_WHOLE = 9.0e15;

    private JsonNumber() {}

    /** Nine significant digits, whole numbers in full; {@code null} for what JSON cannot say. */
    static String text(double number) {
        if (!Double.isFinite(number)) {
            return "null";
        }
        if (number == Math.rint(number) && Math.abs(number) < EXACT_WHOLE) {
            return Long.toString((long) number);
        }
        double size = Math.abs(number);
        if (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN) {
            StringBuilder text = new StringBuilder();
            NineDigits.append(text, number);
            return text.toString();
        }
        return BigDecimal.valueOf(number).round(DIGITS).stripTrailingZeros().toString();
    }
}
