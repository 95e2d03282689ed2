package io.auspex.pgwire.type;

import io.auspex.pgwire.message.WireBuffer;

/**
 * Dates and times as text in ISO style, without an object per value. Days and microseconds count from 1970-01-01, as the
 * warehouse gives them; the calendar is Gregorian throughout, and years before 1 carry BC, as in PostgreSQL.
 */
final class DateTimeFormat {
    static final long MICROS_PER_SECOND = 1_000_000L;
    static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;

    /** Days and microseconds from 1970-01-01 to 2000-01-01, PostgreSQL's day zero. */
    static final int EPOCH_SHIFT_DAYS = 10_957;

    static final long EPOCH_SHIFT_MICROS = EPOCH_SHIFT_DAYS * MICROS_PER_DAY;

    private DateTimeFormat() {}

    /** The engine's infinities are the ends of the range of its 32-bit days. */
    static boolean isInfiniteDate(long days) {
        return days >= Integer.MAX_VALUE || days <= -Integer.MAX_VALUE;
    }

    static boolean isInfiniteTimestamp(long micros) {
        return micros == Long.MAX_VALUE || micros <= -Long.MAX_VALUE;
    }

    static void writeDate(WireBuffer out, long days) {
        if (isInfiniteDate(days)) {
            writeInfinity(out, days);
            return;
        }
        if (writeDay(out, days)) {
            out.text(" BC");
        }
    }

    static void writeTimestamp(WireBuffer out, long micros) {
        if (isInfiniteTimestamp(micros)) {
            writeInfinity(out, micros);
            return;
        }
        boolean beforeChrist = writeDay(out, Math.floorDiv(micros, MICROS_PER_DAY));
        out.int8(' ');
        writeTime(out, Math.floorMod(micros, MICROS_PER_DAY));
        if (beforeChrist) {
            out.text(" BC");
        }
    }

    /** As the clock stands in the zone, followed by its offset: {@code 2024-07-01 12:00:00.5+02}. */
    static void writeTimestampTz(WireBuffer out, long micros, ZoneOffsets zone) {
        if (isInfiniteTimestamp(micros)) {
            writeInfinity(out, micros);
            return;
        }
        int offset = zone.secondsAt(Math.floorDiv(micros, MICROS_PER_SECOND));
        long local = micros + offset * MICROS_PER_SECOND;
        boolean beforeChrist = writeDay(out, Math.floorDiv(local, MICROS_PER_DAY));
        out.int8(' ');
        writeTime(out, Math.floorMod(local, MICROS_PER_DAY));
        writeOffset(out, offset);
        if (beforeChrist) {
            out.text(" BC");
        }
    }

    static void writeTime(WireBuffer out, long microsOfDay) {
        long seconds = microsOfDay / MICROS_PER_SECOND;
        out.digits(seconds / 3600, 2)
                .int8(':')
                .digits(seconds / 60 % 60, 2)
                .int8(':')
                .digits(seconds % 60, 2);
        long fraction = microsOfDay % MICROS_PER_SECOND;
        if (fraction != 0) {
            int width = 6;
            while (fraction % 10 == 0) {
                fraction /= 10;
                width--;
            }
            out.int8('.').digits(fraction, width);
        }
    }

    private static void writeOffset(WireBuffer out, int seconds) {
        int rest = Math.abs(seconds);
        out.int8(seconds < 0 ? '-' : '+').digits(rest / 3600, 2);
        if (rest % 3600 != 0) {
            out.int8(':').digits(rest / 60 % 60, 2);
            if (rest % 60 != 0) {
                out.int8(':').digits(rest % 60, 2);
            }
        }
    }

    /**
     * Writes year, month and day.
     *
     * @return whether the year is before Christ, which is said at the very end of the text
     */
    private static boolean writeDay(WireBuffer out, long epochDay) {
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days: years begin in March.
        long shifted = epochDay + 719_468;
        long era = Math.floorDiv(shifted, 146_097);
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long monthFromMarch = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        boolean beforeChrist = year <= 0;
        out.digits(beforeChrist ? 1 - year : year, 4)
                .int8('-')
                .digits(month, 2)
                .int8('-')
                .digits(day, 2);
        return beforeChrist;
    }

    private static void writeInfinity(WireBuffer out, long sign) {
        out.text(sign < 0 ? "-infinity" : "infinity");
    }
}
