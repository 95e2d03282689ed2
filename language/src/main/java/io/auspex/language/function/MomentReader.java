package io.auspex.language.function;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.function.MomentPattern.Part;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.JulianFields;
import java.util.List;
import java.util.Locale;

/**
 * TO_DATE and TO_TIMESTAMP of one text. What is not there counts as the beginning: of the year, the month, the day. Without
 * strictness days and hours beyond the end go over into the next month or day: 2001-06-31 is the first of July.
 */
final class MomentReader {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final int LARGEST_HOUR = 23;
    private static final int LARGEST_MINUTE = 59;
    private static final int PIVOT = 70;

    private final String text;
    private final String format;
    private int at;
    private int year = 1;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private long julian = -1;
    private int hour;
    private int minute;
    private int second;
    private int micros;
    private boolean afternoon;
    private boolean halves;

    private MomentReader(String text, String format) {
        this.text = text;
        this.format = format;
    }

    /**
     * @return as the engine reads a timestamp
     * @throws SqlException INVALID_DATETIME_FORMAT where text and format do not go together, DATETIME_FIELD_OVERFLOW for a day
     *     that is not there
     */
    static String read(String text, String format, boolean strict) {
        MomentReader reader = new MomentReader(text, format);
        for (Part part : MomentPattern.of(format).parts()) {
            reader.part(part);
        }
        return reader.moment(strict).toString().replace('T', ' ');
    }

    private void part(Part part) {
        if (part.isLiteral()) {
            boolean mark = !Character.isLetterOrDigit(part.text().charAt(0));
            boolean found = at < text.length() && mark != Character.isLetterOrDigit(text.charAt(at));
            at += found ? Math.min(part.text().length(), text.length() - at) : 0;
            return;
        }
        skipBlanks();
        switch (part.word()) {
            case "YYYY", "IYYY" -> year = number(4);
            case "Y,YYY" -> {
                int thousands = number(1);
                at += at < text.length() && text.charAt(at) == ',' ? 1 : 0;
                year = thousands * 1000 + number(3);
            }
            case "YYY", "IYY" -> year = 2000 + number(3);
            case "YY", "IY" -> {
                int two = number(2);
                year = two < PIVOT ? 2000 + two : 1900 + two;
            }
            case "Y", "I" -> year = 2000 + number(1);
            case "MM" -> month = number(2);
            case "MON", "MONTH" -> month = monthName();
            case "DD" -> day = number(2);
            case "DDD" -> dayOfYear = number(3);
            case "DAY", "DY", "TZ", "AD", "A.D.", "BC", "B.C." -> word();
            case "HH24" -> hour = number(2);
            case "HH", "HH12" -> {
                hour = number(2);
                halves = true;
            }
            case "MI" -> minute = number(2);
            case "SS" -> second = number(2);
            case "MS" -> micros += fraction(3);
            case "US" -> micros += fraction(6);
            case "AM", "PM", "A.M.", "P.M." -> {
                afternoon = at < text.length() && Character.toLowerCase(text.charAt(at)) == 'p';
                at = Math.min(text.length(), at + part.word().length());
            }
            case "J" -> julian = number(9);
            default ->
                throw new SqlException(
                                SqlState.FEATURE_NOT_SUPPORTED,
                                "the pattern " + part.word() + " cannot be read from a text")
                        .withHint("Use YYYY, YY, MM, MON, MONTH, DD, DDD, HH24, HH12, MI, SS, MS, US, AM and J.");
        }
        if (!part.ordinal().isEmpty()) {
            at = Math.min(text.length(), at + 2);
        }
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private int number(int digits) {
        int start = at;
        int value = 0;
        while (at < text.length() && at - start < digits && Character.isDigit(text.charAt(at))) {
            value = value * 10 + (text.charAt(at) - '0');
            at++;
        }
        if (at == start) {
            throw unreadable();
        }
        return value;
    }

    private int fraction(int digits) {
        int start = at;
        int value = number(digits);
        for (int i = at - start; i < 6; i++) {
            value *= 10;
        }
        return value;
    }

    private String word() {
        int start = at;
        while (at < text.length() && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        return text.substring(start, at).toLowerCase(Locale.ROOT);
    }

    private int monthName() {
        String name = word();
        int number = name.length() < 3 ? -1 : MONTHS.indexOf(name.substring(0, 3));
        if (number < 0) {
            throw unreadable();
        }
        return number + 1;
    }

    private LocalDateTime moment(boolean strict) {
        if (halves) {
            hour = hour % 12 + (afternoon ? 12 : 0);
        }
        if (month < 1 || month > 12 || day < 1 || minute > LARGEST_MINUTE || second > LARGEST_MINUTE) {
            throw overflow();
        }
        LocalDate date = julian >= 0
                ? LocalDate.MIN.with(JulianFields.JULIAN_DAY, julian)
                : dayOfYear > 0 ? LocalDate.of(year, 1, 1).plusDays(dayOfYear - 1L) : LocalDate.of(year, month, 1);
        boolean whole = julian < 0 && dayOfYear == 0;
        boolean over = (whole && day > date.lengthOfMonth()) || hour > LARGEST_HOUR;
        if (over && (strict || day > 31 || hour > LARGEST_HOUR)) {
            throw overflow();
        }
        LocalDate shown = whole ? date.plusDays(day - 1L) : date;
        return LocalDateTime.of(shown, LocalTime.of(hour, minute, second, micros * 1000));
    }

    private SqlException unreadable() {
        return new SqlException(
                        SqlState.INVALID_DATETIME_FORMAT, "\"" + text + "\" is no moment of the format " + format)
                .withHint("The text must have what the format names, in its order.");
    }

    private SqlException overflow() {
        return new SqlException(
                SqlState.DATETIME_FIELD_OVERFLOW, "date/time field value out of range: \"" + text + "\"");
    }
}
