package io.auspex.language.dialect;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The date parts of Redshift's "Date parts for date or timestamp functions" page, and the engine's word for each. */
final class DateParts {
    private static final Map<String, String> PARTS = new HashMap<>();

    static {
        add("millennium", "millennia", "mil", "mils", "millenniums");
        add("century", "centuries", "c", "cent", "cents");
        add("decade", "decades", "dec", "decs");
        add("epoch");
        add("year", "years", "y", "yr", "yrs");
        add("quarter", "quarters", "qtr", "qtrs");
        add("month", "months", "mon", "mons");
        add("week", "weeks", "w");
        add("dow", "dayofweek", "dw", "weekday");
        add("doy", "dayofyear", "dy", "yearday");
        add("day", "days", "d");
        add("hour", "hours", "h", "hr", "hrs");
        add("minute", "minutes", "m", "min", "mins");
        add("second", "seconds", "s", "sec", "secs");
        add(
                "millisecond",
                "milliseconds",
                "ms",
                "msec",
                "msecs",
                "msecond",
                "mseconds",
                "millisec",
                "millisecs",
                "millisecon");
        add("microsecond", "microseconds", "microsec", "microsecs", "usecond", "useconds", "us", "usec", "usecs");
        add("timezone");
        add("timezone_hour");
        add("timezone_minute");
    }

    private DateParts() {}

    private static void add(String part, String... spellings) {
        PARTS.put(part, part);
        for (String spelling : spellings) {
            PARTS.put(spelling, part);
        }
    }

    static Optional<String> canonical(String spelling) {
        return Optional.ofNullable(PARTS.get(spelling.toLowerCase(Locale.ROOT)));
    }
}
