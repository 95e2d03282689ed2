package io.auspex.pgwire.type;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Offsets from UTC in one time zone. Neighbouring rows mostly lie between the same two changes of the clock, so the last
 * such stretch is kept. Belongs to one thread.
 */
public final class ZoneOffsets {
    public static final ZoneOffsets UTC = new ZoneOffsets(ZoneOffset.UTC.getRules());

    /** {@code GMT-3} is three hours *east* in POSIX, and so in PostgreSQL, but west in Java and ICU. */
    private static final Pattern POSIX = Pattern.compile("(?:GMT|UTC|<[^>]*>)([+-])(\\d{1,2})(?::?(\\d{2}))?");

    private final ZoneRules rules;
    private final boolean fixed;
    private long from = Long.MAX_VALUE;
    private long until = Long.MIN_VALUE;
    private int seconds;

    private ZoneOffsets(ZoneRules rules) {
        this.rules = rules;
        this.fixed = rules.isFixedOffset();
        this.seconds = fixed ? rules.getOffset(Instant.EPOCH).getTotalSeconds() : 0;
    }

    /** The zone of a name as the TimeZone setting has it; UTC where Java does not know the name. */
    public static ZoneOffsets of(String name) {
        try {
            Matcher posix = POSIX.matcher(name);
            if (posix.matches()) {
                int hours = Integer.parseInt(posix.group(2));
                int minutes = posix.group(3) == null ? 0 : Integer.parseInt(posix.group(3));
                int east = (hours * 60 + minutes) * 60 * (posix.group(1).equals("-") ? 1 : -1);
                return new ZoneOffsets(ZoneOffset.ofTotalSeconds(east).getRules());
            }
            return new ZoneOffsets(ZoneId.of(name, ZoneId.SHORT_IDS).getRules());
        } catch (DateTimeException e) {
            return UTC;
        }
    }

    /** Seconds east of UTC at a moment, itself in seconds since 1970-01-01 00:00 UTC. */
    int secondsAt(long epochSecond) {
        if (fixed || (epochSecond >= from && epochSecond < until)) {
            return seconds;
        }
        long bounded = Math.max(Instant.MIN.getEpochSecond(), Math.min(Instant.MAX.getEpochSecond(), epochSecond));
        Instant moment = Instant.ofEpochSecond(bounded);
        // previousTransition is strictly before its argument, and the moment of a change belongs to what follows it.
        ZoneOffsetTransition before = rules.previousTransition(moment.plusNanos(1));
        ZoneOffsetTransition after = rules.nextTransition(moment);
        from = before == null ? Long.MIN_VALUE : before.toEpochSecond();
        until = after == null ? Long.MAX_VALUE : after.toEpochSecond();
        seconds = rules.getOffset(moment).getTotalSeconds();
        return seconds;
    }
}
