package io.auspex.pgwire.type;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads dates and times as drivers write them. Both JDBC drivers append a zone to every date and timestamp ({@code
 * 2024-02-29 +00}, {@code 2024-02-29 12:34:56.789+02}), because they do not know the type that it will be compared with:
 * PostgreSQL ignores the zone where the type has none, and so do we. Engines do not.
 */
final class DateTimeText {
    private static final Pattern FORM = Pattern.compile(
            "(?:(\\d{4,6})-(\\d{1,2})-(\\d{1,2}))?" // day
                    + "(?:[ T]?(?<![\\d])(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?)?" // clock
                    + "\\s*(Z|UTC|[+-]\\d{1,2}(?::?\\d{2}(?::?\\d{2})?)?)?" // zone
                    + "\\s*(BC|AD)?",
            Pattern.CASE_INSENSITIVE);

    private DateTimeText() {}

    /**
     * @param oid DATE, TIME, TIMESTAMP or TIMESTAMPTZ
     * @return the value; the text itself where it is in another form, or needs the session's time zone
     */
    static Object read(int oid, String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return text;
        }
        try {
            boolean hasDay = matcher.group(1) != null;
            boolean hasClock = matcher.group(4) != null;
            LocalTime clock = hasClock ? clock(matcher) : LocalTime.MIDNIGHT;
            if (oid == WireType.TIME) {
                return hasClock ? clock : text;
            }
            if (!hasDay) {
                return text;
            }
            LocalDate day = day(matcher);
            return switch (oid) {
                case WireType.DATE -> day;
                case WireType.TIMESTAMP -> day.atTime(clock);
                default -> matcher.group(8) == null ? text : day.atTime(clock).atOffset(zone(matcher.group(8)));
            };
        } catch (DateTimeException | NumberFormatException e) {
            // 24:00, the 30th of February: the engine has the last word, and words for it.
            return text;
        }
    }

    private static LocalDate day(Matcher matcher) {
        int year = Integer.parseInt(matcher.group(1));
        boolean beforeChrist = "BC".equalsIgnoreCase(matcher.group(9));
        return LocalDate.of(
                beforeChrist ? 1 - year : year, Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)));
    }

    private static LocalTime clock(Matcher matcher) {
        int second = matcher.group(6) == null ? 0 : Integer.parseInt(matcher.group(6));
        LocalTime clock = LocalTime.of(Integer.parseInt(matcher.group(4)), Integer.parseInt(matcher.group(5)), second);
        if (matcher.group(7) == null) {
            return clock;
        }
        long nanos = Long.parseLong((matcher.group(7) + "00000000").substring(0, 9));
        // To the nearest microsecond, which is all that is kept; never into the next second, which may be the next day.
        return clock.withNano((int) Math.min(999_999_000, (nanos + 500) / 1_000 * 1_000));
    }

    private static ZoneOffset zone(String text) {
        if (Character.isLetter(text.charAt(0))) {
            return ZoneOffset.UTC;
        }
        String digits = text.substring(1).replace(":", "");
        String padded = digits.length() % 2 == 1 ? "0" + digits : digits;
        int seconds = 0;
        for (int i = 0, unit = 3600; i < padded.length(); i += 2, unit /= 60) {
            seconds += Integer.parseInt(padded, i, i + 2, 10) * unit;
        }
        return ZoneOffset.ofTotalSeconds(text.charAt(0) == '-' ? -seconds : seconds);
    }
}
