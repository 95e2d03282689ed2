package io.auspex.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auspex.model.simd.VectorKernels;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every vector kernel beside plain Java's, whose results it must give bit by bit. */
class VectorKernelsTest {
    private static final int[] ROWS = {1, 2, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 500, 1023, 2047, 2048};

    private final Kernels vector = new VectorKernels();
    private final Kernels plain = new ScalarKernels();

    @ParameterizedTest
    @ValueSource(
            ints = {1, 2, 3, 4, 7, 8, 14, 15, 16, 30, 31, 32, 62, 63, 64, 126, 127, 128, 254, 255, 256, 511, 1000, 32767
            })
    void ranksAreThoseOfTheThresholds(int count) {
        SplittableRandom random = new SplittableRandom(count);
        TreeSet<Integer> keys = new TreeSet<>();
        keys.add(Thresholds.key(random.nextBoolean() ? 0f : Float.POSITIVE_INFINITY));
        while (keys.size() < count) {
            keys.add(Thresholds.key(awkward(random)));
            keys.add(Thresholds.key((float) random.nextDouble(-10, 10)));
        }
        int[] ascending = keys.stream().mapToInt(key -> key).limit(count).toArray();
        Thresholds thresholds = new Thresholds(ascending);
        for (int rows : ROWS) {
            int start = random.nextInt(5);
            float[] values = new float[start + rows];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextBoolean() ? awkward(random) : near(ascending[random.nextInt(count)], random);
            }
            short[] ranks = new short[RowBlock.ROWS];
            boolean missing = vector.rank(thresholds, values, start, rows, ranks);
            boolean expectedMissing = false;
            for (int row = 0; row < rows; row++) {
                float value = values[start + row];
                int expected = slowRank(ascending, value);
                assertThat((int) ranks[row])
                        .as("rank of %s among %d", value, count)
                        .isEqualTo(expected);
                expectedMissing |= expected < 0;
            }
            assertThat(missing).isEqualTo(expectedMissing);
        }
    }

    private static int slowRank(int[] ascending, float value) {
        if (Float.isNaN(value)) {
            return -1;
        }
        int found = Arrays.binarySearch(ascending, Thresholds.key(value));
        return found < 0 ? -found - 1 : found + 1;
    }

    private static float near(int key, SplittableRandom random) {
        float value = Float.intBitsToFloat(key ^ ((key >> 31) & Integer.MAX_VALUE));
        return switch (random.nextInt(3)) {
            case 0 -> value;
            case 1 -> Math.nextUp(value);
            default -> Math.nextDown(value);
        };
    }

    private static float awkward(SplittableRandom random) {
        return switch (random.nextInt(12)) {
            case 0 -> Float.POSITIVE_INFINITY;
            case 1 -> Float.NEGATIVE_INFINITY;
            case 2 -> -0f;
            case 3 -> 0f;
            case 4 -> Float.MIN_VALUE * random.nextInt(-50, 50);
            case 5 -> Float.MAX_VALUE;
            case 6 -> -Float.MAX_VALUE;
            // A threshold that is none: NaN has no key.
            case 7 -> random.nextInt(2) == 0 ? 1f : Float.MIN_NORMAL;
            default -> Float.intBitsToFloat(random.nextInt() & 0xff7fffff);
        };
    }

    @Test
    void missingValuesHaveNoRank() {
        Thresholds thresholds = new Thresholds(new int[] {Thresholds.key(1), Thresholds.key(2)});
        float[] values = new float[40];
        Arrays.fill(values, 1.5f);
        short[] ranks = new short[RowBlock.ROWS];
        assertThat(vector.rank(thresholds, values, 0, 40, ranks)).isFalse();
        for (int bits : new int[] {0x7fc00000, 0x7f800001, 0x7fffffff, 0xffc00000, 0xffffffff}) {
            values[39] = Float.intBitsToFloat(bits);
            assertThat(vector.rank(thresholds, values, 0, 40, ranks)).isTrue();
            assertThat(ranks[39]).isEqualTo((short) -1);
            assertThat(ranks[38]).isEqualTo((short) 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,true", "0,false", "1,true", "3,false", "258,true", "258,false"})
    void columnsOfRanks(int chunk, boolean missingRight) {
        SplittableRandom random = new SplittableRandom(chunk);
        short[] ranks = new short[RowBlock.ROWS];
        for (int row = 0; row < ranks.length; row++) {
            ranks[row] = (short)
                    (random.nextInt(4) == 0
                            ? -1
                            : Math.min(Short.MAX_VALUE, Math.max(0, 127 * chunk + random.nextInt(-200, 300))));
        }
        for (int rows : ROWS) {
            byte[] expected = new byte[3 * RowBlock.ROWS];
            byte[] column = expected.clone();
            plain.spread(ranks, rows, chunk, missingRight, expected, RowBlock.ROWS);
            vector.spread(ranks, rows, chunk, missingRight, column, RowBlock.ROWS);
            assertThat(Arrays.copyOfRange(column, RowBlock.ROWS, RowBlock.ROWS + rows))
                    .isEqualTo(Arrays.copyOfRange(expected, RowBlock.ROWS, RowBlock.ROWS + rows));
            int padded = (rows + 63) / 64 * 64;
            assertThat(Arrays.copyOfRange(column, RowBlock.ROWS + padded, column.length))
                    .containsOnly(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOATS,false,false", "FLOATS,true,true", "DOUBLES,false,true", "DOUBLES,true,false"})
    void treesOfEveryHeight(String kind, boolean uneven, boolean categories) {
        byte leaves = kind.equals("FLOATS") ? TreeProgram.FLOATS : TreeProgram.DOUBLES;
        int[] heights = {1, 2, 3, 4, 5, 6, 7, 8, 8, 7, 6, 5, 4, 3, 2, 1, 6, 6, 6};
        for (long seed = 0; seed < 20; seed++) {
            TreeProgram program = TrialTrees.program(seed, leaves, heights, uneven, categories);
            int rows = ROWS[(int) seed % ROWS.length];
            RowBlock expected = block(plain, program, seed);
            RowBlock actual = block(vector, program, seed);
            plain.add(program, 0, program.trees(), expected, rows);
            vector.add(program, 0, program.trees(), actual, rows);
            for (int row = 0; row < rows; row++) {
                if (leaves == TreeProgram.FLOATS) {
                    assertThat(actual.floats[actual.floatColumn(0) + row])
                            .isEqualTo(expected.floats[expected.floatColumn(0) + row]);
                } else {
                    assertThat(actual.doubles[actual.doubleColumn(0) + row])
                            .isEqualTo(expected.doubles[expected.doubleColumn(0) + row]);
                }
            }
        }
    }

    private static RowBlock block(Kernels kernels, TreeProgram program, long seed) {
        RowBlock block = kernels.newBlock(program.byteColumns, program.floatColumns, program.doubleColumns);
        TrialTrees.fill(block, seed);
        return block;
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,64", "5,3", "20,65", "64,64", "33,130", "300,17", "7,200"})
    void products(int inputs, int units) {
        SplittableRandom random = new SplittableRandom(inputs * 1000L + units);
        float[] weights = floats(random, inputs * units);
        float[] biases = floats(random, units);
        Panels panels = Panels.of(weights, biases, inputs);
        int inStride = inputs + random.nextInt(3);
        int outStride = (units + Panels.WIDTH - 1) / Panels.WIDTH * Panels.WIDTH + Panels.WIDTH * random.nextInt(2);
        int most = 19;
        float[] in = floats(random, most * inStride);
        float[] all = new float[most * outStride];
        vector.product(panels, in, inStride, most, all, outStride);
        for (int row = 0; row < most; row++) {
            for (int unit = 0; unit < units; unit++) {
                double sum = biases[unit];
                for (int input = 0; input < inputs; input++) {
                    sum += (double) in[row * inStride + input] * weights[unit * inputs + input];
                }
                assertThat((double) all[row * outStride + unit]).isCloseTo(sum, within(1e-6 * (inputs + 1)));
            }
        }
        for (int rows = 1; rows <= most; rows++) {
            float[] some = new float[(most + 1) * outStride];
            vector.product(panels, in, inStride, rows, some, outStride);
            for (int row = 0; row < rows; row++) {
                for (int unit = 0; unit < units; unit++) {
                    // A row's result does not depend on its neighbours.
                    assertThat(some[row * outStride + unit]).isEqualTo(all[row * outStride + unit]);
                }
            }
            assertThat(Arrays.copyOfRange(some, rows * outStride, some.length)).containsOnly(0);
        }
    }

    private static float[] floats(SplittableRandom random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    /** They may lie in one array, but never overlap. */
    @Test
    void blocksAreApart() {
        for (int i = 1; i < 50; i++) {
            // One of them is larger than a region of the heap.
            int columns = i == 7 ? 5000 : i * 3;
            RowBlock block = vector.newBlock(columns, i % 3, i % 2);
            assertThat(block.floats.length - block.floatOrigin).isGreaterThanOrEqualTo((i % 3) * RowBlock.ROWS);
            assertThat(block.doubles.length - block.doubleOrigin).isGreaterThanOrEqualTo((i % 2) * RowBlock.ROWS);
            int end = block.byteColumn(columns);
            int written = 0;
            for (int at = block.byteOrigin; at < end; at++) {
                written += block.bytes[at];
                block.bytes[at] = 1;
            }
            assertThat(written).as("bytes of others in block %d", i).isZero();
        }
    }

    /** A block that is used again reaches no further than its own columns, however many others lie behind them in the same array. */
    @Test
    void blocksStayApartWhenTheyAreUsedAgain() {
        RowBlocks blocks = new RowBlocks();
        RowBlock small = blocks.take(vector, 3, 1, 0);
        RowBlock neighbor = blocks.take(vector, 3, 1, 0);
        blocks.give(small);
        RowBlock large = blocks.take(vector, 30, 1, 0);
        assertThat(large.byteColumns).isGreaterThanOrEqualTo(30);
        Arrays.fill(large.bytes, large.byteColumn(1), large.byteColumn(30), (byte) 1);
        for (int at = neighbor.byteOrigin; at < neighbor.byteColumn(3); at++) {
            assertThat(neighbor.bytes[at]).isZero();
        }
        blocks.give(large);
        assertThat(blocks.take(vector, 20, 1, 0)).isSameAs(large);
    }
}
