package io.auspex.learn.forecast;

import io.auspex.learn.TrainingException;
import io.auspex.learn.forecast.method.Season;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * How far apart the steps of a forecast are: FREQUENCY, as Amazon Forecast spells it. Time is cut into periods, which are counted
 * from 1970; weeks begin on Monday, months on their first day, days at midnight UTC, which are Amazon Forecast's default
 * boundaries ("Time Boundaries", its developer guide).
 */
public enum Frequency {
    YEAR("Y", 0),
    MONTH("M", 0, Season.of(12)),
    WEEK("W", 0, new Season(52, 365.25 / 7)),
    DAY("D", Frequency.MICROS_PER_DAY, Season.of(7), new Season(365, 365.25)),
    HOUR("H", 60 * Frequency.MICROS_PER_MINUTE, Season.of(24), Season.of(168)),
    HALF_HOUR("30min", 30 * Frequency.MICROS_PER_MINUTE, Season.of(48), Season.of(336)),
    QUARTER_HOUR("15min", 15 * Frequency.MICROS_PER_MINUTE, Season.of(96), Season.of(672)),
    TEN_MINUTES("10min", 10 * Frequency.MICROS_PER_MINUTE, Season.of(144), Season.of(1_008)),
    FIVE_MINUTES("5min", 5 * Frequency.MICROS_PER_MINUTE, Season.of(288), Season.of(2_016)),
    MINUTE("1min", Frequency.MICROS_PER_MINUTE, Season.of(60), Season.of(1_440));

    static final long MICROS_PER_MINUTE = 60_000_000;
    static final long MICROS_PER_DAY = 1_440 * MICROS_PER_MINUTE;
    /** 1970-01-01 was a Thursday, the fourth day of its week. */
    private static final int DAYS_INTO_FIRST_WEEK = 3;

    private final String code;
    private final long micros;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is.
    private final List<Season> seasons;

    Frequency(String code, long micros, Season... seasons) {
        this.code = code;
        this.micros = micros;
        this.seasons = List.of(seasons);
    }

    /** @throws TrainingException if there is no such frequency; case does not count */
    public static Frequency parse(String code) {
        for (Frequency frequency : values()) {
            if (frequency.code.toLowerCase(Locale.ROOT).equals(code.strip().toLowerCase(Locale.ROOT))) {
                return frequency;
            }
        }
        throw new TrainingException(
                "There is no FREQUENCY '" + code + "'.", "It is Y, M, W, D, H, 30min, 15min, 10min, 5min or 1min.");
    }

    /** As AWS writes it. */
    public String code() {
        return code;
    }

    /** The rhythms that such data may have, shortest first. */
    public List<Season> seasons() {
        return seasons;
    }

    /** Steps over which errors of forecasts are scaled: the shortest usual rhythm, or 1. */
    public int scaleLag() {
        return seasons.isEmpty() ? 1 : seasons.get(0).length();
    }

    /** Whether steps are days or longer. */
    public boolean isWholeDays() {
        return micros == 0 || micros == MICROS_PER_DAY;
    }

    /** The period that a moment lies in. */
    public long period(long moment) {
        if (micros != 0) {
            return Math.floorDiv(moment, micros);
        }
        long day = Math.floorDiv(moment, MICROS_PER_DAY);
        if (this == WEEK) {
            return Math.floorDiv(day + DAYS_INTO_FIRST_WEEK, 7L);
        }
        LocalDate date = LocalDate.ofEpochDay(day);
        return this == YEAR ? date.getYear() : date.getYear() * 12L + date.getMonthValue() - 1;
    }

    /** The moment that a period begins, in microseconds since 1970-01-01 00:00 UTC. */
    public long start(long period) {
        if (micros != 0) {
            return period * micros;
        }
        long day =
                switch (this) {
                    case WEEK -> period * 7 - DAYS_INTO_FIRST_WEEK;
                    case YEAR -> LocalDate.of((int) period, 1, 1).toEpochDay();
                    default ->
                        LocalDate.of((int) Math.floorDiv(period, 12L), (int) Math.floorMod(period, 12L) + 1, 1)
                                .toEpochDay();
                };
        return day * MICROS_PER_DAY;
    }
}
