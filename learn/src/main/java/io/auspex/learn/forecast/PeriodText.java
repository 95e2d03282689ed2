package io.auspex.learn.forecast;

import io.auspex.model.data.ColumnType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The beginning of a period as text: as a value of the user's time column reads, so that the two can be compared and joined. */
final class PeriodText {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private PeriodText() {}

    /** @param micros since 1970-01-01 00:00 UTC */
    static String of(long micros, ColumnType type, Frequency frequency) {
        LocalDateTime time = LocalDateTime.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
        if (type == ColumnType.DATE && frequency.isWholeDays()) {
            return DAY.format(time);
        }
        return SECOND.format(time) + (type == ColumnType.TIMESTAMPTZ ? "+00" : "");
    }
}
