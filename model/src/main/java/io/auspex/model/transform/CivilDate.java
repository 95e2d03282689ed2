package io.auspex.model.transform;

/**
 * Year, month and day of a day number, by the algorithm {@code civil_from_days} of Howard Hinnant
 * (https://howardhinnant.github.io/date_algorithms.html): no lookup, no object that outlives the call.
 */
record CivilDate(int year, int month, int day) {
    private static final int DAYS_IN_ERA = 146_097;

    /** @param epochDay days since 1970-01-01, proleptic Gregorian calendar */
    static CivilDate of(long epochDay) {
        long shifted = epochDay + 719_468;
        long era = Math.floorDiv(shifted, DAYS_IN_ERA);
        int dayOfEra = (int) Math.floorMod(shifted, (long) DAYS_IN_ERA);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYearFromMarch = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYearFromMarch + 2) / 153;
        int day = dayOfYearFromMarch - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return new CivilDate((int) year, month, day);
    }

    int dayOfYear() {
        int beforeMonth = (367 * month - 362) / 12;
        int correction = month <= 2 ? 0 : isLeapYear() ? 1 : 2;
        return beforeMonth - correction + day;
    }

    private boolean isLeapYear() {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }
}
