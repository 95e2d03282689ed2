package io.auspex.model.simd;

import static io.auspex.model.simd.Lanes.BYTE_COUNT;
import static io.auspex.model.simd.Lanes.bytes;
import static jdk.incubator.vector.VectorOperators.EQ;

import io.auspex.model.kernel.TreeProgram;
import jdk.incubator.vector.ByteVector;

/** Asks for a whole column whether its categories are in one set. The 64 bytes of a set are one vector of 512 bits, or two of 256. */
final class CategoryKernel {
    private CategoryKernel() {}

    /** See {@link TreeProgram#CATEGORY}. The four places are indexes of {@code rows} and {@code sets}. */
    static void run(byte[] sets, int set, byte[] rows, int to, int high, int bit, int count) {
        if (Lanes.BITS == 512) {
            one(sets, set, rows, to, high, bit, count);
        } else if (Lanes.BITS == 256) {
            two(sets, set, rows, to, high, bit, count);
        } else {
            scalar(sets, set, rows, to, high, bit, count);
        }
    }

    private static void one(byte[] sets, int set, byte[] rows, int to, int high, int bit, int count) {
        ByteVector table = bytes(sets, set);
        ByteVector left = bytes(0);
        ByteVector right = bytes(TreeProgram.CHUNK);
        for (int row = 0; row < count; row += BYTE_COUNT) {
            ByteVector found = bytes(rows, high + row).selectFrom(table).and(bytes(rows, bit + row));
            left.blend(right, found.compare(EQ, (byte) 0)).intoArray(rows, to + row);
        }
    }

    private static void two(byte[] sets, int set, byte[] rows, int to, int high, int bit, int count) {
        ByteVector low = bytes(sets, set);
        ByteVector top = bytes(sets, set + BYTE_COUNT);
        ByteVector left = bytes(0);
        ByteVector right = bytes(TreeProgram.CHUNK);
        for (int row = 0; row < count; row += BYTE_COUNT) {
            ByteVector found = bytes(rows, high + row).selectFrom(low, top).and(bytes(rows, bit + row));
            left.blend(right, found.compare(EQ, (byte) 0)).intoArray(rows, to + row);
        }
    }

    private static void scalar(byte[] sets, int set, byte[] rows, int to, int high, int bit, int count) {
        for (int row = 0; row < count; row++) {
            boolean in = (sets[set + rows[high + row]] & rows[bit + row]) != 0;
            rows[to + row] = in ? 0 : (byte) TreeProgram.CHUNK;
        }
    }
}
