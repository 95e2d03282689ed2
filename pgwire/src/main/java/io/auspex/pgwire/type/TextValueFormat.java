package io.auspex.pgwire.type;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.pgwire.message.WireBuffer;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Binary forms of the types that the warehouse hands over as text: INTERVAL, TIMETZ, VARBYTE. */
final class TextValueFormat {
    private static final Pattern INTERVAL_UNIT =
            Pattern.compile("\\s*([+-]?\\d+)\\s+(year|mon|month|day)s?(?=\\s|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CLOCK =
            Pattern.compile("\\s*([+-])?(\\d+):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,6}))?)?\\s*");
    private static final Pattern ZONED_CLOCK = Pattern.compile("([^+-]+)([+-].+|Z)");

    private TextValueFormat() {}

    /** The hexadecimal digits as they are, behind the mark that tells bytea's newer text form from the older one. */
    static void writeBytesAsText(WireBuffer out, String hexadecimal) {
        if (!hexadecimal.startsWith("\\x")) {
            out.int8('\\').int8('x');
        }
        out.text(hexadecimal);
    }

    static void writeBytes(WireBuffer out, String hexadecimal) {
        out.bytes(HexFormat.of().parseHex(hexadecimal, hexadecimal.startsWith("\\x") ? 2 : 0, hexadecimal.length()));
    }

    /** Microseconds of the clock part, days, months: PostgreSQL's {@code interval_send}. */
    static void writeInterval(WireBuffer out, String text) {
        long months = 0;
        long days = 0;
        Matcher unit = INTERVAL_UNIT.matcher(text);
        int at = 0;
        while (unit.region(at, text.length()).lookingAt()) {
            long amount = Long.parseLong(unit.group(1));
            switch (Character.toLowerCase(unit.group(2).charAt(0))) {
                case 'y' -> months += 12 * amount;
                case 'm' -> months += amount;
                default -> days += amount;
            }
            at = unit.end();
        }
        String clock = text.substring(at);
        out.int64(clock.isBlank() ? 0 : clockMicros(clock)).int32((int) days).int32((int) months);
    }

    /** Microseconds since midnight, then seconds *west* of UTC: PostgreSQL's {@code timetz_send}. */
    static void writeTimeTz(WireBuffer out, String text) {
        Matcher matcher = ZONED_CLOCK.matcher(text);
        if (!matcher.matches()) {
            throw malformed(text);
        }
        int west = -ZoneOffset.of(matcher.group(2)).getTotalSeconds();
        out.int64(clockMicros(matcher.group(1))).int32(west);
    }

    private static long clockMicros(String text) {
        Matcher clock = CLOCK.matcher(text);
        if (!clock.matches()) {
            throw malformed(text);
        }
        long seconds = Long.parseLong(clock.group(2)) * 3600 + Long.parseLong(clock.group(3)) * 60;
        if (clock.group(4) != null) {
            seconds += Long.parseLong(clock.group(4));
        }
        long micros = seconds * DateTimeFormat.MICROS_PER_SECOND;
        if (clock.group(5) != null) {
            micros += Long.parseLong((clock.group(5) + "00000").substring(0, 6));
        }
        return "-".equals(clock.group(1)) ? -micros : micros;
    }

    private static SqlException malformed(String text) {
        return new SqlException(SqlState.INVALID_DATETIME_FORMAT, "Not a time or interval: \"" + text + "\"");
    }
}
