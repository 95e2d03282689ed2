package io.auspex.language.function;

import io.auspex.language.function.MomentPattern.Part;
import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.JulianFields;
import java.util.List;
import java.util.Locale;

/** TO_CHAR of one moment. */
final class MomentFormatter {
    private static final List<String> ROMAN =
            List.of("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII");
    private static final int NAME_WIDTH = 9;
    private static final int ROMAN_WIDTH = 4;
    private static final int NANOS_PER_MICRO = 1000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private MomentFormatter() {}

    static String format(LocalDateTime moment, String format) {
        StringBuilder text = new StringBuilder(format.length() + 16);
        for (Part part : MomentPattern.of(format).parts()) {
            if (part.isLiteral()) {
                text.append(part.text());
                continue;
            }
            String value = value(moment, part);
            text.append(value);
            if (!part.ordinal().isEmpty()) {
                text.append(Ordinals.suffix(value, part.ordinal()));
            }
        }
        return text.toString();
    }

    private static String value(LocalDateTime moment, Part part) {
        int year = moment.getYear();
        int isoYear = moment.get(IsoFields.WEEK_BASED_YEAR);
        int day = moment.getDayOfYear();
        return switch (part.word()) {
            case "HH", "HH12" -> number(part, moment.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2);
            case "HH24" -> number(part, moment.getHour(), 2);
            case "MI" -> number(part, moment.getMinute(), 2);
            case "SS" -> number(part, moment.getSecond(), 2);
            case "MS" -> number(part, moment.getNano() / NANOS_PER_MILLI, 3);
            case "US" -> number(part, moment.getNano() / NANOS_PER_MICRO, 6);
            case "SSSS" -> String.valueOf(moment.toLocalTime().toSecondOfDay());
            case "AM", "PM" -> cased(part, moment.getHour() < 12 ? "am" : "pm");
            case "A.M.", "P.M." -> cased(part, moment.getHour() < 12 ? "a.m." : "p.m.");
            case "BC", "AD" -> cased(part, year > 0 ? "ad" : "bc");
            case "B.C.", "A.D." -> cased(part, year > 0 ? "a.d." : "b.c.");
            case "Y,YYY" -> year / 1000 + "," + number(part, year % 1000, 3);
            case "YYYY" -> number(part, year, 4);
            case "YYY" -> number(part, year % 1000, 3);
            case "YY" -> number(part, year % 100, 2);
            case "Y" -> String.valueOf(year % 10);
            case "IYYY" -> number(part, isoYear, 4);
            case "IYY" -> number(part, isoYear % 1000, 3);
            case "IY" -> number(part, isoYear % 100, 2);
            case "I" -> String.valueOf(isoYear % 10);
            case "MONTH" -> name(part, moment.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH), NAME_WIDTH);
            case "MON" -> name(part, moment.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH), 0);
            case "DAY" -> name(part, moment.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH), NAME_WIDTH);
            case "DY" -> name(part, moment.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH), 0);
            case "MM" -> number(part, moment.getMonthValue(), 2);
            case "RM" -> name(part, ROMAN.get(moment.getMonthValue() - 1), ROMAN_WIDTH);
            case "DDD" -> number(part, day, 3);
            case "IDDD" ->
                number(
                        part,
                        (moment.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) - 1) * 7
                                + moment.getDayOfWeek().getValue(),
                        3);
            case "DD" -> number(part, moment.getDayOfMonth(), 2);
            case "D" -> String.valueOf(moment.getDayOfWeek().getValue() % 7 + 1);
            case "ID" -> String.valueOf(moment.getDayOfWeek().getValue());
            case "W" -> String.valueOf((moment.getDayOfMonth() + 6) / 7);
            case "WW" -> number(part, (day + 6) / 7, 2);
            case "IW" -> number(part, moment.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2);
            case "CC" -> number(part, (year + 99) / 100, 2);
            case "J" -> String.valueOf(moment.getLong(JulianFields.JULIAN_DAY));
            case "Q" -> String.valueOf(moment.get(IsoFields.QUARTER_OF_YEAR));
            case "TZ" -> cased(part, "utc");
            default -> "+00";
        };
    }

    private static String number(Part part, int value, int width) {
        return part.fill() ? String.valueOf(value) : String.format(Locale.ROOT, "%0" + width + "d", value);
    }

    private static String cased(Part part, String small) {
        return Character.isUpperCase(part.text().charAt(0)) ? small.toUpperCase(Locale.ROOT) : small;
    }

    /** In capitals, small letters or with one capital, as the pattern is written. */
    private static String name(Part part, String name, int width) {
        String pattern = part.text();
        boolean capital = Character.isUpperCase(pattern.charAt(0));
        boolean capitals = capital && Character.isUpperCase(pattern.charAt(1));
        String cased = capitals ? name.toUpperCase(Locale.ROOT) : capital ? name : name.toLowerCase(Locale.ROOT);
        return part.fill() ? cased : cased + " ".repeat(Math.max(0, width - cased.length()));
    }
}
