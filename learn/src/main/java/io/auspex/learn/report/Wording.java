package io.auspex.learn.report;

import io.auspex.model.data.ColumnType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How findings write names, shares and numbers. */
final class Wording {
    private static final int LONGEST_VALUE = 40;
    private static final long MICROS = 1_000_000;
    private static final long NANOS_OF_A_MICRO = 1_000;

    private Wording() {}

    static String quoted(String column) {
        return "\"" + column + "\"";
    }

    static String quoted(List<String> columns) {
        return columns.stream().map(Wording::quoted).collect(Collectors.joining(", "));
    }

    /** A value of the data, in single quotes, cut where it is long. */
    static String value(String text) {
        return "'" + cut(text.replaceAll("\\s+", " "), LONGEST_VALUE) + "'";
    }

    /** At most so many characters and three points; a pair of surrogates stays whole. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "...";
    }

    /** {@code 12.3 %}; never 0 or 100 for what is not quite so. */
    static String percent(double share) {
        double percent = share * 100;
        if (percent == 0 || percent == 100) {
            return (int) percent + " %";
        }
        if (percent > 0 && percent < 0.01) {
            return "less than 0.01 %";
        }
        if (percent < 100 && percent > 99.99) {
            return "more than 99.99 %";
        }
        return String.format(Locale.ROOT, percent < 1 || percent > 99 ? "%.2f %%" : "%.1f %%", percent);
    }

    static String three(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }

    /** A date or time, from its number of days or microseconds. */
    static String moment(double value, ColumnType type) {
        long whole = Math.round(value);
        try {
            return switch (type) {
                case DATE -> LocalDate.ofEpochDay(whole).toString();
                case TIME, TIMETZ ->
                    LocalTime.ofNanoOfDay(Math.multiplyExact(whole, NANOS_OF_A_MICRO))
                            .toString();
                case TIMESTAMP, TIMESTAMPTZ ->
                    LocalDateTime.ofEpochSecond(
                                    Math.floorDiv(whole, MICROS),
                                    (int) (Math.floorMod(whole, MICROS) * NANOS_OF_A_MICRO),
                                    ZoneOffset.UTC)
                            .toString()
                            .replace('T', ' ');
                case BOOLEAN, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, DECIMAL, CHAR, VARCHAR -> number(value);
            };
        } catch (DateTimeException | ArithmeticException beyondTheCalendar) {
            return number(value);
        }
    }

    /** At most six significant digits. */
    static String number(double number) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString((long) number);
        }
        return new BigDecimal(number)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }
}
