package io.auspex.language.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A format of TO_CHAR and TO_NUMBER for numbers: the page "Numeric format strings", whose patterns are those of table 9-26 of
 * PostgreSQL's manual.
 *
 * @param parts from left to right
 * @param whole how many digits stand before the point
 * @param fraction how many stand behind it
 * @param shift how many digits stand behind V
 * @param fill whether FM leaves out blanks and zeros
 */
record NumberPattern(List<Part> parts, int whole, int fraction, int shift, boolean fill) {
    enum Kind {
        /** A digit, or nothing. */
        NINE,
        /** A digit, or 0. */
        ZERO,
        POINT,
        GROUP,
        CURRENCY,
        /** The sign, next to the number. */
        SIGN,
        MINUS,
        PLUS,
        PLUS_OR_MINUS,
        BRACKETS,
        ROMAN,
        ORDINAL,
        LITERAL
    }

    /** @param text as it was written; of a literal what is printed */
    record Part(Kind kind, String text) {
        boolean isDigit() {
            return kind == Kind.NINE || kind == Kind.ZERO;
        }
    }

    private static final List<String> WORDS =
            List.of("FM", "MI", "PL", "SG", "PR", "RN", "TH", "9", "0", ".", "D", ",", "G", "L", "S", "V");

    NumberPattern {
        parts = List.copyOf(parts);
    }

    static NumberPattern of(String format) {
        List<Part> parts = new ArrayList<>();
        int whole = 0;
        int fraction = 0;
        int shift = 0;
        boolean fill = false;
        boolean point = false;
        boolean shifting = false;
        int i = 0;
        while (i < format.length()) {
            if (format.charAt(i) == '"' && format.indexOf('"', i + 1) > 0) {
                int close = format.indexOf('"', i + 1);
                parts.add(new Part(Kind.LITERAL, format.substring(i + 1, close)));
                i = close + 1;
                continue;
            }
            String word = word(format, i);
            switch (word) {
                case "FM" -> fill = true;
                case "V" -> shifting = true;
                case "" -> parts.add(new Part(Kind.LITERAL, format.substring(i, i + 1)));
                case "9", "0" -> {
                    parts.add(new Part(word.equals("9") ? Kind.NINE : Kind.ZERO, word));
                    if (point) {
                        fraction++;
                    } else {
                        whole++;
                        shift += shifting ? 1 : 0;
                    }
                }
                default -> {
                    parts.add(new Part(kind(word), format.substring(i, i + word.length())));
                    point |= kind(word) == Kind.POINT;
                }
            }
            i += Math.max(1, word.length());
        }
        return new NumberPattern(parts, whole, fraction, shift, fill);
    }

    private static String word(String format, int at) {
        return WORDS.stream()
                .filter(word -> format.regionMatches(true, at, word, 0, word.length()))
                .findFirst()
                .orElse("");
    }

    private static Kind kind(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case ".", "D" -> Kind.POINT;
            case ",", "G" -> Kind.GROUP;
            case "L" -> Kind.CURRENCY;
            case "S" -> Kind.SIGN;
            case "MI" -> Kind.MINUS;
            case "PL" -> Kind.PLUS;
            case "SG" -> Kind.PLUS_OR_MINUS;
            case "PR" -> Kind.BRACKETS;
            case "RN" -> Kind.ROMAN;
            default -> Kind.ORDINAL;
        };
    }

    boolean has(Kind kind) {
        return parts.stream().anyMatch(part -> part.kind() == kind);
    }

    /** Whether the sign is written behind the number: S stands behind a digit. */
    boolean signBehind() {
        for (Part part : parts) {
            if (part.isDigit() || part.kind() == Kind.SIGN) {
                return part.isDigit();
            }
        }
        return false;
    }

    /** How many of the digits behind the point are printed at least: up to the last 0. */
    int leastFraction() {
        int least = 0;
        int digit = 0;
        boolean point = false;
        for (Part part : parts) {
            point |= part.kind() == Kind.POINT;
            if (point && part.isDigit()) {
                digit++;
                least = part.kind() == Kind.ZERO ? digit : least;
            }
        }
        return least;
    }

    /** Place of the first 0 among the digits before the point; {@link #whole} where there is none. */
    int firstZero() {
        int digit = 0;
        for (Part part : parts) {
            if (part.kind() == Kind.POINT) {
                break;
            }
            if (part.kind() == Kind.ZERO) {
                return digit;
            }
            digit += part.isDigit() ? 1 : 0;
        }
        return whole;
    }
}
