package io.auspex.model.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.model.compile.GrownForest.Kind;
import io.auspex.model.compile.GrownForest.Shape;
import io.auspex.model.kernel.KernelChoice;
import io.auspex.model.kernel.Kernels;
import io.auspex.model.kernel.RowBlock;
import io.auspex.model.predict.TreeEnsemble;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What compiled trees must do with whichever kernels: give the margins of the reference to the last bit. */
public abstract class CompiledTreesContract {
    /** The kernels to try. */
    protected abstract Kernels kernels();

    private KernelChoice choice() {
        KernelChoice choice = KernelChoice.scalar();
        choice.use(kernels(), "under test");
        return choice;
    }

    private void requireEqual(List<TreeEnsemble> ensembles, float[][] features, int rows) {
        CompiledTrees compiled = CompiledTrees.of(ensembles, choice());
        requireEqual(compiled, ensembles, features, rows);
    }

    private static void requireEqual(
            CompiledTrees compiled, List<TreeEnsemble> ensembles, float[][] features, int rows) {
        float[][][] margins = new float[ensembles.size()][][];
        float[][][] expected = new float[ensembles.size()][][];
        for (int e = 0; e < margins.length; e++) {
            margins[e] = new float[ensembles.get(e).outputs()][rows];
            for (float[] column : margins[e]) {
                Arrays.fill(column, 7);
            }
            expected[e] = new float[ensembles.get(e).outputs()][rows];
            ensembles.get(e).margins(features, rows, expected[e]);
        }
        compiled.margins(features, rows, margins);
        for (int e = 0; e < margins.length; e++) {
            for (int output = 0; output < margins[e].length; output++) {
                requireSameBits(margins[e][output], expected[e][output], rows);
            }
        }
    }

    private static void requireSameBits(float[] margins, float[] expected, int rows) {
        for (int row = 0; row < rows; row++) {
            if (Float.floatToRawIntBits(margins[row]) != Float.floatToRawIntBits(expected[row])) {
                assertThat(margins[row]).as("row %d of %d", row, rows).isEqualTo(expected[row]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FLOATS,DEEP",
        "VECTORS,DEEP",
        "FLOATS,RAGGED",
        "FLOATS,PERFECT",
        "FLOATS,CHAIN",
        "DOUBLES,RAGGED",
        "DOUBLES,PERFECT",
        "DOUBLES,CHAIN",
        "LINEAR,RAGGED",
        "LINEAR,PERFECT",
        "LINEAR,CHAIN",
        "VECTORS,RAGGED",
        "VECTORS,PERFECT",
        "VECTORS,CHAIN"
    })
    void equalsTheReferenceForAnyForest(Kind kind, Shape shape) {
        Random random = new Random(31L * kind.name().hashCode() + shape.name().hashCode());
        for (int round = 0; round < 40; round++) {
            int numeric = 1 + random.nextInt(8);
            int categorical = random.nextInt(3);
            GrownForest forest =
                    new GrownForest(random, numeric, categorical, 1 + random.nextInt(300), 1 + random.nextInt(120));
            int depth = random.nextInt(shape == Shape.CHAIN || shape == Shape.DEEP ? 31 : 9);
            int trees = random.nextInt(12);
            TreeEnsemble ensemble = forest.ensemble(trees, 1 + random.nextInt(4), shape, depth, kind);
            int rows = 1 + random.nextInt(round % 4 == 0 ? 3000 : 100);
            requireEqual(List.of(ensemble), forest.rows(rows), rows);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 20, 25, 30})
    void equalsTheReferenceAtAnyDepth(int depth) {
        Random random = new Random(depth);
        GrownForest forest = new GrownForest(random, 10, 1, 100, 40);
        Shape shape = depth <= 9 ? Shape.PERFECT : Shape.CHAIN;
        TreeEnsemble ensemble = forest.ensemble(9, 2, shape, depth, Kind.FLOATS);
        requireEqual(List.of(ensemble), forest.rows(500), 500);
    }

    /** Trees with more leaves than there are rows, as forests grow them, and with fewer. */
    @ParameterizedTest
    @CsvSource({"12,0", "14,0", "16,0", "14,2"})
    void equalsTheReferenceForTheTreesOfForests(int depth, int categorical) {
        Random random = new Random(depth + categorical);
        GrownForest forest = new GrownForest(random, 8, categorical, 2000, 40);
        for (Kind kind : List.of(Kind.DOUBLES, Kind.VECTORS)) {
            TreeEnsemble ensemble = forest.ensemble(9, 3, Shape.RAGGED, depth, kind);
            CompiledTrees compiled = CompiledTrees.of(List.of(ensemble), choice());
            for (int rows : new int[] {1, 20, 27, 100, 2048, 2300}) {
                requireEqual(compiled, List.of(ensemble), forest.rows(rows), rows);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2000,1", "1000,200", "600,3", "1,1", "0,2"})
    void equalsTheReferenceForManyTreesAndClasses(int trees, int outputs) {
        Random random = new Random(trees);
        GrownForest forest = new GrownForest(random, 20, 0, 255, 1);
        for (Kind kind : List.of(Kind.FLOATS, Kind.DOUBLES, Kind.VECTORS)) {
            TreeEnsemble ensemble = forest.ensemble(trees, outputs, Shape.RAGGED, 5, kind);
            requireEqual(List.of(ensemble), forest.rows(300), 300);
            requireEqual(List.of(ensemble), forest.rows(3), 3);
        }
    }

    /** More than 127 thresholds take more than one column. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 126, 127, 128, 254, 255, 1000, 5000})
    void equalsTheReferenceForManyThresholds(int distinct) {
        Random random = new Random(distinct);
        GrownForest forest = new GrownForest(random, 2, 0, distinct, 1);
        TreeEnsemble ensemble = forest.ensemble(100, 1, Shape.PERFECT, 7, Kind.FLOATS);
        requireEqual(List.of(ensemble), forest.rows(2048), 2048);
    }

    /** At 510 categories of a feature all codes are used; with more its trees are walked. */
    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 509, 510, 511, 512, 1000, 70_000, 1 << 24})
    void equalsTheReferenceForManyCategories(int categories) {
        Random random = new Random(categories);
        GrownForest forest = new GrownForest(random, 1, 2, 10, categories);
        TreeEnsemble ensemble = forest.ensemble(categories > 100_000 ? 1 : 20, 1, Shape.RAGGED, 4, Kind.DOUBLES);
        requireEqual(List.of(ensemble), forest.rows(600), 600);
    }

    /** Few rows, and some more or less than whole blocks, with every kind of leaf; of the other numbers each with one of the kinds. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void equalsTheReferenceForEveryNumberOfRows(Kind kind) {
        int most = 5000;
        GrownForest forest = new GrownForest(new Random(3), 4, 1, 50, 40);
        TreeEnsemble ensemble = forest.ensemble(3, 2, Shape.RAGGED, 4, kind);
        float[][] features = forest.rows(most);
        float[][] expected = new float[2][most];
        ensemble.margins(features, most, expected);
        CompiledTrees compiled = CompiledTrees.of(List.of(ensemble), choice());
        float[][] margins = new float[2][most + 1];
        int turn = List.of(Kind.values()).indexOf(kind);
        for (int rows = 1; rows <= most; rows++) {
            boolean nearWholeBlocks = (rows + 32) % RowBlock.ROWS < 64;
            // Each kind has numbers of every remainder modulo 4.
            if (rows > 200 && !nearWholeBlocks && (rows + rows / 4) % 4 != turn) {
                continue;
            }
            margins[1][rows] = 99;
            compiled.margins(features, rows, new float[][][] {margins});
            requireSameBits(margins[0], expected[0], rows);
            requireSameBits(margins[1], expected[1], rows);
            assertThat(margins[1][rows]).as("behind %d rows", rows).isEqualTo(99);
        }
    }

    /** Members share columns and the program; each keeps its own sums. */
    @Test
    void equalsTheReferenceForSeveralEnsemblesAtOnce() {
        Random random = new Random(8);
        GrownForest forest = new GrownForest(random, 6, 2, 200, 90);
        List<TreeEnsemble> ensembles = List.of(
                forest.ensemble(10, 1, Shape.PERFECT, 6, Kind.FLOATS),
                forest.ensemble(6, 3, Shape.RAGGED, 12, Kind.DOUBLES),
                forest.ensemble(4, 2, Shape.PERFECT, 10, Kind.FLOATS),
                forest.ensemble(5, 3, Shape.RAGGED, 5, Kind.VECTORS),
                forest.ensemble(7, 2, Shape.CHAIN, 20, Kind.LINEAR),
                forest.ensemble(0, 2, Shape.CHAIN, 20, Kind.DOUBLES));
        for (int rows : new int[] {1, 2, 3, 4, 5, 19, 20, 21, 64, 2047, 2048, 2049, 2060, 4999}) {
            requireEqual(ensembles, forest.rows(rows), rows);
        }
    }

    /** Trees of which some are too big for tiles and some are not are added in their order. */
    @Test
    void equalsTheReferenceWhereSomeTreesAreTooBig() {
        Random random = new Random(5);
        GrownForest forest = new GrownForest(random, 12, 1, 300, 40);
        TreeEnsemble ensemble = forest.ensemble(60, 1, Shape.RAGGED, 11, Kind.FLOATS);
        int[] leaves = new SourceTrees(ensemble).leafCounts;
        assertThat(Arrays.stream(leaves).filter(count -> count > 256).count()).isBetween(1L, 59L);
        requireEqual(List.of(ensemble), forest.rows(2100), 2100);
    }

    /** One compiled forest in several threads. */
    @Test
    void givesTheSameToThreadsAtOnce() throws InterruptedException {
        GrownForest forest = new GrownForest(new Random(6), 9, 1, 200, 40);
        List<TreeEnsemble> ensembles = List.of(forest.ensemble(50, 2, Shape.RAGGED, 7, Kind.FLOATS));
        CompiledTrees compiled = CompiledTrees.of(ensembles, choice());
        float[][] features = forest.rows(2500);
        Throwable[] failures = new Throwable[6];
        Thread[] threads = new Thread[failures.length];
        for (int t = 0; t < threads.length; t++) {
            int mine = t;
            threads[t] = new Thread(() -> {
                for (int round = 0; round < 20; round++) {
                    requireEqual(compiled, ensembles, features, 2500 - mine * 490);
                }
            });
            threads[t].setUncaughtExceptionHandler((thread, failure) -> failures[mine] = failure);
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).containsOnlyNulls();
    }
}
