package io.auspex.pgwire.type;

import static io.auspex.pgwire.message.MessageBody.utf8;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/**
 * Turns the bytes of a parameter into a value that the warehouse takes ({@link
 * io.auspex.warehouse.PreparedQuery#execute}). Text that our own readers do not understand in full goes on as text, for the
 * engine to cast or to refuse; what is out of range is refused here.
 */
public final class ParameterDecoder {
    private ParameterDecoder() {}

    /**
     * @param oid the type on the wire: what the client declared, or else what Describe answered
     * @param bytes null for NULL
     * @throws SqlException if the bytes are no such value
     */
    public static Object decode(int oid, Format format, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        int element = WireType.elementOf(oid);
        if (element != WireType.UNSPECIFIED) {
            return ArrayFormat.read(element, format, bytes);
        }
        return format == Format.TEXT ? text(oid, bytes) : binary(oid, bytes);
    }

    private static Object text(int oid, byte[] bytes) {
        String text = utf8(bytes);
        return switch (oid) {
            case WireType.BOOL -> truth(text.strip());
            case WireType.INT2 -> integer(text.strip(), Short.MIN_VALUE, Short.MAX_VALUE, "smallint");
            case WireType.INT4 -> integer(text.strip(), Integer.MIN_VALUE, Integer.MAX_VALUE, "integer");
            case WireType.INT8, WireType.OID -> integer(text.strip(), Long.MIN_VALUE, Long.MAX_VALUE, "bigint");
            case WireType.FLOAT4 -> real(text.strip());
            case WireType.FLOAT8 -> doublePrecision(text.strip());
            case WireType.NUMERIC -> decimal(text.strip());
            case WireType.DATE, WireType.TIME, WireType.TIMESTAMP, WireType.TIMESTAMPTZ ->
                DateTimeText.read(oid, text.strip());
            case WireType.BYTEA, WireType.VARBYTE -> bytea(text);
            default -> text;
        };
    }

    private static Object binary(int oid, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return switch (oid) {
            case WireType.BOOL -> sized(buffer, 1).get() != 0;
            case WireType.INT2 -> (long) sized(buffer, 2).getShort();
            case WireType.INT4 -> (long) sized(buffer, 4).getInt();
            case WireType.OID -> sized(buffer, 4).getInt() & 0xFFFF_FFFFL;
            case WireType.INT8 -> sized(buffer, 8).getLong();
            case WireType.FLOAT4 -> (double) sized(buffer, 4).getFloat();
            case WireType.FLOAT8 -> sized(buffer, 8).getDouble();
            case WireType.NUMERIC -> NumericFormat.read(bytes);
            case WireType.DATE -> date(sized(buffer, 4).getInt());
            case WireType.TIME -> time(sized(buffer, 8).getLong());
            case WireType.TIMESTAMP -> timestamp(sized(buffer, 8).getLong(), false);
            case WireType.TIMESTAMPTZ -> timestamp(sized(buffer, 8).getLong(), true);
            case WireType.TIMETZ -> timeTz(sized(buffer, 12));
            case WireType.INTERVAL -> interval(sized(buffer, 16));
            case WireType.UUID -> new UUID(sized(buffer, 16).getLong(), buffer.getLong()).toString();
            case WireType.BYTEA, WireType.VARBYTE -> bytes;
            case WireType.TEXT,
                    WireType.VARCHAR,
                    WireType.BPCHAR,
                    WireType.NAME,
                    WireType.CHAR_BYTE,
                    WireType.JSON,
                    WireType.SUPER,
                    WireType.UNKNOWN,
                    WireType.UNSPECIFIED -> utf8(bytes);
            default ->
                throw new SqlException(
                                SqlState.FEATURE_NOT_SUPPORTED, "No binary input is available for type number " + oid)
                        .withHint("Send this parameter as text.");
        };
    }

    private static ByteBuffer sized(ByteBuffer buffer, int bytes) {
        if (buffer.remaining() != bytes) {
            throw new SqlException(
                    SqlState.INVALID_TEXT_REPRESENTATION,
                    "Incorrect binary data: " + bytes + " bytes expected, " + buffer.remaining() + " found");
        }
        return buffer;
    }

    /** As PostgreSQL's {@code boolin}: any unique beginning of true, false, yes, no, on, off, and 1 and 0. */
    private static Boolean truth(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!lower.isEmpty()) {
            if ("true".startsWith(lower) || "yes".startsWith(lower) || lower.equals("on") || lower.equals("1")) {
                return true;
            }
            if ("false".startsWith(lower)
                    || "no".startsWith(lower)
                    || lower.equals("off")
                    || lower.equals("of")
                    || lower.equals("0")) {
                return false;
            }
        }
        throw malformed("boolean", text, null);
    }

    private static Long integer(String text, long least, long most, String type) {
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException e) {
            if (text.matches("[+-]?\\d+")) {
                throw outOfRange(type, text);
            }
            throw malformed(type, text, e);
        }
        if (value < least || value > most) {
            throw outOfRange(type, text);
        }
        return value;
    }

    private static Double real(String text) {
        Double special = special(text);
        if (special != null) {
            return special;
        }
        try {
            float value = Float.parseFloat(plainNumber(text, "real"));
            if (Float.isInfinite(value)) {
                throw outOfRange("real", text);
            }
            return (double) value;
        } catch (NumberFormatException e) {
            throw malformed("real", text, e);
        }
    }

    private static Double doublePrecision(String text) {
        Double special = special(text);
        if (special != null) {
            return special;
        }
        try {
            double value = Double.parseDouble(plainNumber(text, "double precision"));
            if (Double.isInfinite(value)) {
                throw outOfRange("double precision", text);
            }
            return value;
        } catch (NumberFormatException e) {
            throw malformed("double precision", text, e);
        }
    }

    private static Double special(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "infinity", "+infinity", "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-infinity", "-inf" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    /** Java also reads {@code 1f}, {@code 0x1p3} and the like, which SQL does not. */
    private static String plainNumber(String text, String type) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                throw malformed(type, text, null);
            }
        }
        return text;
    }

    private static BigDecimal decimal(String text) {
        BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw malformed("numeric", text, e);
        }
        // An exponent of a few characters must not become gigabytes of digits.
        if (Math.abs((long) value.precision() - value.scale()) > 1_000 || Math.abs((long) value.scale()) > 16_383) {
            throw outOfRange("numeric", text);
        }
        return value;
    }

    private static Object date(int days) {
        if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
            return days > 0 ? "infinity" : "-infinity";
        }
        return LocalDate.ofEpochDay((long) days + DateTimeFormat.EPOCH_SHIFT_DAYS);
    }

    private static LocalTime time(long micros) {
        if (micros < 0 || micros >= DateTimeFormat.MICROS_PER_DAY) {
            throw outOfRange("time", micros + " microseconds");
        }
        return LocalTime.ofNanoOfDay(micros * 1_000);
    }

    private static Object timestamp(long micros, boolean zoned) {
        if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
            return micros > 0 ? "infinity" : "-infinity";
        }
        LocalDate day = LocalDate.ofEpochDay(
                Math.floorDiv(micros, DateTimeFormat.MICROS_PER_DAY) + DateTimeFormat.EPOCH_SHIFT_DAYS);
        LocalTime clock = LocalTime.ofNanoOfDay(Math.floorMod(micros, DateTimeFormat.MICROS_PER_DAY) * 1_000);
        return zoned ? day.atTime(clock).atOffset(ZoneOffset.UTC) : day.atTime(clock);
    }

    private static String timeTz(ByteBuffer buffer) {
        LocalTime clock = time(buffer.getLong());
        int west = buffer.getInt();
        if (Math.abs((long) west) > 18 * 3600) {
            throw outOfRange("time with time zone", west + " seconds west of UTC");
        }
        return clock + ZoneOffset.ofTotalSeconds(-west).getId().replace("Z", "+00");
    }

    private static String interval(ByteBuffer buffer) {
        long micros = buffer.getLong();
        int days = buffer.getInt();
        int months = buffer.getInt();
        return months + " months " + days + " days " + micros + " microseconds";
    }

    /** Hexadecimal behind {@code \x}, or the older form: octal escapes and doubled backslashes. */
    private static byte[] bytea(String text) {
        if (text.startsWith("\\x")) {
            try {
                return HexFormat.of().parseHex(text.substring(2).replaceAll("\\s", ""));
            } catch (IllegalArgumentException e) {
                throw malformed("bytea", text, e);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        byte[] bytes = text.getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '\\') {
                out.write(bytes[i]);
            } else if (i + 1 < bytes.length && bytes[i + 1] == '\\') {
                out.write('\\');
                i++;
            } else if (i + 3 < bytes.length && new String(bytes, i + 1, 3, US_ASCII).matches("[0-3][0-7]{2}")) {
                out.write(Integer.parseInt(new String(bytes, i + 1, 3, US_ASCII), 8));
                i += 3;
            } else {
                throw malformed("bytea", text, null);
            }
        }
        return out.toByteArray();
    }

    static SqlException malformed(String type, String text, Exception cause) {
        String shown = text.length() > 100 ? text.substring(0, 100) + "..." : text;
        SqlException error = new SqlException(
                SqlState.INVALID_TEXT_REPRESENTATION, "Invalid input syntax for type " + type + ": \"" + shown + "\"");
        return cause == null ? error : error.causedBy(cause);
    }

    private static SqlException outOfRange(String type, String text) {
        return new SqlException(
                SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "Value \"" + text + "\" is out of range for type " + type);
    }
}
