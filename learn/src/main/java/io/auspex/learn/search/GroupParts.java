package io.auspex.learn.search;

import io.auspex.learn.frame.RandomOrder;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Deals groups of rows out to parts: the largest first, each to the part in which its classes are the least frequent so far, so that parts
 * come out alike in size and classes (in the manner of scikit-learn's StratifiedGroupKFold).
 */
final class GroupParts {
    private GroupParts() {}

    /**
     * @param group the number of each row's group, from 0
     * @param codes class of each row, or null when there are none
     * @return the part of each row
     */
    static int[] of(int[] group, int groups, int[] codes, int parts, long seed) {
        int classes = codes == null ? 1 : Arrays.stream(codes).max().orElse(0) + 1;
        int[][] counts = new int[groups][classes];
        double[] totals = new double[classes];
        int[] sizes = new int[groups];
        for (int row = 0; row < group.length; row++) {
            int code = codes == null ? 0 : codes[row];
            counts[group[row]][code]++;
            totals[code]++;
            sizes[group[row]]++;
        }
        Integer[] order = Arrays.stream(RandomOrder.of(groups, seed)).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingInt(number -> -sizes[number]));
        double[][] dealt = new double[parts][classes];
        int[] partOfGroup = new int[groups];
        for (int number : order) {
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int part = 0; part < parts; part++) {
                double met = 0;
                for (int code = 0; code < classes; code++) {
                    met += dealt[part][code] * counts[number][code] / Math.max(1, totals[code] * totals[code]);
                }
                if (met < least) {
                    least = met;
                    best = part;
                }
            }
            partOfGroup[number] = best;
            for (int code = 0; code < classes; code++) {
                dealt[best][code] += counts[number][code];
            }
        }
        int[] part = new int[group.length];
        for (int row = 0; row < part.length; row++) {
            part[row] = partOfGroup[group[row]];
        }
        return part;
    }
}
