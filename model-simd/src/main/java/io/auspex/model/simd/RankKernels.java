package io.auspex.model.simd;

import static io.auspex.model.simd.Lanes.FLOATS;
import static io.auspex.model.simd.Lanes.INTS;
import static io.auspex.model.simd.Lanes.INT_COUNT;
import static io.auspex.model.simd.Lanes.ints;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2S;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;

import io.auspex.model.kernel.Thresholds;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The binary search for the rank of a value, for a vector of values at a time and without a branch: at every step each lane picks the key
 * that it compares with out of vectors that hold the keys.
 */
final class RankKernels {
    private static final VectorSpecies<Short> RANKS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(Math.max(64, Lanes.BITS / 2)));

    /** For more keys than fit in registers plain Java's table is as fast: 1.6 ns a value for 256 here, about 2.5 there for any number. */
    private static final int MOST_KEYS = Lanes.BITS == 512 ? 256 : 32;

    private RankKernels() {}

    /** Whether these are faster than plain Java for so many thresholds. */
    static boolean suit(Thresholds thresholds) {
        return thresholds.padded.length <= MOST_KEYS;
    }

    /** See {@link io.auspex.model.kernel.Kernels#rank}. The rows are {@link Lanes#INT_COUNT} or more. */
    static boolean rank(Thresholds thresholds, float[] values, int start, int rows, short[] ranks) {
        int whole = rows & -INT_COUNT;
        boolean missing = some(thresholds.padded, values, start, ranks, 0, whole);
        if (whole < rows) {
            // The last vector once more, as far back as it must be to end with the rows.
            int last = rows - INT_COUNT;
            missing |= some(thresholds.padded, values, start + last, ranks, last, INT_COUNT);
        }
        return missing;
    }

    private static boolean some(int[] keys, float[] values, int start, short[] ranks, int at, int count) {
        if (keys.length == INT_COUNT) {
            return one(keys, values, start, ranks, at, count);
        }
        if (keys.length == 2 * INT_COUNT) {
            return two(keys, values, start, ranks, at, count);
        }
        if (keys.length == 4 * INT_COUNT) {
            return four(keys, values, start, ranks, at, count);
        }
        if (keys.length == 8 * INT_COUNT) {
            return eight(keys, values, start, ranks, at, count);
        }
        return sixteen(keys, values, start, ranks, at, count);
    }

    private static boolean one(int[] keys, float[] values, int start, short[] ranks, int at, int count) {
        IntVector a = IntVector.fromArray(INTS, keys, 0);
        IntVector signs = ints(0);
        for (int row = 0; row < count; row += INT_COUNT) {
            FloatVector value = FloatVector.fromArray(FLOATS, values, start + row);
            IntVector key = key(value);
            IntVector rank = ints(0);
            if (INT_COUNT == 16) {
                rank = next(rank, 8, rank.add(7).selectFrom(a), key);
            }
            if (INT_COUNT >= 8) {
                rank = next(rank, 4, rank.add(3).selectFrom(a), key);
            }
            rank = next(rank, 2, rank.add(1).selectFrom(a), key);
            rank = next(rank, 1, rank.selectFrom(a), key);
            signs = signs.or(store(rank, value, ranks, at + row));
        }
        return signs.compare(LT, 0).anyTrue();
    }

    private static boolean two(int[] keys, float[] values, int start, short[] ranks, int at, int count) {
        IntVector a = IntVector.fromArray(INTS, keys, 0);
        IntVector b = IntVector.fromArray(INTS, keys, INT_COUNT);
        IntVector signs = ints(0);
        for (int row = 0; row < count; row += INT_COUNT) {
            FloatVector value = FloatVector.fromArray(FLOATS, values, start + row);
            IntVector key = key(value);
            IntVector rank = ints(0);
            if (INT_COUNT == 16) {
                rank = next(rank, 16, rank.add(15).selectFrom(a, b), key);
            }
            if (INT_COUNT >= 8) {
                rank = next(rank, 8, rank.add(7).selectFrom(a, b), key);
            }
            rank = next(rank, 4, rank.add(3).selectFrom(a, b), key);
            rank = next(rank, 2, rank.add(1).selectFrom(a, b), key);
            rank = next(rank, 1, rank.selectFrom(a, b), key);
            signs = signs.or(store(rank, value, ranks, at + row));
        }
        return signs.compare(LT, 0).anyTrue();
    }

    private static boolean four(int[] keys, float[] values, int start, short[] ranks, int at, int count) {
        IntVector a = IntVector.fromArray(INTS, keys, 0);
        IntVector b = IntVector.fromArray(INTS, keys, INT_COUNT);
        IntVector c = IntVector.fromArray(INTS, keys, 2 * INT_COUNT);
        IntVector d = IntVector.fromArray(INTS, keys, 3 * INT_COUNT);
        IntVector middle = ints(keys[2 * INT_COUNT - 1]);
        IntVector signs = ints(0);
        for (int row = 0; row < count; row += INT_COUNT) {
            FloatVector value = FloatVector.fromArray(FLOATS, values, start + row);
            IntVector key = key(value);
            VectorMask<Integer> upper = middle.compare(LE, key);
            IntVector rank = ints(0);
            if (INT_COUNT == 16) {
                IntVector at16 = rank.add(15);
                rank = next(rank, 16, at16.selectFrom(a, b).blend(at16.selectFrom(c, d), upper), key);
            }
            if (INT_COUNT >= 8) {
                IntVector at8 = rank.add(7);
                rank = next(rank, 8, at8.selectFrom(a, b).blend(at8.selectFrom(c, d), upper), key);
            }
            IntVector at4 = rank.add(3);
            rank = next(rank, 4, at4.selectFrom(a, b).blend(at4.selectFrom(c, d), upper), key);
            IntVector at2 = rank.add(1);
            rank = next(rank, 2, at2.selectFrom(a, b).blend(at2.selectFrom(c, d), upper), key);
            IntVector at1 = rank;
            rank = next(rank, 1, at1.selectFrom(a, b).blend(at1.selectFrom(c, d), upper), key);
            rank = rank.add(2 * INT_COUNT, upper);
            signs = signs.or(store(rank, value, ranks, at + row));
        }
        return signs.compare(LT, 0).anyTrue();
    }

    /**
     * Up to {@code 8 * INT_COUNT - 1} keys: first a search among every fourth key, which two vectors hold, then two steps among all of
     * them. From here on the text calls the Vector API alone: in methods this large the JIT compiler stops to inline what is ours.
     */
    private static boolean eight(int[] keys, float[] values, int start, short[] ranks, int at, int count) {
        int[] sparse = everyNth(keys, 2 * INT_COUNT);
        IntVector low = IntVector.fromArray(INTS, sparse, 0);
        IntVector high = IntVector.fromArray(INTS, sparse, INT_COUNT);
        IntVector a = IntVector.fromArray(INTS, keys, 0);
        IntVector b = IntVector.fromArray(INTS, keys, INT_COUNT);
        IntVector c = IntVector.fromArray(INTS, keys, 2 * INT_COUNT);
        IntVector d = IntVector.fromArray(INTS, keys, 3 * INT_COUNT);
        IntVector e = IntVector.fromArray(INTS, keys, 4 * INT_COUNT);
        IntVector f = IntVector.fromArray(INTS, keys, 5 * INT_COUNT);
        IntVector g = IntVector.fromArray(INTS, keys, 6 * INT_COUNT);
        IntVector h = IntVector.fromArray(INTS, keys, 7 * INT_COUNT);
        IntVector signs = IntVector.zero(INTS);
        for (int row = 0; row < count; row += INT_COUNT) {
            FloatVector value = FloatVector.fromArray(FLOATS, values, start + row);
            IntVector bits = value.add(0f).reinterpretAsInts();
            IntVector key = bits.lanewise(ASHR, 31).and(Integer.MAX_VALUE).lanewise(XOR, bits);
            IntVector rank = IntVector.zero(INTS);
            if (INT_COUNT == 16) {
                rank = rank.add(16, rank.add(15).selectFrom(low, high).compare(LE, key));
            }
            if (INT_COUNT >= 8) {
                rank = rank.add(8, rank.add(7).selectFrom(low, high).compare(LE, key));
            }
            rank = rank.add(4, rank.add(3).selectFrom(low, high).compare(LE, key));
            rank = rank.add(2, rank.add(1).selectFrom(low, high).compare(LE, key));
            rank = rank.add(1, rank.selectFrom(low, high).compare(LE, key));
            rank = rank.lanewise(LSHL, 2);
            VectorMask<Integer> second = rank.and(2 * INT_COUNT).compare(NE, 0);
            VectorMask<Integer> fourth = rank.and(4 * INT_COUNT).compare(NE, 0);
            IntVector by2 = rank.add(1);
            IntVector threshold2 = by2.selectFrom(a, b)
                    .blend(by2.selectFrom(c, d), second)
                    .blend(by2.selectFrom(e, f).blend(by2.selectFrom(g, h), second), fourth);
            rank = rank.add(2, threshold2.compare(LE, key));
            IntVector by1 = rank;
            IntVector threshold1 = by1.selectFrom(a, b)
                    .blend(by1.selectFrom(c, d), second)
                    .blend(by1.selectFrom(e, f).blend(by1.selectFrom(g, h), second), fourth);
            rank = rank.add(1, threshold1.compare(LE, key));
            rank = rank.blend(-1, value.compare(NE, value).cast(INTS));
            ((ShortVector) rank.convertShape(I2S, RANKS, 0)).intoArray(ranks, at + row);
            signs = signs.or(rank);
        }
        return signs.compare(LT, 0).anyTrue();
    }

    /** Up to {@code 16 * INT_COUNT - 1} keys: the same with every eighth key, and three steps. */
    private static boolean sixteen(int[] keys, float[] values, int start, short[] ranks, int at, int count) {
        int[] sparse = everyNth(keys, 2 * INT_COUNT);
        IntVector low = IntVector.fromArray(INTS, sparse, 0);
        IntVector high = IntVector.fromArray(INTS, sparse, INT_COUNT);
        IntVector a = IntVector.fromArray(INTS, keys, 0);
        IntVector b = IntVector.fromArray(INTS, keys, INT_COUNT);
        IntVector c = IntVector.fromArray(INTS, keys, 2 * INT_COUNT);
        IntVector d = IntVector.fromArray(INTS, keys, 3 * INT_COUNT);
        IntVector e = IntVector.fromArray(INTS, keys, 4 * INT_COUNT);
        IntVector f = IntVector.fromArray(INTS, keys, 5 * INT_COUNT);
        IntVector g = IntVector.fromArray(INTS, keys, 6 * INT_COUNT);
        IntVector h = IntVector.fromArray(INTS, keys, 7 * INT_COUNT);
        IntVector i = IntVector.fromArray(INTS, keys, 8 * INT_COUNT);
        IntVector j = IntVector.fromArray(INTS, keys, 9 * INT_COUNT);
        IntVector k = IntVector.fromArray(INTS, keys, 10 * INT_COUNT);
        IntVector l = IntVector.fromArray(INTS, keys, 11 * INT_COUNT);
        IntVector m = IntVector.fromArray(INTS, keys, 12 * INT_COUNT);
        IntVector n = IntVector.fromArray(INTS, keys, 13 * INT_COUNT);
        IntVector o = IntVector.fromArray(INTS, keys, 14 * INT_COUNT);
        IntVector p = IntVector.fromArray(INTS, keys, 15 * INT_COUNT);
        IntVector signs = IntVector.zero(INTS);
        for (int row = 0; row < count; row += INT_COUNT) {
            FloatVector value = FloatVector.fromArray(FLOATS, values, start + row);
            IntVector bits = value.add(0f).reinterpretAsInts();
            IntVector key = bits.lanewise(ASHR, 31).and(Integer.MAX_VALUE).lanewise(XOR, bits);
            IntVector rank = IntVector.zero(INTS);
            if (INT_COUNT == 16) {
                rank = rank.add(16, rank.add(15).selectFrom(low, high).compare(LE, key));
            }
            if (INT_COUNT >= 8) {
                rank = rank.add(8, rank.add(7).selectFrom(low, high).compare(LE, key));
            }
            rank = rank.add(4, rank.add(3).selectFrom(low, high).compare(LE, key));
            rank = rank.add(2, rank.add(1).selectFrom(low, high).compare(LE, key));
            rank = rank.add(1, rank.selectFrom(low, high).compare(LE, key));
            rank = rank.lanewise(LSHL, 3);
            VectorMask<Integer> second = rank.and(2 * INT_COUNT).compare(NE, 0);
            VectorMask<Integer> fourth = rank.and(4 * INT_COUNT).compare(NE, 0);
            VectorMask<Integer> eighth = rank.and(8 * INT_COUNT).compare(NE, 0);
            IntVector by4 = rank.add(3);
            IntVector lower4 = by4.selectFrom(a, b)
                    .blend(by4.selectFrom(c, d), second)
                    .blend(by4.selectFrom(e, f).blend(by4.selectFrom(g, h), second), fourth);
            IntVector upper4 = by4.selectFrom(i, j)
                    .blend(by4.selectFrom(k, l), second)
                    .blend(by4.selectFrom(m, n).blend(by4.selectFrom(o, p), second), fourth);
            rank = rank.add(4, lower4.blend(upper4, eighth).compare(LE, key));
            IntVector by2 = rank.add(1);
            IntVector lower2 = by2.selectFrom(a, b)
                    .blend(by2.selectFrom(c, d), second)
                    .blend(by2.selectFrom(e, f).blend(by2.selectFrom(g, h), second), fourth);
            IntVector upper2 = by2.selectFrom(i, j)
                    .blend(by2.selectFrom(k, l), second)
                    .blend(by2.selectFrom(m, n).blend(by2.selectFrom(o, p), second), fourth);
            rank = rank.add(2, lower2.blend(upper2, eighth).compare(LE, key));
            IntVector by1 = rank;
            IntVector lower1 = by1.selectFrom(a, b)
                    .blend(by1.selectFrom(c, d), second)
                    .blend(by1.selectFrom(e, f).blend(by1.selectFrom(g, h), second), fourth);
            IntVector upper1 = by1.selectFrom(i, j)
                    .blend(by1.selectFrom(k, l), second)
                    .blend(by1.selectFrom(m, n).blend(by1.selectFrom(o, p), second), fourth);
            rank = rank.add(1, lower1.blend(upper1, eighth).compare(LE, key));
            rank = rank.blend(-1, value.compare(NE, value).cast(INTS));
            ((ShortVector) rank.convertShape(I2S, RANKS, 0)).intoArray(ranks, at + row);
            signs = signs.or(rank);
        }
        return signs.compare(LT, 0).anyTrue();
    }

    /** Of {@code count} equal stretches of the keys the last of each. */
    private static int[] everyNth(int[] keys, int count) {
        int stride = keys.length / count;
        int[] some = new int[count];
        for (int i = 0; i < count; i++) {
            some[i] = keys[(i + 1) * stride - 1];
        }
        return some;
    }

    private static IntVector next(IntVector rank, int step, IntVector threshold, IntVector key) {
        return rank.add(step, threshold.compare(LE, key));
    }

    /** As {@link Thresholds#key}. */
    private static IntVector key(FloatVector value) {
        IntVector bits = value.add(0f).reinterpretAsInts();
        return bits.lanewise(ASHR, 31).and(Integer.MAX_VALUE).lanewise(XOR, bits);
    }

    private static IntVector store(IntVector rank, FloatVector value, short[] ranks, int at) {
        IntVector result = rank.blend(-1, value.compare(NE, value).cast(INTS));
        ((ShortVector) result.convertShape(I2S, RANKS, 0)).intoArray(ranks, at);
        return result;
    }
}
