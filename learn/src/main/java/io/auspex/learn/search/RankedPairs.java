package io.auspex.learn.search;

import io.auspex.learn.metric.MeanRanks;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How sure a difference between two areas under the ROC curve on the same rows is (DeLong, DeLong and Clarke-Pearson, "Comparing the areas under
 * two or more correlated receiver operating characteristic curves", Biometrics 44, 1988; ranks as in Sun and Xu, IEEE Signal Processing
 * Letters 21, 2014).
 */
final class RankedPairs {
    private RankedPairs() {}

    /**
     * The standard error of the difference.
     *
     * @param left what one says, the larger the likelier class 1
     * @param truth 0 or 1 by position; at least two of either
     */
    static double errorOfDifference(double[] left, double[] right, double[] truth) {
        double[] one = placements(left, truth);
        double[] other = placements(right, truth);
        double variance = 0;
        for (int label = 0; label < 2; label++) {
            variance += SampleMean.variance(positions(truth, label)
                    .mapToDouble(position -> one[position] - other[position])
                    .toArray());
        }
        return Math.sqrt(variance);
    }

    private static IntStream positions(double[] truth, int label) {
        return IntStream.range(0, truth.length).filter(position -> truth[position] == label);
    }

    /** Of each row the share of the other class's rows that it is on the right side of; equals count half. */
    private static double[] placements(double[] said, double[] truth) {
        MeanRanks all = new MeanRanks(said);
        double[] placements = new double[said.length];
        for (int label = 0; label < 2; label++) {
            int[] positions = positions(truth, label).toArray();
            MeanRanks among = new MeanRanks(Arrays.stream(positions)
                    .mapToDouble(position -> said[position])
                    .toArray());
            double others = said.length - positions.length;
            for (int position : positions) {
                double below = (all.of(said[position]) - among.of(said[position])) / others;
                placements[position] = label == 1 ? below : 1 - below;
            }
        }
        return placements;
    }
}
