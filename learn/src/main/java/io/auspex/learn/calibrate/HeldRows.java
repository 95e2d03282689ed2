package io.auspex.learn.calibrate;

import io.auspex.learn.frame.RandomOrder;
import java.util.Arrays;

/**
 * Rows with the classes that they have and the probabilities that a model gave them which had not learnt from them.
 *
 * @param truth class codes
 * @param probabilities {@code [class][row]}
 */
record HeldRows(int[] truth, double[][] probabilities) {
    /** Into so many parts rows are divided to try on each part what was fitted on the others. */
    static final int PARTS = 5;

    int rows() {
        return truth.length;
    }

    int classes() {
        return probabilities.length;
    }

    HeldRows select(int[] rows) {
        int[] selected = Arrays.stream(rows).map(row -> truth[row]).toArray();
        return new HeldRows(selected, select(probabilities, rows));
    }

    /** The same rows with other probabilities. */
    HeldRows with(double[][] others) {
        return new HeldRows(truth, others);
    }

    double[][] copy() {
        return Arrays.stream(probabilities).map(double[]::clone).toArray(double[][]::new);
    }

    static double[][] select(double[][] columns, int[] rows) {
        return Arrays.stream(columns)
                .map(column ->
                        Arrays.stream(rows).mapToDouble(row -> column[row]).toArray())
                .toArray(double[][]::new);
    }

    /** The part of each row: shuffled, classes dealt out evenly. */
    int[] parts(long seed) {
        int[] order = RandomOrder.of(rows(), seed);
        int[] part = new int[rows()];
        int dealt = 0;
        for (int label = 0; label < classes(); label++) {
            for (int row : order) {
                if (truth[row] == label) {
                    part[row] = dealt++ % PARTS;
                }
            }
        }
        return part;
    }

    /** The part of each of so many rows that have no classes. */
    static int[] parts(int rows, long seed) {
        int[] order = RandomOrder.of(rows, seed);
        int[] part = new int[rows];
        for (int place = 0; place < rows; place++) {
            part[order[place]] = place % PARTS;
        }
        return part;
    }

    /** The rows of one part, or all the others, ascending. */
    static int[] of(int[] parts, int part, boolean others) {
        int[] rows = new int[parts.length];
        int count = 0;
        for (int row = 0; row < parts.length; row++) {
            if ((parts[row] == part) != others) {
                rows[count++] = row;
            }
        }
        return Arrays.copyOf(rows, count);
    }
}
