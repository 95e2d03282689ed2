package io.auspex.model.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeEnsembleTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 64, 2048, 5000})
    void equalsANaiveRecursiveWalkToTheLastBitForAnyBatchSize(int rows) {
        Random random = new Random(rows);
        for (int round = 0; round < 12; round++) {
            int features = 1 + random.nextInt(12);
            int outputs = 1 + random.nextInt(4);
            RandomTrees trees = new RandomTrees(random, features, outputs, random.nextInt(40), random.nextInt(9));
            float[][] columns = new float[features][rows];
            for (float[] column : columns) {
                for (int row = 0; row < rows; row++) {
                    column[row] = random.nextInt(5) == 0 ? Float.NaN : RandomTrees.value(random);
                }
            }
            float[][] margins = new float[outputs][rows];
            trees.flat().margins(columns, rows, margins);
            for (int row = 0; row < rows; row++) {
                float[] expected = trees.evaluate(row(columns, row));
                for (int output = 0; output < outputs; output++) {
                    assertThat(Float.floatToRawIntBits(margins[output][row]))
                            .isEqualTo(Float.floatToRawIntBits(expected[output]));
                }
            }
        }
    }

    private static float[] row(float[][] columns, int row) {
        float[] values = new float[columns.length];
        for (int feature = 0; feature < values.length; feature++) {
            values[feature] = columns[feature][row];
        }
        return values;
    }

    @Test
    void walksATreeThirtyDeepAndOneOfASingleLeaf() {
        int depth = 30;
        int[] features = new int[depth];
        float[] thresholds = new float[depth];
        int[] left = new int[depth];
        int[] right = new int[depth];
        float[] leaves = new float[depth + 2];
        for (int node = 0; node < depth; node++) {
            thresholds[node] = node;
            left[node] = ~node;
            right[node] = node + 1 < depth ? node + 1 : ~depth;
            leaves[node] = node;
        }
        leaves[depth] = depth;
        leaves[depth + 1] = 1000;
        TreeEnsemble trees = new TreeEnsemble(
                1,
                new float[1],
                new int[] {0, ~(depth + 1)},
                new int[2],
                features,
                thresholds,
                left,
                right,
                new BitSet(),
                leaves);
        float[][] margins = new float[1][4];
        trees.margins(new float[][] {{-1, 3.5f, 99, Float.NaN}}, 4, margins);
        assertThat(margins[0]).containsExactly(1000, 1004, 1030, 1030);
    }

    @Test
    void aThresholdItselfGoesRight() {
        float[][] margins = new float[1][3];
        stump(0, ~0, ~1).margins(new float[][] {{0.5f, Math.nextDown(0.5f), Float.NaN}}, 3, margins);
        assertThat(margins[0]).containsExactly(2, 1, 1);
    }

    @Test
    void refusesWhatIsNoForest() {
        assertThatIllegalArgumentException().isThrownBy(() -> stump(0, 0, ~1)).withMessageContaining("node 0 a second");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stump(0, ~0, ~0))
                .withMessageContaining("leaf 0 a second");
        assertThatIllegalArgumentException().isThrownBy(() -> stump(0, 7, ~1)).withMessageContaining("no node 7");
        assertThatIllegalArgumentException().isThrownBy(() -> stump(0, ~0, ~7)).withMessageContaining("no leaf 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stump(0, Integer.MIN_VALUE, ~1))
                .withMessageContaining("no leaf");
        assertThatIllegalArgumentException().isThrownBy(() -> stump(1, ~0, ~1)).withMessageContaining("feature 1 of 1");
        assertThatIllegalArgumentException().isThrownBy(() -> stump(-1, ~0, ~1)).withMessageContaining("feature -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ensemble(new int[] {0, 1}, new float[] {1, 2}, 0.5f))
                .withMessageContaining("no node 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ensemble(new int[] {0}, new float[] {1, 2, 3}, 0.5f))
                .withMessageContaining("belong to no tree");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ensemble(new int[] {0}, new float[] {1, Float.NaN}, 0.5f))
                .withMessageContaining("Leaf 1 is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ensemble(new int[] {0}, new float[] {1, Float.POSITIVE_INFINITY}, 0.5f))
                .withMessageContaining("Leaf 1 is Infinity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ensemble(new int[] {0}, new float[] {1, 2}, Float.NaN))
                .withMessageContaining("threshold of node 0 is NaN");
    }

    @Test
    void refusesACycleThatNoRootReaches() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TreeEnsemble(
                        1,
                        new float[1],
                        new int[] {~0},
                        new int[1],
                        new int[2],
                        new float[2],
                        new int[] {1, 0},
                        new int[] {~1, ~2},
                        new BitSet(),
                        new float[3]))
                .withMessageContaining("belong to no tree");
    }

    private static TreeEnsemble stump(int feature, int left, int right) {
        BitSet defaultLeft = new BitSet();
        defaultLeft.set(0);
        return new TreeEnsemble(
                1,
                new float[1],
                new int[] {0},
                new int[1],
                new int[] {feature},
                new float[] {0.5f},
                new int[] {left},
                new int[] {right},
                defaultLeft,
                new float[] {1, 2});
    }

    private static TreeEnsemble ensemble(int[] roots, float[] leaves, float threshold) {
        return new TreeEnsemble(
                1,
                new float[1],
                roots,
                new int[roots.length],
                new int[1],
                new float[] {threshold},
                new int[] {~0},
                new int[] {~1},
                new BitSet(),
                leaves);
    }

    /** Leaves that add to several outputs give the same margins, bit by bit, as one tree an output. */
    @Test
    void vectorsAreSeveralTreesInOne() {
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            VectorTrees trees = VectorTrees.of(new RandomTrees(random, 4, 1, 6, 5).flat(), 3, random);
            float[][] features = new float[4][200];
            for (float[] column : features) {
                for (int row = 0; row < 200; row++) {
                    column[row] = random.nextInt(9) == 0 ? Float.NaN : RandomTrees.value(random);
                }
            }
            float[][] vectors = new float[3][200];
            float[][] scalars = new float[3][200];
            trees.vectors().margins(features, 200, vectors);
            trees.scalars().margins(features, 200, scalars);
            assertThat(vectors).isDeepEqualTo(scalars);
            TreeEnsemble first = trees.vectors().first(2);
            assertThat(first.nodes().trees()).isEqualTo(2);
            assertThat(first.leafValues().count()).isEqualTo(first.nodes().leafCount);
        }
    }

    @Test
    void refusesVectorsThatDoNotFit() {
        TreeNodes nodes = new RandomTrees(new Random(1), 2, 1, 1, 0).flat().nodes();
        assertThatThrownBy(() -> new Leaves.Vectors(2, new int[] {0, 1}, new int[] {2}, new float[] {1}))
                .hasMessageContaining("output 2 of 2");
        assertThatThrownBy(() -> new Leaves.Vectors(2, new int[] {0, 2}, new int[] {1}, new float[] {1}))
                .hasMessageContaining("do not fit together");
        assertThatThrownBy(() -> new Leaves.Vectors(2, new int[] {0, 1}, new int[] {1}, new float[] {Float.NaN}))
                .hasMessageContaining("NaN");
        Leaves vectors = new Leaves.Vectors(2, new int[] {0, 1}, new int[] {1}, new float[] {1});
        assertThatThrownBy(() -> new TreeEnsemble(nodes, new float[3], new int[1], vectors))
                .hasMessageContaining("2 outputs of 3");
        assertThatThrownBy(() -> new TreeEnsemble(nodes, new float[2], new int[] {1}, vectors))
                .hasMessageContaining("adds to output 1");
    }
}
