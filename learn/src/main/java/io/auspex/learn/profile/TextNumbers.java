package io.auspex.learn.profile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads numbers as people write them into text: {@code 12.5}, {@code -1,234.00}, {@code 1.234,5}, {@code $ 7}, {@code 7 EUR},
 * {@code 12 %}, {@code (300)}. Digits with a zero before them are codes, such as postal codes, and no numbers.
 */
public final class TextNumbers {
    private static final String CURRENCY = "(?:[$€£¥₹]|USD|EUR|GBP|JPY|CHF)";
    private static final Pattern FRAME = Pattern.compile("(?<open>\\()?(?<sign>[+-])?\\s?(?<currency>" + CURRENCY
            + ")?\\s?(?<inner>[+-])?(?<body>[0-9.][0-9.,' _]*(?:[eE][+-]?\\d{1,3})?)\\s?(?<unit>%|" + CURRENCY
            + ")?(?<close>\\))?");
    private static final Pattern PLAIN = Pattern.compile("(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    /** 1,234,567.89 with any of the separators, the same one throughout. */
    private static final Pattern GROUPED =
            Pattern.compile("\\d{1,3}(?:(?<separator>[,' _])\\d{3})(?:\\k<separator>\\d{3})*(?:\\.\\d+)?");
    /** 1.234.567,89 or 12,5 */
    private static final Pattern CONTINENTAL = Pattern.compile("(?:\\d{1,3}(?:\\.\\d{3})+|\\d+),\\d+");

    private static final Pattern CODE = Pattern.compile("0\\d+.*");
    private static final int LONGEST = 40;

    private TextNumbers() {}

    /** The number, or NaN if the text is none. */
    public static double parse(String text) {
        Matcher frame = text.length() > LONGEST ? null : FRAME.matcher(text.strip());
        if (frame == null || !frame.matches() || (frame.group("open") == null) != (frame.group("close") == null)) {
            return Double.NaN;
        }
        String body = frame.group("body").strip();
        if (CODE.matcher(body).matches()) {
            return Double.NaN;
        }
        String digits = digits(body);
        if (digits.isEmpty()) {
            return Double.NaN;
        }
        boolean negative =
                "-".equals(frame.group("sign")) || "-".equals(frame.group("inner")) || frame.group("open") != null;
        double number = Double.parseDouble(digits);
        return negative ? -number : number;
    }

    private static String digits(String body) {
        if (PLAIN.matcher(body).matches()) {
            return body;
        }
        if (GROUPED.matcher(body).matches()) {
            return body.replaceAll("[,' _]", "");
        }
        return CONTINENTAL.matcher(body).matches() ? body.replace(".", "").replace(',', '.') : "";
    }

    /** Whether a text that is a number has more to it than sign, digits, point and exponent. */
    public static boolean isDecorated(String text) {
        String body = text.strip();
        return !PLAIN.matcher(body.startsWith("-") || body.startsWith("+") ? body.substring(1) : body)
                .matches();
    }
}
