package io.auspex.language.function;

import java.util.ArrayList;
import java.util.List;

/**
 * A format of TO_CHAR, TO_DATE and TO_TIMESTAMP for moments: the page "Datetime format strings", whose patterns are those of
 * table 9-24 of PostgreSQL's manual.
 */
record MomentPattern(List<Part> parts) {
    /**
     * @param word the pattern in capitals; "" for what stands for itself
     * @param text as it was written
     * @param fill whether FM stands before it, which leaves out blanks and zeros
     * @param ordinal TH or th where it stands behind it, else ""
     */
    record Part(String word, String text, boolean fill, String ordinal) {
        boolean isLiteral() {
            return word.isEmpty();
        }
    }

    /** A longer one stands before those that it begins with. */
    private static final List<String> WORDS = List.of(
            "Y,YYY", "MONTH", "YYYY", "IYYY", "HH24", "HH12", "SSSS", "IDDD", "A.M.", "P.M.", "B.C.", "A.D.", "YYY",
            "IYY", "MON", "DDD", "DAY", "HH", "MI", "MM", "SS", "MS", "US", "YY", "IY", "DD", "ID", "DY", "WW", "IW",
            "CC", "RM", "TZ", "OF", "AM", "PM", "BC", "AD", "Y", "I", "D", "W", "J", "Q");

    MomentPattern {
        parts = List.copyOf(parts);
    }

    static MomentPattern of(String format) {
        List<Part> parts = new ArrayList<>();
        boolean fill = false;
        int i = 0;
        while (i < format.length()) {
            int at = i;
            if (format.charAt(i) == '"' && format.indexOf('"', i + 1) > 0) {
                int close = format.indexOf('"', i + 1);
                parts.add(new Part("", format.substring(i + 1, close), false, ""));
                i = close + 1;
            } else if (format.regionMatches(true, i, "FM", 0, 2)) {
                fill = true;
                i += 2;
            } else {
                String word = WORDS.stream()
                        .filter(candidate -> format.regionMatches(true, at, candidate, 0, candidate.length()))
                        .findFirst()
                        .orElse("");
                int end = i + Math.max(1, word.length());
                boolean ordinal = !word.isEmpty() && format.regionMatches(true, end, "TH", 0, 2);
                parts.add(
                        new Part(word, format.substring(i, end), fill, ordinal ? format.substring(end, end + 2) : ""));
                fill = false;
                i = ordinal ? end + 2 : end;
            }
        }
        return new MomentPattern(parts);
    }
}
