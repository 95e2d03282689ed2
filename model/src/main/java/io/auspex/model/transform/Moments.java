package io.auspex.model.transform;

import io.auspex.model.data.ColumnType;

/**
 * Some rows of a temporal column taken apart: what all parts of a moment have in common is found once, whichever parts are wanted. One
 * thread's; used again for the next rows.
 */
final class Moments {
    /** Rows at a time: few enough to stay in the nearest cache. */
    static final int BLOCK = 256;

    private static final long MICROSECONDS_A_DAY = 86_400_000_000L;
    private static final double MOST_DAYS = 366e6;

    private final ColumnType type;
    /** With their fraction; NaN is missing. */
    private final double[] days;

    private final int[] epochDays;
    private final int[] seconds;
    /** Of civil dates, once they are asked for. */
    private final int[] years;

    private final int[] months;
    private final int[] daysOfMonth;
    private final int[] daysOfYear;
    private int rows;
    private boolean civil;

    /**
     * @param type gives the unit of the values
     * @param most rows there will be in all
     */
    Moments(ColumnType type, int most) {
        this.type = type;
        int length = Math.min(BLOCK, most);
        this.days = new double[length];
        this.epochDays = new int[length];
        this.seconds = new int[length];
        this.years = new int[length];
        this.months = new int[length];
        this.daysOfMonth = new int[length];
        this.daysOfYear = new int[length];
    }

    /**
     * Takes the place of the rows before.
     *
     * @param count at most {@link #BLOCK}
     */
    void read(double[] values, int first, int count) {
        rows = count;
        civil = false;
        for (int row = 0; row < count; row++) {
            double value = values[first + row];
            double passed = type == ColumnType.DATE ? value : value / MICROSECONDS_A_DAY;
            boolean known = Math.abs(passed) <= MOST_DAYS;
            days[row] = known ? passed : Double.NaN;
            long whole = known ? (long) Math.floor(value) : 0;
            long day = type == ColumnType.DATE ? whole : Math.floorDiv(whole, MICROSECONDS_A_DAY);
            epochDays[row] = (int) day;
            seconds[row] = type == ColumnType.DATE ? 0 : (int) ((whole - day * MICROSECONDS_A_DAY) / 1_000_000);
        }
    }

    /** Fills one part of the rows, NaN where they are missing. */
    void write(DateTimeParts.Part part, float[] out, int first) {
        switch (part) {
            case EPOCH_DAYS -> {
                for (int row = 0; row < rows; row++) {
                    out[first + row] = (float) days[row];
                }
            }
            case HOUR -> write(seconds, 3600, 24, out, first);
            case MINUTE -> write(seconds, 60, 60, out, first);
            case SECOND -> write(seconds, 1, 60, out, first);
            case WEEKDAY -> {
                for (int row = 0; row < rows; row++) {
                    out[first + row] = orMissing(row, weekday(epochDays[row]));
                }
            }
            case WEEKEND -> {
                for (int row = 0; row < rows; row++) {
                    out[first + row] = orMissing(row, weekday(epochDays[row]) >= 5 ? 1 : 0);
                }
            }
            case YEAR -> writeCivil(years, out, first);
            case QUARTER -> {
                findCivilDates();
                for (int row = 0; row < rows; row++) {
                    out[first + row] = orMissing(row, (months[row] + 2) / 3);
                }
            }
            case MONTH -> writeCivil(months, out, first);
            case DAY -> writeCivil(daysOfMonth, out, first);
            case DAY_OF_YEAR -> writeCivil(daysOfYear, out, first);
        }
    }

    private void write(int[] from, int unit, int period, float[] out, int first) {
        for (int row = 0; row < rows; row++) {
            out[first + row] = orMissing(row, from[row] / unit % period);
        }
    }

    private void writeCivil(int[] from, float[] out, int first) {
        findCivilDates();
        for (int row = 0; row < rows; row++) {
            out[first + row] = orMissing(row, from[row]);
        }
    }

    private void findCivilDates() {
        if (civil) {
            return;
        }
        civil = true;
        for (int row = 0; row < rows; row++) {
            CivilDate date = CivilDate.of(epochDays[row]);
            years[row] = date.year();
            months[row] = date.month();
            daysOfMonth[row] = date.day();
            daysOfYear[row] = date.dayOfYear();
        }
    }

    private float orMissing(int row, int value) {
        return Double.isNaN(days[row]) ? Float.NaN : value;
    }

    /** 0 is Monday; 1970-01-01 was a Thursday. */
    private static int weekday(int day) {
        return Math.floorMod(day + 3, 7);
    }
}
