package io.auspex.learn.metric;

import java.util.Arrays;

/** Ranks among some values, from 1; equals have the mean of theirs. Looked up by the value: no index sort, no boxing. */
public final class MeanRanks {
    private final double[] sorted;

    public MeanRanks(double[] values) {
        this.sorted = values.clone();
        for (int index = 0; index < sorted.length; index++) {
            sorted[index] = oneZero(sorted[index]);
        }
        Arrays.sort(sorted);
    }

    /** @param value one of them */
    public double of(double value) {
        double looked = oneZero(value);
        return (lowerBound(looked) + upperBound(looked) + 1) / 2.0;
    }

    /** 0 for -0, which is sorted before it but equal. */
    private static double oneZero(double value) {
        return value + 0.0;
    }

    private int lowerBound(double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Double.compare(sorted[middle], value) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int upperBound(double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Double.compare(sorted[middle], value) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
