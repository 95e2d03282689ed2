package io.auspex.learn.report;

/** How far two counts of the same classes differ. */
final class Contingency {
    private Contingency() {}

    /**
     * Cramer's V of a table with two rows, corrected for what chance alone gives (Bergsma, "A bias-correction for Cramer's V",
     * Journal of the Korean Statistical Society, 2013): 0 for the same shares, 1 for no class in common.
     */
    static double cramersV(double[] one, double[] other) {
        double ones = sum(one);
        double others = sum(other);
        double all = ones + others;
        if (ones == 0 || others == 0) {
            return 0;
        }
        double chiSquared = 0;
        int classes = 0;
        for (int code = 0; code < one.length; code++) {
            double both = one[code] + other[code];
            if (both > 0) {
                classes++;
                double expected = both * ones / all;
                double expectedOther = both * others / all;
                chiSquared += (one[code] - expected) * (one[code] - expected) / expected;
                chiSquared += (other[code] - expectedOther) * (other[code] - expectedOther) / expectedOther;
            }
        }
        double link = Math.max(0, chiSquared / all - (classes - 1) / (all - 1));
        double width = 2 - 1 / (all - 1) - 1;
        return Math.min(1, Math.sqrt(link / width));
    }

    private static double sum(double[] counts) {
        double sum = 0;
        for (double count : counts) {
            sum += count;
        }
        return sum;
    }
}
