package io.auspex.language.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A format of TO_CHAR and TO_DATE (table 9-24 of PostgreSQL's manual) in the engine's strftime language. The patterns come
 * apart into pieces, because strftime has no letter case and no padding of names.
 */
record DateFormat(List<Piece> pieces) {
    /** How the engine's text for a piece becomes Redshift's. */
    enum Style {
        PLAIN,
        UPPER,
        LOWER,
        /** A name of a month or day, blank-padded to nine characters. */
        PADDED,
        UPPER_PADDED,
        LOWER_PADDED,
        /** 1 to 4, from the month. */
        QUARTER,
        /** 1 to 7, Sunday first, from strftime's 0 to 6. */
        WEEKDAY,
        /** From the day of the month: a week begins on the first. */
        WEEK_OF_MONTH,
        /** From the day of the year, with two digits: a week begins on the first of January. */
        WEEK_OF_YEAR
    }

    record Piece(String format, Style style) {}

    /** Longest first, so that HH24 is not read as HH. */
    private static final Map<String, String> NUMERIC = new LinkedHashMap<>();

    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    /** What strftime cannot say and has to be reckoned from what it says. */
    private static final Map<String, Piece> RECKONED = new LinkedHashMap<>();

    static {
        NUMERIC.put("IYYY", "%G");
        NUMERIC.put("YYYY", "%Y");
        NUMERIC.put("HH24", "%H");
        NUMERIC.put("HH12", "%I");
        NUMERIC.put("DDD", "%j");
        NUMERIC.put("YY", "%y");
        NUMERIC.put("MM", "%m");
        NUMERIC.put("DD", "%d");
        NUMERIC.put("HH", "%I");
        NUMERIC.put("MI", "%M");
        NUMERIC.put("SS", "%S");
        NUMERIC.put("MS", "%g");
        NUMERIC.put("US", "%f");
        NUMERIC.put("IW", "%V");
        RECKONED.put("WW", new Piece("%j", Style.WEEK_OF_YEAR));
        RECKONED.put("W", new Piece("%d", Style.WEEK_OF_MONTH));
        RECKONED.put("Q", new Piece("%m", Style.QUARTER));
        RECKONED.put("D", new Piece("%w", Style.WEEKDAY));
        NAMES.put("MONTH", "%B");
        NAMES.put("MON", "%b");
        NAMES.put("DAY", "%A");
        NAMES.put("DY", "%a");
        NAMES.put("AM", "%p");
        NAMES.put("PM", "%p");
    }

    DateFormat {
        pieces = List.copyOf(pieces);
    }

    /** Empty where the format has a pattern that is not known here, or none at all. */
    static Optional<DateFormat> parse(String format) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        boolean found = false;
        int i = 0;
        while (i < format.length()) {
            if (format.regionMatches(true, i, "SSSS", 0, 4)) {
                return Optional.empty();
            }
            Optional<String> name = match(NAMES, format, i);
            Optional<String> number = name.isPresent() ? Optional.empty() : match(NUMERIC, format, i);
            Optional<String> reckoned =
                    name.isPresent() || number.isPresent() ? Optional.empty() : match(RECKONED, format, i);
            if (name.isPresent()) {
                flush(plain, pieces);
                String written = format.substring(i, i + name.get().length());
                pieces.add(new Piece(NAMES.get(name.get()), style(written)));
                i += written.length();
                found = true;
            } else if (number.isPresent()) {
                plain.append(NUMERIC.get(number.get()));
                i += number.get().length();
                found = true;
            } else if (reckoned.isPresent()) {
                flush(plain, pieces);
                pieces.add(RECKONED.get(reckoned.get()));
                i += reckoned.get().length();
                found = true;
            } else if (format.charAt(i) == '"' && format.indexOf('"', i + 1) > 0) {
                int close = format.indexOf('"', i + 1);
                plain.append(format.substring(i + 1, close).replace("%", "%%"));
                i = close + 1;
            } else {
                char c = format.charAt(i);
                // T between date and time is the one letter that is its own pattern.
                if (Character.isDigit(c) || (Character.isLetter(c) && c != 'T')) {
                    return Optional.empty();
                }
                plain.append(c == '%' ? "%%" : String.valueOf(c));
                i++;
            }
        }
        flush(plain, pieces);
        return found ? Optional.of(new DateFormat(pieces)) : Optional.empty();
    }

    private static Optional<String> match(Map<String, ?> patterns, String format, int at) {
        return patterns.keySet().stream()
                .filter(pattern -> format.regionMatches(true, at, pattern, 0, pattern.length()))
                .findFirst();
    }

    private static Style style(String written) {
        boolean full = written.length() == 5 || written.equalsIgnoreCase("day");
        boolean meridiem = written.length() == 2 && Character.toUpperCase(written.charAt(1)) == 'M';
        if (written.equals(written.toUpperCase(Locale.ROOT))) {
            return meridiem ? Style.PLAIN : full ? Style.UPPER_PADDED : Style.UPPER;
        }
        if (written.equals(written.toLowerCase(Locale.ROOT))) {
            return full ? Style.LOWER_PADDED : Style.LOWER;
        }
        return full ? Style.PADDED : Style.PLAIN;
    }

    private static void flush(StringBuilder plain, List<Piece> pieces) {
        if (!plain.isEmpty()) {
            pieces.add(new Piece(plain.toString(), Style.PLAIN));
            plain.setLength(0);
        }
    }

    /** The whole as one strftime or strptime format, letter case and padding left aside. */
    String joined() {
        StringBuilder joined = new StringBuilder();
        pieces.forEach(piece -> joined.append(piece.format()));
        return joined.toString();
    }

    /** Whether a text of this format can be taken apart again: not where something has to be reckoned. */
    boolean isReadable() {
        return pieces.stream().noneMatch(RECKONED::containsValue);
    }

    boolean isPlain() {
        return pieces.stream().allMatch(piece -> piece.style() == Style.PLAIN);
    }
}
