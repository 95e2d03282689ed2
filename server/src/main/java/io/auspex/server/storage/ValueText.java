package io.auspex.server.storage;

import com.fasterxml.jackson.core.io.NumberOutput;
import io.auspex.language.type.SqlType;
import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowBatch;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * Values as text for files and for COPY to the client, as PostgreSQL prints them: the shortest digits that read back as the
 * same number, ISO dates, {@code t} and {@code f}.
 */
public final class ValueText {
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;

    /** PostgreSQL writes an exponent from here on. */
    private static final int DOUBLE_PLAIN_DIGITS = 15;

    private static final int REAL_PLAIN_DIGITS = 6;
    private static final int SMALLEST_PLAIN_EXPONENT = -4;

    private final ZoneRules zone;

    /** @param zone in which TIMESTAMPTZ is printed */
    public ValueText(String zone) {
        this.zone = ZoneId.of(zone).getRules();
    }

    /** Of a value that is not NULL. */
    String of(RowBatch batch, SqlType type, int column, int row) {
        return switch (type.kind()) {
            case BOOLEAN -> batch.booleanAt(column, row) ? "t" : "f";
            case SMALLINT, INTEGER, BIGINT -> Long.toString(batch.longAt(column, row));
            case REAL -> real((float) batch.doubleAt(column, row));
            case DOUBLE -> doublePrecision(batch.doubleAt(column, row));
            case DECIMAL -> batch.decimalAt(column, row).toPlainString();
            case DATE -> date(batch.longAt(column, row));
            case TIME -> time(batch.longAt(column, row));
            case TIMESTAMP -> timestamp(batch.longAt(column, row), "");
            case TIMESTAMPTZ -> timestampTz(batch.longAt(column, row));
            case CHAR, VARCHAR, TIMETZ, INTERVAL, VARBYTE, UUID, SUPER, ARRAY, UNKNOWN -> batch.textAt(column, row);
        };
    }

    /** The text of each column, or null. */
    public String[] row(RowBatch batch, List<ResultColumn> columns, int row) {
        String[] values = new String[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = batch.isNull(i, row) ? null : of(batch, columns.get(i).type(), i, row);
        }
        return values;
    }

    private static String doublePrecision(double value) {
        if (value == (int) value && (value != 0 || 1 / value > 0)) {
            return Integer.toString((int) value);
        }
        return shortest(NumberOutput.toString(value, true), DOUBLE_PLAIN_DIGITS);
    }

    private static String real(float value) {
        return shortest(NumberOutput.toString(value, true), REAL_PLAIN_DIGITS);
    }

    /** @param java as {@code Double.toString} has it */
    private static String shortest(String java, int plainDigits) {
        if (java.charAt(java.length() - 1) > '9') { // NaN, Infinity
            return java;
        }
        BigDecimal exact = new BigDecimal(java);
        if (exact.signum() == 0) {
            return java.startsWith("-") ? "-0" : "0";
        }
        BigDecimal digits = exact.stripTrailingZeros();
        int power = digits.precision() - digits.scale() - 1;
        if (power >= SMALLEST_PLAIN_EXPONENT && power < plainDigits) {
            return digits.toPlainString();
        }
        String mantissa = digits.movePointLeft(power).toPlainString();
        return mantissa + (power < 0 ? "e-" : "e+") + (Math.abs(power) < 10 ? "0" : "") + Math.abs(power);
    }

    private static String date(long days) {
        if (days >= Integer.MAX_VALUE || days <= -Integer.MAX_VALUE) {
            return days < 0 ? "-infinity" : "infinity";
        }
        StringBuilder out = new StringBuilder(16);
        return appendDay(out, days) ? out.append(" BC").toString() : out.toString();
    }

    private static String time(long microsOfDay) {
        StringBuilder out = new StringBuilder(16);
        appendTime(out, microsOfDay);
        return out.toString();
    }

    private String timestampTz(long micros) {
        if (isInfinite(micros)) {
            return timestamp(micros, "");
        }
        int seconds = zone.getOffset(Instant.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND)))
                .getTotalSeconds();
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(seconds);
        String shown = seconds == 0 ? "+00" : offset.getId();
        return timestamp(
                micros + seconds * MICROS_PER_SECOND,
                shown.endsWith(":00") && shown.length() > 3 ? shown.substring(0, shown.length() - 3) : shown);
    }

    private static boolean isInfinite(long micros) {
        return micros == Long.MAX_VALUE || micros <= -Long.MAX_VALUE;
    }

    private static String timestamp(long micros, String offset) {
        if (isInfinite(micros)) {
            return micros < 0 ? "-infinity" : "infinity";
        }
        StringBuilder out = new StringBuilder(32);
        boolean beforeChrist = appendDay(out, Math.floorDiv(micros, MICROS_PER_DAY));
        appendTime(out.append(' '), Math.floorMod(micros, MICROS_PER_DAY));
        out.append(offset);
        return beforeChrist ? out.append(" BC").toString() : out.toString();
    }

    private static void appendTime(StringBuilder out, long microsOfDay) {
        long seconds = microsOfDay / MICROS_PER_SECOND;
        appendNumber(out, seconds / 3600, 2);
        appendNumber(out.append(':'), seconds / 60 % 60, 2);
        appendNumber(out.append(':'), seconds % 60, 2);
        long fraction = microsOfDay % MICROS_PER_SECOND;
        if (fraction != 0) {
            int width = 6;
            while (fraction % 10 == 0) {
                fraction /= 10;
                width--;
            }
            appendNumber(out.append('.'), fraction, width);
        }
    }

    /** @return whether the year is before Christ, which is said at the very end of the text */
    private static boolean appendDay(StringBuilder out, long epochDay) {
        LocalDate day = LocalDate.ofEpochDay(epochDay);
        int year = day.getYear();
        appendNumber(out, year <= 0 ? 1 - year : year, 4);
        appendNumber(out.append('-'), day.getMonthValue(), 2);
        appendNumber(out.append('-'), day.getDayOfMonth(), 2);
        return year <= 0;
    }

    private static void appendNumber(StringBuilder out, long value, int width) {
        String digits = Long.toString(value);
        for (int i = digits.length(); i < width; i++) {
            out.append('0');
        }
        out.append(digits);
    }
}
