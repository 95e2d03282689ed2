package io.auspex.language.function;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.function.NumberPattern.Part;

/** TO_NUMBER of one text. */
final class NumberReader {
    private NumberReader() {}

    static String read(String text, String format) {
        String source = text.strip();
        StringBuilder digits = new StringBuilder();
        boolean negative = false;
        int i = 0;
        for (Part part : NumberPattern.of(format).parts()) {
            while (i < source.length() && source.charAt(i) == ' ') {
                i++;
            }
            char next = i < source.length() ? source.charAt(i) : '\0';
            boolean sign = next == '-' || next == '+' || next == '<' || next == '>';
            switch (part.kind()) {
                case NINE, ZERO -> {
                    if (sign && digits.isEmpty()) {
                        negative = next != '+';
                        i++;
                        next = i < source.length() ? source.charAt(i) : '\0';
                    }
                    if (Character.isDigit(next)) {
                        digits.append(next);
                        i++;
                    }
                }
                case POINT -> {
                    if (next == '.') {
                        digits.append('.');
                        i++;
                    }
                }
                case GROUP -> i += next == ',' ? 1 : 0;
                case SIGN, MINUS, PLUS, PLUS_OR_MINUS, BRACKETS -> {
                    if (sign) {
                        negative |= next == '-' || next == '<';
                        i++;
                    }
                }
                case CURRENCY -> i += next == '$' ? 1 : 0;
                case LITERAL, ORDINAL, ROMAN -> i += Math.min(part.text().length(), source.length() - i);
            }
        }
        String number = digits.toString();
        if (number.isEmpty() || number.equals(".") || (i < source.length() && !onlyMarks(source.substring(i)))) {
            throw new SqlException(
                            SqlState.INVALID_TEXT_REPRESENTATION,
                            "\"" + text + "\" is no number of the format " + format)
                    .withHint("TO_NUMBER reads what TO_CHAR writes with the same format.");
        }
        return (negative ? "-" : "") + number;
    }

    private static boolean onlyMarks(String rest) {
        return rest.chars().allMatch(c -> c == ' ' || c == '>');
    }
}
