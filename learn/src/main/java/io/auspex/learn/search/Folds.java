package io.auspex.learn.search;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Divides rows for validation: the fewer rows, the more folds, since every row counts then and fits are quick; one part of a fifth
 * beyond 100,000 rows. Classes are spread evenly. The same seed divides the same way.
 */
final class Folds {
    static final int CROSS_VALIDATED_ROWS = 100_000;

    private static final int HELD_OUT_PARTS = 5;

    private Folds() {}

    /** How many folds so many rows are worth. */
    static int count(int rows) {
        return Math.min(rows, rows <= 3_000 ? 8 : rows <= 12_000 ? 6 : rows <= CROSS_VALIDATED_ROWS ? 4 : 1);
    }

    /** @param codes class of each row, or null when there are none */
    static List<Fold> of(int rows, int[] codes, int classes, long seed) {
        int folds = count(rows);
        int[] part = parts(rows, codes, classes, folds == 1 ? HELD_OUT_PARTS : folds, seed);
        List<Fold> all = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            int held = 0;
            for (int row = 0; row < rows; row++) {
                held += part[row] == fold ? 1 : 0;
            }
            int[] train = new int[rows - held];
            int[] validation = new int[held];
            int nextTrain = 0;
            int nextValidation = 0;
            for (int row = 0; row < rows; row++) {
                if (part[row] == fold) {
                    validation[nextValidation++] = row;
                } else {
                    train[nextTrain++] = row;
                }
            }
            all.add(new Fold(train, validation));
        }
        return all;
    }

    /** Deals shuffled rows out in turn, class after class. */
    private static int[] parts(int rows, int[] codes, int classes, int count, long seed) {
        int[] shuffled = new int[rows];
        for (int row = 0; row < rows; row++) {
            shuffled[row] = row;
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int row = rows - 1; row > 0; row--) {
            int other = random.nextInt(row + 1);
            int swapped = shuffled[row];
            shuffled[row] = shuffled[other];
            shuffled[other] = swapped;
        }
        int[] part = new int[rows];
        int dealt = 0;
        for (int label = 0; label < Math.max(1, classes); label++) {
            for (int row : shuffled) {
                if (codes == null || codes[row] == label) {
                    part[row] = dealt++ % count;
                }
            }
        }
        return part;
    }
}
