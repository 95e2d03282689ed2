package io.auspex.pgwire.type;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.auspex.language.type.SqlType;
import io.auspex.pgwire.message.WireBuffer;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;

/** One element of an array: from the engine's text to PostgreSQL's, and from that to its binary form. */
final class ElementFormat {
    private static final String BEFORE_CHRIST = " (BC)";

    private ElementFormat() {}

    /** As PostgreSQL prints such a value. */
    static String text(SqlType.Kind kind, String engineText) {
        return switch (kind) {
            case BOOLEAN -> engineText.substring(0, 1);
            case REAL -> {
                WireBuffer out = new WireBuffer();
                FloatFormat.writeFloat(out, (float) Double.parseDouble(engineText));
                yield new String(out.toByteArray(), ISO_8859_1);
            }
            case DOUBLE -> {
                WireBuffer out = new WireBuffer();
                FloatFormat.writeDouble(out, Double.parseDouble(engineText));
                yield new String(out.toByteArray(), ISO_8859_1);
            }
            case DATE, TIMESTAMP, TIMESTAMPTZ ->
                engineText.contains(BEFORE_CHRIST) ? engineText.replace(BEFORE_CHRIST, "") + " BC" : engineText;
            case VARBYTE -> "\\x" + HexFormat.of().formatHex(bytes(engineText));
            default -> engineText;
        };
    }

    /** The engine writes printable bytes as they are and all others as {@code \xFF}. */
    private static byte[] bytes(String engineText) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(engineText.length());
        for (int i = 0; i < engineText.length(); i++) {
            char character = engineText.charAt(i);
            if (character == '\\') {
                bytes.write(Integer.parseInt(engineText, i + 2, i + 4, 16));
                i += 3;
            } else {
                bytes.write(character);
            }
        }
        return bytes.toByteArray();
    }

    /** @param text as PostgreSQL prints it */
    static void writeBinary(WireBuffer out, int oid, String text) {
        switch (oid) {
            case WireType.TIMETZ -> TextValueFormat.writeTimeTz(out, text);
            case WireType.INTERVAL -> TextValueFormat.writeInterval(out, text);
            default -> {
                Object value = ParameterDecoder.decode(oid, Format.TEXT, text.getBytes(UTF_8));
                if (value instanceof Boolean truth) {
                    out.int8(truth ? 1 : 0);
                } else if (value instanceof Long number) {
                    writeInteger(out, oid, number);
                } else if (value instanceof Double number) {
                    if (oid == WireType.FLOAT4) {
                        out.int32(Float.floatToIntBits(number.floatValue()));
                    } else {
                        out.int64(Double.doubleToLongBits(number));
                    }
                } else if (value instanceof BigDecimal number) {
                    NumericFormat.write(out, number);
                } else if (value instanceof byte[] bytes) {
                    out.bytes(bytes);
                } else {
                    writeMoment(out, oid, value);
                }
            }
        }
    }

    private static void writeInteger(WireBuffer out, int oid, long value) {
        switch (oid) {
            case WireType.INT2 -> out.int16((int) value);
            case WireType.INT4 -> out.int32((int) value);
            default -> out.int64(value);
        }
    }

    /** @param value of java.time, or text, which is infinity where the type is one of time */
    private static void writeMoment(WireBuffer out, int oid, Object value) {
        if (value instanceof LocalDate date) {
            out.int32((int) (date.toEpochDay() - DateTimeFormat.EPOCH_SHIFT_DAYS));
        } else if (value instanceof LocalTime time) {
            out.int64(time.toNanoOfDay() / 1_000);
        } else if (value instanceof LocalDateTime moment) {
            out.int64(micros(moment));
        } else if (value instanceof OffsetDateTime moment) {
            out.int64(micros(moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()));
        } else {
            boolean past = value.toString().startsWith("-");
            switch (oid) {
                case WireType.DATE -> out.int32(past ? Integer.MIN_VALUE : Integer.MAX_VALUE);
                case WireType.TIMESTAMP, WireType.TIMESTAMPTZ -> out.int64(past ? Long.MIN_VALUE : Long.MAX_VALUE);
                default -> out.text(value.toString());
            }
        }
    }

    /** Since 2000-01-01 00:00. */
    private static long micros(LocalDateTime moment) {
        return moment.toEpochSecond(ZoneOffset.UTC) * DateTimeFormat.MICROS_PER_SECOND
                + moment.getNano() / 1_000
                - DateTimeFormat.EPOCH_SHIFT_MICROS;
    }
}
