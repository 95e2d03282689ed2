package io.auspex.pgwire.type;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.pgwire.message.WireBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateTimeFormatTest {
    @Test
    void printsEveryDayAsTheCalendarHasIt() {
        DateTimeFormatter expected = DateTimeFormatter.ofPattern("yyyy-MM-dd");
        LocalDate last = LocalDate.of(2400, 12, 31);
        for (LocalDate day = LocalDate.of(1, 1, 1); !day.isAfter(last); day = day.plusDays(1)) {
            long epochDay = day.toEpochDay();
            assertThat(text(out -> DateTimeFormat.writeDate(out, epochDay))).isEqualTo(expected.format(day));
        }
    }

    @Test
    void printsFarDays() {
        assertThat(text(out ->
                        DateTimeFormat.writeDate(out, LocalDate.of(0, 12, 31).toEpochDay())))
                .isEqualTo("0001-12-31 BC");
        assertThat(text(out ->
                        DateTimeFormat.writeDate(out, LocalDate.of(-4712, 1, 1).toEpochDay())))
                .isEqualTo("4713-01-01 BC");
        assertThat(text(out -> DateTimeFormat.writeDate(
                        out, LocalDate.of(294276, 12, 31).toEpochDay())))
                .isEqualTo("294276-12-31");
        assertThat(text(out -> DateTimeFormat.writeDate(out, Integer.MAX_VALUE)))
                .isEqualTo("infinity");
        assertThat(text(out -> DateTimeFormat.writeDate(out, -Integer.MAX_VALUE)))
                .isEqualTo("-infinity");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-29T12:34:56.789, 2024-02-29 12:34:56.789",
        "1969-12-31T23:59:59.999999, 1969-12-31 23:59:59.999999",
        "1970-01-01T00:00:00, 1970-01-01 00:00:00",
        "-0043-03-15T12:00:00, 0044-03-15 12:00:00 BC",
        "0001-01-01T00:00:00.000001, 0001-01-01 00:00:00.000001",
    })
    void printsTimestamps(LocalDateTime moment, String text) {
        assertThat(text(out -> DateTimeFormat.writeTimestamp(out, micros(moment))))
                .isEqualTo(text);
    }

    @Test
    void printsTheEndsOfTime() {
        assertThat(text(out -> DateTimeFormat.writeTimestamp(out, Long.MAX_VALUE)))
                .isEqualTo("infinity");
        assertThat(text(out -> DateTimeFormat.writeTimestampTz(out, -Long.MAX_VALUE, ZoneOffsets.UTC)))
                .isEqualTo("-infinity");
        // The largest timestamp that DuckDB has.
        assertThat(text(out -> DateTimeFormat.writeTimestamp(out, 9_223_372_036_854_775_806L)))
                .isEqualTo("294247-01-10 04:00:54.775806");
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2024-07-01 12:00:00+00",
        "Europe/Berlin, 2024-07-01 14:00:00+02",
        "America/New_York, 2024-07-01 08:00:00-04",
        "Asia/Kolkata, 2024-07-01 17:30:00+05:30",
        "GMT-3, 2024-07-01 15:00:00+03", // POSIX counts westwards
        "Nowhere/Else, 2024-07-01 12:00:00+00",
    })
    void printsMomentsAsTheClockStandsInAZone(String zone, String text) {
        long noon = micros(LocalDateTime.of(2024, 7, 1, 12, 0));
        assertThat(text(out -> DateTimeFormat.writeTimestampTz(out, noon, ZoneOffsets.of(zone))))
                .isEqualTo(text);
    }

    @Test
    void followsTheClockThroughItsChanges() {
        DateTimeFormatter expected = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssxxxxx");
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        ZoneOffsets zone = ZoneOffsets.of("Europe/Berlin");
        Random random = new Random(5);
        for (int i = 0; i < 50_000; i++) {
            // From 1890, when the offset had seconds, to 2100; also walking back and forth over the changes.
            long second = random.nextBoolean()
                    ? LocalDateTime.of(2024, 3, 31, 1, 0).toEpochSecond(ZoneOffset.UTC) + random.nextInt(5) - 2
                    : -2_524_521_600L + (long) (random.nextDouble() * 6_626_880_000L);
            String wanted = expected.format(Instant.ofEpochSecond(second).atZone(berlin))
                    .replaceAll("(:00)+$", "");
            assertThat(text(out -> DateTimeFormat.writeTimestampTz(out, second * 1_000_000, zone))
                            .replaceAll("(:00)+$", ""))
                    .isEqualTo(wanted);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-29, 2024-02-29",
        "2024-02-29 +00, 2024-02-29",
        "2024-02-29 12:00:00+02, 2024-02-29",
        "0044-03-15 BC, -0043-03-15",
    })
    void readsDates(String text, LocalDate expected) {
        assertThat(DateTimeText.read(WireType.DATE, text)).isEqualTo(expected);
    }

    @Test
    void readsTimestampsAsDriversWriteThem() {
        LocalDateTime moment = LocalDateTime.of(2024, 2, 29, 12, 34, 56, 789_000_000);
        assertThat(DateTimeText.read(WireType.TIMESTAMP, "2024-02-29 12:34:56.789+00"))
                .isEqualTo(moment);
        assertThat(DateTimeText.read(WireType.TIMESTAMP, "2024-02-29T12:34:56.789"))
                .isEqualTo(moment);
        assertThat(DateTimeText.read(WireType.TIMESTAMP, "2024-02-29 +01"))
                .isEqualTo(moment.truncatedTo(ChronoUnit.DAYS));
        assertThat(DateTimeText.read(WireType.TIMESTAMPTZ, "2024-02-29 12:34:56.789+05:30"))
                .isEqualTo(OffsetDateTime.of(moment, ZoneOffset.ofHoursMinutes(5, 30)));
        assertThat(DateTimeText.read(WireType.TIME, "12:34:56.789")).isEqualTo(moment.toLocalTime());
        assertThat(DateTimeText.read(WireType.TIME, "23:59:59.9999999"))
                .isEqualTo(LocalTime.of(23, 59, 59, 999_999_000));
    }

    @ParameterizedTest
    @CsvSource({"infinity", "2023-02-29", "yesterday", "12:00", "2024-01-01 25:00:00", "''"})
    void leavesOtherTextToTheEngine(String text) {
        assertThat(DateTimeText.read(WireType.TIMESTAMP, text)).isEqualTo(text);
    }

    @Test
    void leavesAMomentWithoutZoneToTheSession() {
        assertThat(DateTimeText.read(WireType.TIMESTAMPTZ, "2024-02-29 12:00:00"))
                .isEqualTo("2024-02-29 12:00:00");
    }

    private static long micros(LocalDateTime moment) {
        return moment.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + moment.getNano() / 1_000;
    }

    private static String text(Consumer<WireBuffer> writing) {
        WireBuffer out = new WireBuffer();
        writing.accept(out);
        return new String(out.toByteArray(), US_ASCII);
    }
}
