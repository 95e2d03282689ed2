package io.auspex.learn.report;

import io.auspex.learn.profile.ColumnProfile;
import io.auspex.learn.profile.TextNumbers;
import io.auspex.learn.profile.TextSummary;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A column's values divided into few bins, so that every check can count instead of comparing values.
 *
 * @param bins of each row; 0 is a missing value, numbers ascend
 * @param count bins there may be, the missing one included
 * @param numbers the values where the column has numbers, NaN is missing; empty for text
 * @param levels the texts of the bins behind the missing one; the rest, if there is one, has none
 */
record ValueBins(int[] bins, int count, double[] numbers, List<String> levels) {
    /** Text has a bin for each of so many levels, the most frequent ones, and one for the rest. */
    static final int MOST_LEVELS = 1_000;

    private static final int MOST_QUANTILES = 128;
    private static final int LEAST_QUANTILES = 8;
    private static final int ROWS_OF_A_BIN = 25;

    static final int MISSING = 0;

    boolean isNumeric() {
        return numbers.length > 0;
    }

    /** Text that holds numbers is taken as such. */
    static ValueBins of(ColumnProfile column, String[] texts) {
        if (column.texts().filter(TextSummary::isNumbers).isPresent()) {
            double[] numbers = new double[texts.length];
            for (int row = 0; row < texts.length; row++) {
                numbers[row] = texts[row] == null ? Double.NaN : TextNumbers.parse(texts[row]);
            }
            return of(numbers);
        }
        return of(texts);
    }

    private static ValueBins of(String[] texts) {
        Map<String, Integer> counts = new HashMap<>();
        for (String text : texts) {
            if (text != null) {
                counts.merge(text, 1, Integer::sum);
            }
        }
        List<String> levels = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_LEVELS)
                .map(Map.Entry::getKey)
                .toList();
        Map<String, Integer> places = new HashMap<>();
        for (String level : levels) {
            places.put(level, places.size() + 1);
        }
        int rest = places.size() + 1;
        int[] bins = new int[texts.length];
        for (int row = 0; row < bins.length; row++) {
            bins[row] = texts[row] == null ? MISSING : places.getOrDefault(texts[row], rest);
        }
        return new ValueBins(bins, rest + 1, new double[0], levels);
    }

    /** A bin for each value where there are few, else as many rows in each. */
    static ValueBins of(double[] numbers) {
        double[] sorted = Arrays.stream(numbers)
                .filter(value -> !Double.isNaN(value))
                .map(value -> value + 0.0)
                .sorted()
                .toArray();
        int wanted = Math.max(LEAST_QUANTILES, Math.min(MOST_QUANTILES, sorted.length / ROWS_OF_A_BIN));
        double[] ends = distinct(sorted, wanted);
        if (ends.length > wanted) {
            ends = quantiles(sorted, wanted);
        }
        int[] bins = new int[numbers.length];
        for (int row = 0; row < bins.length; row++) {
            if (Double.isNaN(numbers[row])) {
                bins[row] = MISSING;
            } else {
                int place = Arrays.binarySearch(ends, numbers[row] + 0.0);
                bins[row] = 1 + (place >= 0 ? place : -place - 1);
            }
        }
        return new ValueBins(bins, ends.length + 1, numbers, List.of());
    }

    /** The distinct values; of more than {@code most} one more than that. */
    private static double[] distinct(double[] sorted, int most) {
        double[] distinct = new double[Math.min(most + 1, sorted.length)];
        int count = 0;
        for (int i = 0; i < sorted.length && count < distinct.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                distinct[count++] = sorted[i];
            }
        }
        return Arrays.copyOf(distinct, count);
    }

    /** The largest value of each bin, ascending, each once. */
    private static double[] quantiles(double[] sorted, int parts) {
        double[] ends = new double[parts];
        int count = 0;
        for (int part = 1; part <= parts; part++) {
            double end = sorted[(int) ((long) sorted.length * part / parts) - 1];
            if (count == 0 || end > ends[count - 1]) {
                ends[count++] = end;
            }
        }
        return Arrays.copyOf(ends, count);
    }
}
