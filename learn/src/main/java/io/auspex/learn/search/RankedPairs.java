package io.auspex.learn.search;

import java.util.Arrays;
import java.util.Comparator;
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
            double count = 0;
            double mean = 0;
            double squares = 0;
            for (int position = 0; position < truth.length; position++) {
                if (truth[position] == label) {
                    double difference = one[position] - other[position];
                    double before = difference - mean;
                    count++;
                    mean += before / count;
                    squares += before * (difference - mean);
                }
            }
            variance += squares / (count - 1) / count;
        }
        return Math.sqrt(variance);
    }

    /** Of each row the share of the other class's rows that it is on the right side of; equals count half. */
    private static double[] placements(double[] said, double[] truth) {
        double[] all = ranks(said, IntStream.range(0, said.length).toArray());
        double[] placements = new double[said.length];
        for (int label = 0; label < 2; label++) {
            int own = label;
            int[] positions = IntStream.range(0, said.length)
                    .filter(position -> truth[position] == own)
                    .toArray();
            double[] among = ranks(said, positions);
            double others = said.length - positions.length;
            for (int i = 0; i < positions.length; i++) {
                double below = (all[positions[i]] - among[i]) / others;
                placements[positions[i]] = label == 1 ? below : 1 - below;
            }
        }
        return placements;
    }

    /** Ranks from 1 among the given positions, the mean one of equals. */
    private static double[] ranks(double[] said, int[] positions) {
        Integer[] order = IntStream.range(0, positions.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(index -> said[positions[index]]));
        double[] ranks = new double[positions.length];
        int start = 0;
        while (start < order.length) {
            int end = start;
            while (end < order.length && said[positions[order[end]]] == said[positions[order[start]]]) {
                end++;
            }
            for (int i = start; i < end; i++) {
                ranks[order[i]] = (start + 1 + end) / 2.0;
            }
            start = end;
        }
        return ranks;
    }
}
