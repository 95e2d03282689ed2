package io.auspex.model.simd;

import static io.auspex.model.simd.Lanes.LONGS;
import static io.auspex.model.simd.Lanes.LONG_COUNT;
import static io.auspex.model.simd.Lanes.doubles;
import static io.auspex.model.simd.Lanes.longs;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_B2L;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/** As {@link FloatLeaves}, in 64 bits: twice as many vectors for half as many rows, so only the tables of smaller trees lie in vectors. */
final class DoubleLeaves {
    private static final int MOST_VECTORS = Lanes.BITS == 512 ? 8 : 0;

    private DoubleLeaves() {}

    /**
     * Adds {@code table[start + number]} to each sum.
     *
     * @param room a power of two from 16 to 256; all numbers are below it
     * @param numbers unsigned, from {@code at}
     * @param to the first sum
     */
    static void add(double[] table, int start, int room, byte[] numbers, int at, double[] sums, int to, int count) {
        int vectors = room / LONG_COUNT;
        if (vectors > MOST_VECTORS) {
            scalar(table, start, numbers, at, sums, to, count);
        } else if (vectors == 2) {
            two(table, start, numbers, at, sums, to, count);
        } else if (vectors == 4) {
            four(table, start, numbers, at, sums, to, count);
        } else {
            eight(table, start, numbers, at, sums, to, count);
        }
    }

    private static void scalar(double[] table, int start, byte[] numbers, int at, double[] sums, int to, int count) {
        for (int row = 0; row < count; row++) {
            sums[to + row] += table[start + (numbers[at + row] & 0xff)];
        }
    }

    private static void two(double[] table, int start, byte[] numbers, int at, double[] sums, int to, int count) {
        LongVector a = values(table, start, 0);
        LongVector b = values(table, start, 1);
        for (int row = 0; row < count; row += LONG_COUNT) {
            add(numbers(numbers, at + row).selectFrom(a, b), sums, to + row);
        }
    }

    private static void four(double[] table, int start, byte[] numbers, int at, double[] sums, int to, int count) {
        LongVector a = values(table, start, 0);
        LongVector b = values(table, start, 1);
        LongVector c = values(table, start, 2);
        LongVector d = values(table, start, 3);
        for (int row = 0; row < count; row += LONG_COUNT) {
            LongVector number = numbers(numbers, at + row);
            VectorMask<Long> upper = has(number, 2 * LONG_COUNT);
            add(number.selectFrom(a, b).blend(number.selectFrom(c, d), upper), sums, to + row);
        }
    }

    private static void eight(double[] table, int start, byte[] numbers, int at, double[] sums, int to, int count) {
        LongVector a = values(table, start, 0);
        LongVector b = values(table, start, 1);
        LongVector c = values(table, start, 2);
        LongVector d = values(table, start, 3);
        LongVector e = values(table, start, 4);
        LongVector f = values(table, start, 5);
        LongVector g = values(table, start, 6);
        LongVector h = values(table, start, 7);
        for (int row = 0; row < count; row += LONG_COUNT) {
            LongVector number = numbers(numbers, at + row);
            VectorMask<Long> odd = has(number, 2 * LONG_COUNT);
            LongVector low = number.selectFrom(a, b).blend(number.selectFrom(c, d), odd);
            LongVector high = number.selectFrom(e, f).blend(number.selectFrom(g, h), odd);
            add(low.blend(high, has(number, 4 * LONG_COUNT)), sums, to + row);
        }
    }

    private static LongVector values(double[] table, int start, int vector) {
        return doubles(table, start + vector * LONG_COUNT).reinterpretAsLongs();
    }

    private static LongVector numbers(byte[] numbers, int at) {
        return (LongVector)
                ByteVector.fromArray(ByteVector.SPECIES_64, numbers, at).convertShape(ZERO_EXTEND_B2L, LONGS, 0);
    }

    private static VectorMask<Long> has(LongVector number, int bit) {
        return number.and(longs(bit)).compare(NE, 0);
    }

    private static void add(LongVector value, double[] sums, int at) {
        doubles(sums, at).add(value.reinterpretAsDoubles()).intoArray(sums, at);
    }
}
