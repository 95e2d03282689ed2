package io.auspex.pgwire.type;

import com.fasterxml.jackson.core.io.NumberOutput;
import io.auspex.pgwire.message.WireBuffer;

/**
 * Floating-point numbers as text: the shortest that reads back as the same number, written as PostgreSQL 12 and newer do
 * ({@code 0.1}, {@code 1e+20}, {@code -0}, {@code Infinity}).
 *
 * <p>The digits come from Jackson's copy of Schubfach: {@code Double.toString} is not the shortest before Java 19.
 */
final class FloatFormat {
    /** PostgreSQL writes an exponent from here on; see {@code to_chars} in its {@code d2s.c} and {@code f2s.c}. */
    private static final int DOUBLE_PLAIN_DIGITS = 15;

    private static final int FLOAT_PLAIN_DIGITS = 6;
    private static final int SMALLEST_PLAIN_EXPONENT = -4;

    private FloatFormat() {}

    static void writeDouble(WireBuffer out, double value) {
        if (value == (int) value && (value != 0 || 1 / value > 0)) {
            out.decimal((int) value);
        } else {
            write(out, NumberOutput.toString(value, true), DOUBLE_PLAIN_DIGITS);
        }
    }

    static void writeFloat(WireBuffer out, float value) {
        write(out, NumberOutput.toString(value, true), FLOAT_PLAIN_DIGITS);
    }

    /** @param java as {@code Double.toString} has it: {@code 12.5}, {@code 1.0E-5}, {@code NaN} */
    private static void write(WireBuffer out, String java, int plainDigits) {
        char last = java.charAt(java.length() - 1);
        if (last > '9') { // NaN, Infinity
            out.text(java);
            return;
        }
        int at = 0;
        if (java.charAt(0) == '-') {
            out.int8('-');
            at++;
        }
        // Digits without the point, and the power of ten of the first of them.
        int exponentMark = java.indexOf('E');
        int mantissaEnd = exponentMark < 0 ? java.length() : exponentMark;
        int point = java.indexOf('.', at);
        int power =
                point - at - 1 + (exponentMark < 0 ? 0 : Integer.parseInt(java, exponentMark + 1, java.length(), 10));
        int first = at;
        while (first < mantissaEnd && (java.charAt(first) == '0' || java.charAt(first) == '.')) {
            if (java.charAt(first) == '0') {
                power--;
            }
            first++;
        }
        int end = mantissaEnd;
        while (end > first && (java.charAt(end - 1) == '0' || java.charAt(end - 1) == '.')) {
            end--;
        }
        if (first == mantissaEnd) {
            out.int8('0');
        } else if (power < SMALLEST_PLAIN_EXPONENT || power >= plainDigits) {
            scientific(out, java, first, end, power);
        } else {
            plain(out, java, first, end, power);
        }
    }

    private static void scientific(WireBuffer out, String digits, int first, int end, int power) {
        boolean pointWritten = false;
        for (int i = first; i < end; i++) {
            char c = digits.charAt(i);
            if (c != '.') {
                if (i > first && !pointWritten) {
                    out.int8('.');
                    pointWritten = true;
                }
                out.int8(c);
            }
        }
        out.int8('e').int8(power < 0 ? '-' : '+').digits(Math.abs(power), 2);
    }

    private static void plain(WireBuffer out, String digits, int first, int end, int power) {
        if (power < 0) {
            out.int8('0').int8('.');
            for (int i = -1; i > power; i--) {
                out.int8('0');
            }
        }
        int place = power;
        for (int i = first; i < end; i++) {
            char c = digits.charAt(i);
            if (c != '.') {
                if (place == -1 && power >= 0) {
                    out.int8('.');
                }
                out.int8(c);
                place--;
            }
        }
        for (; place >= 0; place--) {
            out.int8('0');
        }
    }
}
