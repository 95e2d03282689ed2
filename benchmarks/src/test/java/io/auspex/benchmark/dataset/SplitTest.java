package io.auspex.benchmark.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
    /** Numbers of test rows from data/MANIFEST.md. */
    @Test
    void manifestSplitHoldsOutTheRowsThatEverybodyHoldsOut() {
        assertThat(Split.ofManifest(1000).test()).hasSize(251).startsWith(0);
        assertThat(Split.ofManifest(1728).test()).hasSize(434);
        assertThat(Split.ofManifest(53_940).test()).hasSize(13_487);
        assertThat(Split.ofManifest(53_940).train()).hasSize(53_940 - 13_487);
    }

    @Test
    void everyRowIsTestedOnceAndClassesAreSpreadEvenly() {
        Table table = table(i -> i < 30 ? "rare" : "common");
        List<Split> folds = Split.folds(table, Problem.BINARY, 10, 1);
        int[] tested = folds.stream()
                .flatMapToInt(fold -> Arrays.stream(fold.test()))
                .sorted()
                .toArray();
        assertThat(tested).containsExactly(IntStream.range(0, 205).toArray());
        for (Split fold : folds) {
            assertThat(table.targets(fold.test()).stream().filter("rare"::equals))
                    .hasSize(3);
            assertThat(fold.test().length).isBetween(20, 21);
            assertThat(fold.train().length + fold.test().length).isEqualTo(205);
            assertThat(fold.train()).doesNotContain(fold.test());
        }
    }

    @Test
    void theSeedDecidesTheFolds() {
        Table table = table(String::valueOf);
        List<Split> folds = Split.folds(table, Problem.REGRESSION, 5, 3);
        assertThat(Split.folds(table, Problem.REGRESSION, 5, 3).get(2).test())
                .containsExactly(folds.get(2).test());
        assertThat(Split.folds(table, Problem.REGRESSION, 5, 4).get(2).test())
                .isNotEqualTo(folds.get(2).test());
    }

    private static Table table(IntFunction<String> target) {
        return new Table(
                List.of(new Column("y", ColumnType.TEXT)),
                IntStream.range(0, 205)
                        .mapToObj(row -> List.of(target.apply(row)))
                        .toList(),
                0);
    }
}
