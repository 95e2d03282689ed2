package io.auspex.learn.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Issue 5 point 6: rows are divided as the user says. */
class FoldsTest {
    private static final int ROWS = 1000;

    private static int[] some(int bound, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] numbers = new int[ROWS];
        Arrays.setAll(numbers, row -> (int) (bound * Math.pow(random.nextDouble(), 2)));
        return numbers;
    }

    private static List<Fold> divide(Division division, int[] codes, int classes) {
        List<Fold> folds = Folds.of(division, ROWS, codes, classes, 7);
        for (Fold fold : folds) {
            assertThat(fold.train()).isNotEmpty().isSorted();
            assertThat(fold.validation()).isNotEmpty().isSorted();
        }
        return folds;
    }

    private static void assertEveryRowIsJudgedOnce(List<Fold> folds) {
        int[] judged = folds.stream()
                .flatMapToInt(fold -> Arrays.stream(fold.validation()))
                .sorted()
                .toArray();
        int[] all = new int[ROWS];
        Arrays.setAll(all, row -> row);
        assertThat(judged).containsExactly(all);
        assertThat(Folds.judgeEveryRow(folds)).isTrue();
    }

    @Test
    void asManyFoldsAsWanted() {
        List<Fold> ten = divide(new Division.Shuffled(OptionalInt.of(10)), some(3, 1), 3);
        assertThat(ten).hasSize(10).allSatisfy(fold -> assertThat(fold.validation())
                .hasSize(100));
        assertEveryRowIsJudgedOnce(ten);
        List<Fold> once = divide(new Division.Shuffled(OptionalInt.of(1)), null, 0);
        assertThat(once).hasSize(1);
        assertThat(once.get(0).validation()).hasSize(200);
        assertThat(Folds.judgeEveryRow(once)).isFalse();
    }

    @Test
    void noGroupIsOnBothSides() {
        for (int groups : new int[] {2, 3, 7, 40, 400}) {
            int[] group = some(groups, 2);
            int[] dense = dense(group);
            int[] codes = some(2, 3);
            List<Fold> folds = divide(new Division.Grouped(dense, OptionalInt.empty()), codes, 2);
            assertThat(folds).hasSize(Math.min(8, Arrays.stream(dense).max().orElseThrow() + 1));
            for (Fold fold : folds) {
                Set<Integer> learnt = groupsOf(fold.train(), dense);
                assertThat(groupsOf(fold.validation(), dense)).doesNotContainAnyElementsOf(learnt);
            }
            assertEveryRowIsJudgedOnce(folds);
        }
    }

    /** Groups of one class each, as patients are: every fold still has both classes. */
    @Test
    void groupsSpreadClasses() {
        int[] group = new int[ROWS];
        int[] codes = new int[ROWS];
        for (int row = 0; row < ROWS; row++) {
            group[row] = row / 10;
            codes[row] = group[row] % 10 == 0 ? 1 : 0;
        }
        for (Fold fold : divide(new Division.Grouped(group, OptionalInt.of(5)), codes, 2)) {
            assertThat(fold.validation()).hasSize(200);
            assertThat(Arrays.stream(fold.validation()).filter(row -> codes[row] == 1))
                    .hasSize(20);
        }
    }

    @Test
    void timeFoldsOnlyLookBack() {
        for (int moments : new int[] {2, 3, 10, 5000}) {
            double[] times = Arrays.stream(some(moments, 4)).asDoubleStream().toArray();
            times[17] = Double.NaN;
            for (OptionalInt wanted : List.of(OptionalInt.empty(), OptionalInt.of(1), OptionalInt.of(12))) {
                List<Fold> folds = divide(new Division.Forward(times, wanted), null, 0);
                assertThat(folds.size()).isBetween(1, wanted.orElse(8));
                for (Fold fold : folds) {
                    double latest = Arrays.stream(fold.train())
                            .mapToDouble(row -> Double.isNaN(times[row]) ? -1 : times[row])
                            .max()
                            .orElseThrow();
                    assertThat(Arrays.stream(fold.validation()).mapToDouble(row -> times[row]))
                            .allMatch(time -> time > latest);
                }
                assertThat(Folds.judgeEveryRow(folds)).isFalse();
            }
        }
        double[] spread = new double[ROWS];
        Arrays.setAll(spread, row -> ROWS - row);
        assertThat(divide(new Division.Forward(spread, OptionalInt.of(5)), null, 0))
                .extracting(fold -> fold.train().length)
                .containsExactly(166, 333, 500, 666, 833);
        assertThat(divide(new Division.Forward(spread, OptionalInt.of(1)), null, 0))
                .extracting(fold -> fold.train().length)
                .containsExactly(800);
    }

    @Test
    void markedRowsValidate() {
        boolean[] marks = new boolean[ROWS];
        Arrays.fill(marks, 100, 130, true);
        Fold only = divide(new Division.Marked(marks), null, 0).get(0);
        assertThat(only.validation()).hasSize(30).startsWith(100).endsWith(129);
        assertThat(only.train()).hasSize(ROWS - 30).doesNotContain(100, 129);
    }

    private static int[] dense(int[] numbers) {
        int[] distinct = Arrays.stream(numbers).distinct().sorted().toArray();
        return Arrays.stream(numbers)
                .map(number -> Arrays.binarySearch(distinct, number))
                .toArray();
    }

    private static Set<Integer> groupsOf(int[] rows, int[] group) {
        Set<Integer> groups = new HashSet<>();
        for (int row : rows) {
            groups.add(group[row]);
        }
        return groups;
    }
}
