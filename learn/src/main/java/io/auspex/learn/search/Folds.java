package io.auspex.learn.search;

import io.auspex.learn.frame.RandomOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Divides rows for validation. Unless the user says otherwise: the fewer rows, the more folds, since every row counts then and fits are quick;
 * one part of a fifth beyond 100,000 rows. Classes are spread evenly. The same seed divides the same way.
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
        return of(new Division.Shuffled(OptionalInt.empty()), rows, codes, classes, seed);
    }

    /**
     * @param codes class of each row, or null when there are none
     * @return at least one, each with rows on both sides where there are two rows that may be parted
     */
    static List<Fold> of(Division division, int rows, int[] codes, int classes, long seed) {
        if (division instanceof Division.Marked marked) {
            return List.of(fold(rows, row -> !marked.validation()[row], row -> marked.validation()[row]));
        }
        if (division instanceof Division.Forward forward) {
            return forward(forward.times(), number(forward.folds(), rows));
        }
        int folds;
        int[] part;
        if (division instanceof Division.Grouped grouped) {
            int groups = IntStream.of(grouped.groups()).max().orElse(0) + 1;
            folds = Math.min(number(grouped.folds(), rows), groups);
            part = GroupParts.of(grouped.groups(), groups, codes, Math.min(groups, parts(folds)), seed);
        } else {
            folds = Math.min(number(((Division.Shuffled) division).folds(), rows), rows);
            part = shuffled(rows, codes, classes, parts(folds), seed);
        }
        List<Fold> all = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            int held = fold;
            all.add(fold(rows, row -> part[row] != held, row -> part[row] == held));
        }
        return all;
    }

    /** Whether every row is judged once, so that the models of the folds know all rows together. */
    static boolean judgeEveryRow(List<Fold> folds) {
        Fold first = folds.get(0);
        int rows = first.train().length + first.validation().length;
        int judged = folds.stream().mapToInt(fold -> fold.validation().length).sum();
        return folds.size() > 1 && judged == rows;
    }

    private static int number(OptionalInt wanted, int rows) {
        return wanted.orElse(count(rows));
    }

    /** One fold holds out one part of five. */
    private static int parts(int folds) {
        return folds == 1 ? HELD_OUT_PARTS : folds;
    }

    private static Fold fold(int rows, IntPredicate train, IntPredicate validation) {
        return new Fold(
                IntStream.range(0, rows).filter(train).toArray(),
                IntStream.range(0, rows).filter(validation).toArray());
    }

    /** Deals shuffled rows out in turn, class after class. */
    private static int[] shuffled(int rows, int[] codes, int classes, int parts, long seed) {
        int[] order = RandomOrder.of(rows, seed);
        int[] part = new int[rows];
        int dealt = 0;
        for (int label = 0; label < Math.max(1, classes); label++) {
            for (int row : order) {
                if (codes == null || codes[row] == label) {
                    part[row] = dealt++ % parts;
                }
            }
        }
        return part;
    }

    /**
     * The rows in time order are cut into one part more than there are folds; each part but the first is judged by what all before
     * it taught (as Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", §5.10). Rows of the same moment stay together, so there may be
     * fewer folds than wanted. A single fold holds the last fifth out.
     */
    private static List<Fold> forward(double[] times, int folds) {
        double[] moments = new double[times.length];
        for (int row = 0; row < moments.length; row++) {
            moments[row] = Double.isNaN(times[row]) ? Double.NEGATIVE_INFINITY : times[row];
        }
        double[] sorted = moments.clone();
        Arrays.sort(sorted);
        int parts = folds == 1 ? HELD_OUT_PARTS : folds + 1;
        List<Double> cuts = new ArrayList<>();
        for (int part = folds == 1 ? parts - 1 : 1; part < parts; part++) {
            double cut = sorted[(int) ((long) sorted.length * part / parts)];
            if (cut > sorted[0] && (cuts.isEmpty() || cut > cuts.get(cuts.size() - 1))) {
                cuts.add(cut);
            }
        }
        if (cuts.isEmpty()) {
            // Most rows are of the first moment: what is later is judged.
            cuts.add(Arrays.stream(sorted)
                    .filter(time -> time > sorted[0])
                    .findFirst()
                    .orElse(sorted[0]));
        }
        List<Fold> all = new ArrayList<>();
        for (int index = 0; index < cuts.size(); index++) {
            double from = cuts.get(index);
            double to = index + 1 < cuts.size() ? cuts.get(index + 1) : Double.POSITIVE_INFINITY;
            boolean last = index + 1 == cuts.size();
            all.add(fold(
                    times.length,
                    row -> moments[row] < from,
                    row -> moments[row] >= from && (last || moments[row] < to)));
        }
        return all;
    }
}
