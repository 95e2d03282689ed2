package io.auspex.server.prediction;

import io.auspex.model.data.ColumnType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Dates and times as texts, from the numbers that stand for them in a model's columns; see {@link ColumnType}. */
final class MomentText {
    private static final long NANOS_A_MICRO = 1_000;

    private MomentText() {}

    /** As SQL writes it; the bare number if it is beyond the calendar. */
    static String of(double number, ColumnType type) {
        long whole = (long) number;
        try {
            return switch (type) {
                case DATE -> LocalDate.ofEpochDay(whole).toString();
                case TIME -> LocalTime.ofNanoOfDay(whole * NANOS_A_MICRO).toString();
                case TIMETZ -> LocalTime.ofNanoOfDay(whole * NANOS_A_MICRO) + "+00";
                case TIMESTAMP -> moment(whole);
                case TIMESTAMPTZ -> moment(whole) + "+00";
                case BOOLEAN, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, DECIMAL, CHAR, VARCHAR ->
                    throw new IllegalArgumentException(type + " is no date or time");
            };
        } catch (DateTimeException | ArithmeticException beyond) {
            return Double.toString(number);
        }
    }

    private static String moment(long micros) {
        return LocalDateTime.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC)
                .toString()
                .replace('T', ' ');
    }
}
