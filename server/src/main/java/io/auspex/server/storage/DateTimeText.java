package io.auspex.server.storage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates and times in the formats that COPY's DATEFORMAT and TIMEFORMAT name, turned into ISO text for the engine. Formats
 * are written with Redshift's elements: {@code YYYY MM DD MON HH24 HH12 MI SS AM OF}.
 */
final class DateTimeText {
    /** {@code auto}: what is in ISO already, and the other forms that Redshift's guide lists. */
    private static final List<DateTimeFormatter> RECOGNISED = List.of(
            formatter("M/d/uuuu"),
            formatter("M/d/uu"),
            formatter("M-d-uuuu"),
            formatter("uuuuMMdd"),
            formatter("uuuu/M/d"),
            formatter("uuuu.M.d"),
            formatter("MMM-d-uuuu"),
            formatter("d-MMM-uuuu"),
            formatter("d MMM uuuu"),
            formatter("MMM d, uuuu"),
            formatter("MMM d uuuu"),
            formatter("MMMM d, uuuu"),
            formatter("MMMM d uuuu"));

    private static final Pattern ISO_DATE = Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}.*", Pattern.DOTALL);
    private static final Pattern DATE_AND_TIME = Pattern.compile("(.+?)[ T](\\d{1,2}:\\d{2}.*)", Pattern.DOTALL);

    /** Redshift's elements, the longer ones first. */
    private static final List<Map.Entry<String, String>> ELEMENTS = List.of(
            Map.entry("YYYY", "uuuu"),
            Map.entry("YY", "uu"),
            Map.entry("MONTH", "MMMM"),
            Map.entry("MON", "MMM"),
            Map.entry("MM", "M"),
            Map.entry("DDD", "D"),
            Map.entry("DD", "d"),
            Map.entry("HH24", "H"),
            Map.entry("HH12", "h"),
            Map.entry("HH", "H"),
            Map.entry("MI", "m"),
            Map.entry("SS", "s"),
            Map.entry("AM", "a"),
            Map.entry("PM", "a"),
            Map.entry("OF", "[XXX][XX][X]"));

    private final String format;
    private final DateTimeFormatter formatter;

    private DateTimeText(String format, DateTimeFormatter formatter) {
        this.format = format;
        this.formatter = formatter;
    }

    /** @throws IllegalArgumentException if the format has an element that is not known */
    static DateTimeText of(String format) {
        String lower = format.toLowerCase(Locale.ROOT);
        if (List.of("auto", "epochsecs", "epochmillisecs").contains(lower)) {
            return new DateTimeText(lower, null);
        }
        return new DateTimeText(format, formatter(javaPattern(format)));
    }

    /** The value as ISO text; as it is where the engine shall judge; empty where it does not fit the format. */
    Optional<String> iso(String value) {
        String text = value.strip();
        try {
            return switch (format) {
                case "auto" -> Optional.of(recognised(text));
                case "epochsecs" -> Optional.of(epoch(Double.parseDouble(text)));
                case "epochmillisecs" -> Optional.of(epoch(Double.parseDouble(text) / 1_000));
                default -> Optional.of(iso(formatter.parse(text)));
            };
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String recognised(String text) {
        if (ISO_DATE.matcher(text).matches()) {
            return text;
        }
        Matcher parts = DATE_AND_TIME.matcher(text);
        boolean hasTime = parts.matches();
        String date = hasTime ? parts.group(1) : text;
        for (DateTimeFormatter candidate : RECOGNISED) {
            try {
                String iso = LocalDate.parse(date, candidate).toString();
                return hasTime ? iso + " " + parts.group(2) : iso;
            } catch (DateTimeException e) {
                // Not this form; the next one may fit.
            }
        }
        return text;
    }

    private static String epoch(double seconds) {
        if (Double.isNaN(seconds) || Math.abs(seconds) > 1e12) {
            throw new DateTimeException("not a point in time");
        }
        long micros = Math.round(seconds * 1e6);
        Instant instant =
                Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
    }

    private static String iso(TemporalAccessor parsed) {
        LocalDate date = parsed.query(TemporalQueries.localDate());
        if (date == null) {
            throw new DateTimeException("the format names no whole date");
        }
        if (parsed.query(TemporalQueries.localTime()) == null) {
            return date.toString();
        }
        String text = date + " " + parsed.query(TemporalQueries.localTime());
        ZoneOffset offset = parsed.query(TemporalQueries.offset());
        return offset == null ? text : text + offset;
    }

    private static String javaPattern(String format) {
        StringBuilder pattern = new StringBuilder();
        boolean behindElement = false;
        int i = 0;
        while (i < format.length()) {
            Optional<Map.Entry<String, String>> element = elementAt(format, i);
            if (element.isPresent()) {
                int end = i + element.get().getKey().length();
                boolean adjacent = behindElement || elementAt(format, end).isPresent();
                pattern.append(javaElement(element.get().getValue(), adjacent));
                i = end;
                behindElement = true;
                continue;
            }
            char c = format.charAt(i);
            if (Character.isLetter(c) && c != 'T') {
                throw new IllegalArgumentException("unknown element at \"" + format.substring(i) + "\"");
            }
            pattern.append('\'').append(c == '\'' ? "''" : String.valueOf(c)).append('\'');
            behindElement = false;
            i++;
        }
        return pattern.toString();
    }

    private static Optional<Map.Entry<String, String>> elementAt(String format, int index) {
        return ELEMENTS.stream()
                .filter(element -> format.regionMatches(
                        true, index, element.getKey(), 0, element.getKey().length()))
                .findFirst();
    }

    /** Between separators a number may have one digit; next to another number it has to have its full width. */
    private static String javaElement(String element, boolean adjacent) {
        if (element.equals("s")) {
            // Fractions of a second may follow wherever seconds do.
            return (adjacent ? "ss" : "s") + "[.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S]";
        }
        return adjacent && element.length() == 1 && "MdHhm".contains(element) ? element + element : element;
    }

    private static DateTimeFormatter formatter(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
