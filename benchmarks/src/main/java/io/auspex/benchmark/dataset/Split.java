package io.auspex.benchmark.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which rows are trained on and which are predicted, by their positions in ascending order.
 *
 * @param fold number of the split, from 0
 */
public record Split(int fold, int[] train, int[] test) {
    /** Knuth's multiplicative hash (The Art of Computer Programming 3, 6.4), as data/MANIFEST.md has it. */
    private static final long HASH = 2_654_435_761L;

    private static final long HASH_VALUES = 1L << 32;
    private static final long TEST_VALUES = 1L << 30;

    /** The split of data/MANIFEST.md: a quarter is tested, the same rows for everybody. */
    public static Split ofManifest(int rows) {
        return new Split(
                0,
                IntStream.range(0, rows).filter(row -> !isHeldOut(row)).toArray(),
                IntStream.range(0, rows).filter(Split::isHeldOut).toArray());
    }

    private static boolean isHeldOut(long row) {
        return (row * HASH) % HASH_VALUES < TEST_VALUES;
    }

    /**
     * Cross-validation: every row is tested once. The rows of each class are spread evenly; a regression's rows are all
     * of one class. The same seed gives the same folds.
     */
    public static List<Split> folds(Table table, Problem problem, int count, long seed) {
        List<String> targets = table.targets();
        TreeMap<String, List<Integer>> byClass = new TreeMap<>();
        for (int row = 0; row < targets.size(); row++) {
            String key = problem == Problem.REGRESSION ? "" : targets.get(row);
            byClass.computeIfAbsent(key, unseen -> new ArrayList<>()).add(row);
        }
        Random random = new Random(seed);
        int[] foldOf = new int[targets.size()];
        int next = 0;
        for (List<Integer> rows : byClass.values()) {
            Collections.shuffle(rows, random);
            for (int row : rows) {
                foldOf[row] = next++ % count;
            }
        }
        return IntStream.range(0, count)
                .mapToObj(fold -> new Split(
                        fold,
                        IntStream.range(0, foldOf.length)
                                .filter(row -> foldOf[row] != fold)
                                .toArray(),
                        IntStream.range(0, foldOf.length)
                                .filter(row -> foldOf[row] == fold)
                                .toArray()))
                .toList();
    }
}
