package io.auspex.model.simd;

import static io.auspex.model.simd.Lanes.INTS;
import static io.auspex.model.simd.Lanes.INT_COUNT;
import static io.auspex.model.simd.Lanes.floats;
import static io.auspex.model.simd.Lanes.ints;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_B2I;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adds what the leaves of one tree are worth to 32-bit sums. The table of the tree lies in vectors, out of which the leaf numbers pick: up to
 * the number of vectors where that is still cheaper than a load for each row.
 */
final class FloatLeaves {
    /** As many bytes as a vector has ints; vectors of 128 bits have none. */
    private static final VectorSpecies<Byte> NUMBERS =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, Lanes.BITS / 4)));

    private static final int MOST_VECTORS = Lanes.BITS == 512 ? 16 : Lanes.BITS == 256 ? 4 : 0;

    private FloatLeaves() {}

    /**
     * Adds {@code table[start + number]} to each sum.
     *
     * @param room a power of two from 16 to 256; all numbers are below it
     * @param numbers unsigned, from {@code at}
     * @param to the first sum
     */
    static void add(float[] table, int start, int room, byte[] numbers, int at, float[] sums, int to, int count) {
        int vectors = room / INT_COUNT;
        if (vectors > MOST_VECTORS) {
            scalar(table, start, numbers, at, sums, to, count);
        } else if (vectors == 1) {
            one(table, start, numbers, at, sums, to, count);
        } else if (vectors == 2) {
            two(table, start, numbers, at, sums, to, count);
        } else if (vectors == 4) {
            four(table, start, numbers, at, sums, to, count);
        } else if (vectors == 8) {
            eight(table, start, numbers, at, sums, to, count);
        } else {
            sixteen(table, start, numbers, at, sums, to, count);
        }
    }

    private static void scalar(float[] table, int start, byte[] numbers, int at, float[] sums, int to, int count) {
        for (int row = 0; row < count; row++) {
            sums[to + row] += table[start + (numbers[at + row] & 0xff)];
        }
    }

    private static void one(float[] table, int start, byte[] numbers, int at, float[] sums, int to, int count) {
        IntVector a = values(table, start, 0);
        for (int row = 0; row < count; row += INT_COUNT) {
            add(numbers(numbers, at + row).selectFrom(a), sums, to + row);
        }
    }

    private static void two(float[] table, int start, byte[] numbers, int at, float[] sums, int to, int count) {
        IntVector a = values(table, start, 0);
        IntVector b = values(table, start, 1);
        for (int row = 0; row < count; row += INT_COUNT) {
            add(numbers(numbers, at + row).selectFrom(a, b), sums, to + row);
        }
    }

    private static void four(float[] table, int start, byte[] numbers, int at, float[] sums, int to, int count) {
        IntVector a = values(table, start, 0);
        IntVector b = values(table, start, 1);
        IntVector c = values(table, start, 2);
        IntVector d = values(table, start, 3);
        for (int row = 0; row < count; row += INT_COUNT) {
            IntVector number = numbers(numbers, at + row);
            VectorMask<Integer> upper = has(number, 2 * INT_COUNT);
            add(number.selectFrom(a, b).blend(number.selectFrom(c, d), upper), sums, to + row);
        }
    }

    private static void eight(float[] table, int start, byte[] numbers, int at, float[] sums, int to, int count) {
        IntVector a = values(table, start, 0);
        IntVector b = values(table, start, 1);
        IntVector c = values(table, start, 2);
        IntVector d = values(table, start, 3);
        IntVector e = values(table, start, 4);
        IntVector f = values(table, start, 5);
        IntVector g = values(table, start, 6);
        IntVector h = values(table, start, 7);
        for (int row = 0; row < count; row += INT_COUNT) {
            IntVector number = numbers(numbers, at + row);
            VectorMask<Integer> odd = has(number, 2 * INT_COUNT);
            IntVector low = number.selectFrom(a, b).blend(number.selectFrom(c, d), odd);
            IntVector high = number.selectFrom(e, f).blend(number.selectFrom(g, h), odd);
            add(low.blend(high, has(number, 4 * INT_COUNT)), sums, to + row);
        }
    }

    /** In two passes of eight vectors, of which each row takes one: there are not more registers. */
    private static void sixteen(float[] table, int start, byte[] numbers, int at, float[] sums, int to, int count) {
        half(table, start, 0, numbers, at, sums, to, count);
        half(table, start, 8 * INT_COUNT, numbers, at, sums, to, count);
    }

    /** Adds to the rows whose number is {@code first} or one of the {@code 8 * INT_COUNT - 1} behind; the others stay as they are. */
    private static void half(
            float[] table, int start, int first, byte[] numbers, int at, float[] sums, int to, int count) {
        IntVector a = values(table, start + first, 0);
        IntVector b = values(table, start + first, 1);
        IntVector c = values(table, start + first, 2);
        IntVector d = values(table, start + first, 3);
        IntVector e = values(table, start + first, 4);
        IntVector f = values(table, start + first, 5);
        IntVector g = values(table, start + first, 6);
        IntVector h = values(table, start + first, 7);
        for (int row = 0; row < count; row += INT_COUNT) {
            IntVector number = numbers(numbers, at + row).lanewise(XOR, first);
            VectorMask<Integer> odd = has(number, 2 * INT_COUNT);
            IntVector low = number.selectFrom(a, b).blend(number.selectFrom(c, d), odd);
            IntVector high = number.selectFrom(e, f).blend(number.selectFrom(g, h), odd);
            IntVector value = low.blend(high, has(number, 4 * INT_COUNT));
            floats(sums, to + row)
                    .add(
                            value.reinterpretAsFloats(),
                            has(number, 8 * INT_COUNT).not().cast(Lanes.FLOATS))
                    .intoArray(sums, to + row);
        }
    }

    private static IntVector values(float[] table, int start, int vector) {
        return floats(table, start + vector * INT_COUNT).reinterpretAsInts();
    }

    private static IntVector numbers(byte[] numbers, int at) {
        return (IntVector) ByteVector.fromArray(NUMBERS, numbers, at).convertShape(ZERO_EXTEND_B2I, INTS, 0);
    }

    private static VectorMask<Integer> has(IntVector number, int bit) {
        return number.and(ints(bit)).compare(NE, 0);
    }

    private static void add(IntVector value, float[] sums, int at) {
        floats(sums, at).add(value.reinterpretAsFloats()).intoArray(sums, at);
    }
}
