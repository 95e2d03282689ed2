package io.auspex.warehouse.duckdb;

import java.util.regex.Pattern;

/** Intervals in PostgreSQL's default style. DuckDB's differs in the word for months and in signs. */
final class IntervalText {
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    private IntervalText() {}

    /** A list of them as JSON; no interval has a character in it that JSON escapes. */
    static String postgresList(String json) {
        return TEXT.matcher(json).replaceAll(text -> "\"" + postgres(text.group(1)) + "\"");
    }

    /** {@code 1 year 2 months 3 days 04:05:06} becomes {@code 1 year 2 mons 3 days 04:05:06}. */
    static String postgres(String engineText) {
        StringBuilder text = new StringBuilder();
        String[] words = engineText.split(" ");
        boolean afterNegative = false;
        for (int i = 0; i < words.length; i++) {
            boolean negative = words[i].startsWith("-");
            text.append(text.length() == 0 ? "" : " ")
                    .append(afterNegative && !negative ? "+" : "")
                    .append(words[i]);
            if (i + 1 < words.length) {
                String unit = words[i + 1].startsWith("mon") ? "mon" : words[i + 1].replaceFirst("s$", "");
                text.append(' ').append(unit).append(words[i].equals("1") ? "" : "s");
                i++;
            }
            afterNegative = negative;
        }
        return text.toString();
    }
}
