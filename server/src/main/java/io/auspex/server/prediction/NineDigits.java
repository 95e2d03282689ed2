package io.auspex.server.prediction;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Numbers with nine significant digits, without an exponent and without zeros at the end, as {@link BigDecimal} rounds and writes them.
 * A column of probabilities is some thousand numbers a batch, so a big decimal is made only where a double cannot tell how to
 * round.
 */
final class NineDigits {
    /** Everything from here on up to the largest fits into a product with an exact power of ten. */
    private static final double LEAST = 1e-13;

    private static final double TOO_LARGE = 1e9;
    private static final MathContext DIGITS = new MathContext(9);
    /**
     * Many times by how much the product with a power of ten may be wrong. The digits behind the ninth must be as far from one half to be
     * rounded by it.
     */
    private static final double DOUBT = 1e-5;

    /** Each exact. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private NineDigits() {}

    /** @param number finite */
    static void append(StringBuilder text, double number) {
        double size = Math.abs(number);
        if (!(size >= LEAST && size < TOO_LARGE)) {
            text.append(rounded(number));
            return;
        }
        int places = 0;
        while (size * POWERS[places] < 1e8) {
            places++;
        }
        double scaled = size * POWERS[places];
        long digits = (long) scaled;
        double rest = scaled - digits;
        if (Math.abs(rest - 0.5) < DOUBT) {
            text.append(rounded(number));
            return;
        }
        digits += rest > 0.5 ? 1 : 0;
        while (digits % 10 == 0) {
            digits /= 10;
            places--;
        }
        append(number < 0 ? text.append('-') : text, digits, places);
    }

    /** Writes {@code digits / 10^places}. */
    private static void append(StringBuilder text, long digits, int places) {
        if (places <= 0) {
            text.append(digits);
            appendZeros(text, -places);
            return;
        }
        long power = 1;
        int width = 0;
        for (; width < places && power <= digits; width++) {
            power *= 10;
        }
        if (width < places) {
            // All digits stand behind the point.
            text.append("0.");
            appendZeros(text, places - width);
            text.append(digits);
            return;
        }
        text.append(digits / power).append('.');
        // With a digit before them, so that zeros at the start are written too.
        int point = text.length() - 1;
        text.append(power + digits % power);
        text.deleteCharAt(point + 1);
    }

    private static void appendZeros(StringBuilder text, int count) {
        for (int i = 0; i < count; i++) {
            text.append('0');
        }
    }

    private static String rounded(double number) {
        return BigDecimal.valueOf(number).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
