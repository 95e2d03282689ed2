package io.auspex.learn.search;

/** How far the mean of a sample is from that of what it is drawn from. */
final class SampleMean {
    private SampleMean() {}

    /**
     * The square of the standard error of the mean, in one pass (Welford, "Note on a method for calculating corrected sums of squares and
     * products", Technometrics 4, 1962).
     *
     * @param sample at least two
     */
    static double variance(double[] sample) {
        double mean = 0;
        double squares = 0;
        for (int index = 0; index < sample.length; index++) {
            double before = sample[index] - mean;
            mean += before / (index + 1);
            squares += before * (sample[index] - mean);
        }
        return squares / (sample.length - 1.0) / sample.length;
    }
}
