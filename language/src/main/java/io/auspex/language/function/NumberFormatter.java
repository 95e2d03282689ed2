package io.auspex.language.function;

import io.auspex.language.function.NumberPattern.Kind;
import io.auspex.language.function.NumberPattern.Part;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * TO_CHAR of one number. The sign stands directly before the first digit that is printed, a blank for a number that is not
 * negative; what has no digit before that is a blank.
 */
final class NumberFormatter {
    private static final String[] ONES = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
    private static final String[] TENS = {"", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"};
    private static final String[] HUNDREDS = {"", "C", "CC", "CCC", "CD", "D", "DC", "DCC", "DCCC", "CM"};
    private static final int LARGEST_ROMAN = 3999;
    private static final int ROMAN_WIDTH = 15;

    private final NumberPattern pattern;
    private final boolean negative;
    private final String whole;
    private final String fraction;
    private final StringBuilder text = new StringBuilder();
    private boolean signed;
    private boolean begun;

    private NumberFormatter(NumberPattern pattern, BigDecimal value) {
        this.pattern = pattern;
        BigDecimal rounded =
                value.scaleByPowerOfTen(pattern.shift()).abs().setScale(pattern.fraction(), RoundingMode.HALF_UP);
        this.negative = value.signum() < 0;
        String digits = rounded.toPlainString();
        int point = digits.indexOf('.');
        String before = point < 0 ? digits : digits.substring(0, point);
        boolean none = before.equals("0") && (pattern.fraction() > 0 || pattern.whole() == 0);
        boolean overflow = !none && before.length() > pattern.whole();
        String behind = point < 0 ? "" : digits.substring(point + 1);
        if (overflow) {
            this.whole = "#".repeat(pattern.whole());
            this.fraction = "#".repeat(pattern.fraction());
        } else {
            this.fraction = pattern.fill() ? stripped(behind, pattern.leastFraction()) : behind;
            boolean onlyPoint = pattern.fill() && fraction.isEmpty() && pattern.whole() > 0;
            this.whole = none && !onlyPoint ? "" : before;
        }
    }

    /** @param number as a decimal or in scientific notation, NaN or Infinity */
    static String format(String number, String format) {
        NumberPattern pattern = NumberPattern.of(format);
        BigDecimal value;
        try {
            value = new BigDecimal(number.strip());
        } catch (NumberFormatException e) {
            return number;
        }
        if (pattern.has(Kind.ROMAN)) {
            return roman(pattern, value);
        }
        return new NumberFormatter(pattern, value).format();
    }

    private static String stripped(String fraction, int least) {
        int end = fraction.length();
        while (end > least && fraction.charAt(end - 1) == '0') {
            end--;
        }
        return fraction.substring(0, end);
    }

    private String format() {
        int first = Math.min(pattern.firstZero(), pattern.whole() - whole.length());
        boolean bare = pattern.has(Kind.MINUS) || pattern.has(Kind.PLUS_OR_MINUS);
        boolean plus = pattern.has(Kind.PLUS) && !negative;
        boolean behind = pattern.has(Kind.SIGN) && pattern.signBehind();
        signed = bare || plus || behind;
        int digit = 0;
        int decimal = 0;
        boolean point = false;
        for (Part part : pattern.parts()) {
            switch (part.kind()) {
                case NINE, ZERO -> {
                    if (point) {
                        if (decimal < fraction.length()) {
                            begin();
                            text.append(fraction.charAt(decimal));
                        }
                        decimal++;
                    } else {
                        wholeDigit(digit++, first);
                    }
                }
                case POINT -> {
                    point = true;
                    begin();
                    text.append('.');
                }
                case GROUP -> blankUnless(begun, ",");
                case CURRENCY -> text.append('$');
                case SIGN -> {
                    if (behind) {
                        text.append(negative ? '-' : '+');
                    }
                }
                case MINUS -> blankUnless(negative, "-");
                case PLUS -> blankUnless(!negative, "+");
                case PLUS_OR_MINUS -> text.append(negative ? '-' : '+');
                case ORDINAL -> {
                    if (!negative && pattern.fraction() == 0 && !whole.startsWith("#")) {
                        text.append(Ordinals.suffix(whole, part.text()));
                    }
                }
                case BRACKETS -> {
                    // Stands behind the number, whose sign says which.
                }
                case LITERAL -> text.append(part.text());
                case ROMAN -> throw new IllegalStateException("roman numerals have no digits");
            }
        }
        if (pattern.has(Kind.BRACKETS)) {
            blankUnless(negative, ">");
        }
        return text.toString();
    }

    private void wholeDigit(int digit, int first) {
        if (digit < first) {
            blankUnless(false, "");
            return;
        }
        begin();
        int place = digit - (pattern.whole() - whole.length());
        text.append(place < 0 ? '0' : whole.charAt(place));
    }

    /** The sign, once. */
    private void begin() {
        begun = true;
        if (signed) {
            return;
        }
        signed = true;
        if (pattern.has(Kind.SIGN)) {
            text.append(negative ? '-' : '+');
        } else if (pattern.has(Kind.BRACKETS)) {
            blankUnless(negative, "<");
        } else {
            blankUnless(negative, "-");
        }
    }

    private void blankUnless(boolean condition, String mark) {
        if (condition) {
            text.append(mark);
        } else if (!pattern.fill()) {
            text.append(' ');
        }
    }

    private static String roman(NumberPattern pattern, BigDecimal value) {
        int number = value.abs().compareTo(BigDecimal.valueOf(LARGEST_ROMAN)) > 0
                ? 0
                : value.setScale(0, RoundingMode.HALF_UP).intValue();
        if (number < 1 || number > LARGEST_ROMAN) {
            return "#".repeat(ROMAN_WIDTH);
        }
        String roman =
                "M".repeat(number / 1000) + HUNDREDS[number / 100 % 10] + TENS[number / 10 % 10] + ONES[number % 10];
        boolean lower = pattern.parts().stream()
                .anyMatch(part -> part.kind() == Kind.ROMAN && part.text().startsWith("r"));
        String written = lower ? roman.toLowerCase(Locale.ROOT) : roman;
        return pattern.fill() ? written : " ".repeat(ROMAN_WIDTH - written.length()) + written;
    }
}
