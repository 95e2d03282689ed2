package io.auspex.model.simd;

import static io.auspex.model.simd.Lanes.BYTE_COUNT;
import static io.auspex.model.simd.Lanes.bytes;
import static jdk.incubator.vector.VectorOperators.GE;

import io.auspex.model.kernel.RowBlock;
import jdk.incubator.vector.ByteVector;

/**
 * The tiles of {@link io.auspex.model.kernel.TreeProgram}: no row walks down a tree; all nodes of a tile are compared for as many rows at a
 * time as a vector has bytes, and exits are blended from the bottom up. A method for each opcode, and none of them larger: what the JIT
 * compiler does not inline whole it runs a hundred times slower, with a vector object for every operation.
 *
 * <p>An exit of a mixed tile is {@code column | number}: a leaf number stands beside column 0, which is zero, and a column beside
 * number 0, so there is no choice to make in the loop.
 */
final class TileKernels {
    private static final int SHIFT = RowBlock.SHIFT;

    private TileKernels() {}

    static void leaf1(int[] code, int at, byte[] rows, int origin, int count) {
        int to = origin + (code[at + 1] << SHIFT);
        int p0 = origin + (code[at + 4] << SHIFT);
        ByteVector t0 = bytes(code[at + 2]);
        int exits = code[at + 11];
        ByteVector e0 = bytes(exits);
        ByteVector e1 = bytes(exits >> 8);
        for (int row = 0; row < count; row += BYTE_COUNT) {
            e0.blend(e1, bytes(rows, p0 + row).compare(GE, t0)).intoArray(rows, to + row);
        }
    }

    static void leaf2(int[] code, int at, byte[] rows, int origin, int count) {
        int to = origin + (code[at + 1] << SHIFT);
        int p0 = origin + (code[at + 4] << SHIFT);
        int p1 = origin + (code[at + 5] << SHIFT);
        int p2 = origin + (code[at + 6] << SHIFT);
        int thresholds = code[at + 2];
        ByteVector t0 = bytes(thresholds);
        ByteVector t1 = bytes(thresholds >> 8);
        ByteVector t2 = bytes(thresholds >> 16);
        int exits = code[at + 11];
        ByteVector e0 = bytes(exits);
        ByteVector e1 = bytes(exits >> 8);
        ByteVector e2 = bytes(exits >> 16);
        ByteVector e3 = bytes(exits >> 24);
        for (int row = 0; row < count; row += BYTE_COUNT) {
            ByteVector left = e0.blend(e1, bytes(rows, p1 + row).compare(GE, t1));
            ByteVector right = e2.blend(e3, bytes(rows, p2 + row).compare(GE, t2));
            left.blend(right, bytes(rows, p0 + row).compare(GE, t0)).intoArray(rows, to + row);
        }
    }

    static void leaf3(int[] code, int at, byte[] rows, int origin, int count) {
        int to = origin + (code[at + 1] << SHIFT);
        int p0 = origin + (code[at + 4] << SHIFT);
        int p1 = origin + (code[at + 5] << SHIFT);
        int p2 = origin + (code[at + 6] << SHIFT);
        int p3 = origin + (code[at + 7] << SHIFT);
        int p4 = origin + (code[at + 8] << SHIFT);
        int p5 = origin + (code[at + 9] << SHIFT);
        int p6 = origin + (code[at + 10] << SHIFT);
        int low = code[at + 2];
        ByteVector t0 = bytes(low);
        ByteVector t1 = bytes(low >> 8);
        ByteVector t2 = bytes(low >> 16);
        ByteVector t3 = bytes(low >> 24);
        int high = code[at + 3];
        ByteVector t4 = bytes(high);
        ByteVector t5 = bytes(high >> 8);
        ByteVector t6 = bytes(high >> 16);
        int first = code[at + 11];
        ByteVector e0 = bytes(first);
        ByteVector e1 = bytes(first >> 8);
        ByteVector e2 = bytes(first >> 16);
        ByteVector e3 = bytes(first >> 24);
        int last = code[at + 12];
        ByteVector e4 = bytes(last);
        ByteVector e5 = bytes(last >> 8);
        ByteVector e6 = bytes(last >> 16);
        ByteVector e7 = bytes(last >> 24);
        for (int row = 0; row < count; row += BYTE_COUNT) {
            ByteVector a = e0.blend(e1, bytes(rows, p3 + row).compare(GE, t3));
            ByteVector b = e2.blend(e3, bytes(rows, p4 + row).compare(GE, t4));
            ByteVector c = e4.blend(e5, bytes(rows, p5 + row).compare(GE, t5));
            ByteVector d = e6.blend(e7, bytes(rows, p6 + row).compare(GE, t6));
            ByteVector left = a.blend(b, bytes(rows, p1 + row).compare(GE, t1));
            ByteVector right = c.blend(d, bytes(rows, p2 + row).compare(GE, t2));
            left.blend(right, bytes(rows, p0 + row).compare(GE, t0)).intoArray(rows, to + row);
        }
    }

    static void mixed1(int[] code, int at, byte[] rows, int origin, int count) {
        int to = origin + (code[at + 1] << SHIFT);
        int p0 = origin + (code[at + 4] << SHIFT);
        ByteVector t0 = bytes(code[at + 2]);
        int x0 = column(code[at + 11], origin);
        int x1 = column(code[at + 12], origin);
        ByteVector e0 = number(code[at + 11]);
        ByteVector e1 = number(code[at + 12]);
        for (int row = 0; row < count; row += BYTE_COUNT) {
            bytes(rows, x0 + row)
                    .or(e0)
                    .blend(bytes(rows, x1 + row).or(e1), bytes(rows, p0 + row).compare(GE, t0))
                    .intoArray(rows, to + row);
        }
    }

    static void mixed2(int[] code, int at, byte[] rows, int origin, int count) {
        int to = origin + (code[at + 1] << SHIFT);
        int p0 = origin + (code[at + 4] << SHIFT);
        int p1 = origin + (code[at + 5] << SHIFT);
        int p2 = origin + (code[at + 6] << SHIFT);
        int thresholds = code[at + 2];
        ByteVector t0 = bytes(thresholds);
        ByteVector t1 = bytes(thresholds >> 8);
        ByteVector t2 = bytes(thresholds >> 16);
        int x0 = column(code[at + 11], origin);
        int x1 = column(code[at + 12], origin);
        int x2 = column(code[at + 13], origin);
        int x3 = column(code[at + 14], origin);
        ByteVector e0 = number(code[at + 11]);
        ByteVector e1 = number(code[at + 12]);
        ByteVector e2 = number(code[at + 13]);
        ByteVector e3 = number(code[at + 14]);
        for (int row = 0; row < count; row += BYTE_COUNT) {
            ByteVector left = bytes(rows, x0 + row)
                    .or(e0)
                    .blend(bytes(rows, x1 + row).or(e1), bytes(rows, p1 + row).compare(GE, t1));
            ByteVector right = bytes(rows, x2 + row)
                    .or(e2)
                    .blend(bytes(rows, x3 + row).or(e3), bytes(rows, p2 + row).compare(GE, t2));
            left.blend(right, bytes(rows, p0 + row).compare(GE, t0)).intoArray(rows, to + row);
        }
    }

    static void mixed3(int[] code, int at, byte[] rows, int origin, int count) {
        int to = origin + (code[at + 1] << SHIFT);
        int p0 = origin + (code[at + 4] << SHIFT);
        int p1 = origin + (code[at + 5] << SHIFT);
        int p2 = origin + (code[at + 6] << SHIFT);
        int p3 = origin + (code[at + 7] << SHIFT);
        int p4 = origin + (code[at + 8] << SHIFT);
        int p5 = origin + (code[at + 9] << SHIFT);
        int p6 = origin + (code[at + 10] << SHIFT);
        int low = code[at + 2];
        ByteVector t0 = bytes(low);
        ByteVector t1 = bytes(low >> 8);
        ByteVector t2 = bytes(low >> 16);
        ByteVector t3 = bytes(low >> 24);
        int high = code[at + 3];
        ByteVector t4 = bytes(high);
        ByteVector t5 = bytes(high >> 8);
        ByteVector t6 = bytes(high >> 16);
        int x0 = column(code[at + 11], origin);
        int x1 = column(code[at + 12], origin);
        int x2 = column(code[at + 13], origin);
        int x3 = column(code[at + 14], origin);
        int x4 = column(code[at + 15], origin);
        int x5 = column(code[at + 16], origin);
        int x6 = column(code[at + 17], origin);
        int x7 = column(code[at + 18], origin);
        ByteVector e0 = number(code[at + 11]);
        ByteVector e1 = number(code[at + 12]);
        ByteVector e2 = number(code[at + 13]);
        ByteVector e3 = number(code[at + 14]);
        ByteVector e4 = number(code[at + 15]);
        ByteVector e5 = number(code[at + 16]);
        ByteVector e6 = number(code[at + 17]);
        ByteVector e7 = number(code[at + 18]);
        for (int row = 0; row < count; row += BYTE_COUNT) {
            ByteVector a = bytes(rows, x0 + row)
                    .or(e0)
                    .blend(bytes(rows, x1 + row).or(e1), bytes(rows, p3 + row).compare(GE, t3));
            ByteVector b = bytes(rows, x2 + row)
                    .or(e2)
                    .blend(bytes(rows, x3 + row).or(e3), bytes(rows, p4 + row).compare(GE, t4));
            ByteVector c = bytes(rows, x4 + row)
                    .or(e4)
                    .blend(bytes(rows, x5 + row).or(e5), bytes(rows, p5 + row).compare(GE, t5));
            ByteVector d = bytes(rows, x6 + row)
                    .or(e6)
                    .blend(bytes(rows, x7 + row).or(e7), bytes(rows, p6 + row).compare(GE, t6));
            ByteVector left = a.blend(b, bytes(rows, p1 + row).compare(GE, t1));
            ByteVector right = c.blend(d, bytes(rows, p2 + row).compare(GE, t2));
            left.blend(right, bytes(rows, p0 + row).compare(GE, t0)).intoArray(rows, to + row);
        }
    }

    /** Where an exit's column begins: column 0 if it is a leaf number. */
    private static int column(int exit, int origin) {
        return origin + (Math.max(exit, 0) << SHIFT);
    }

    /** The leaf number of an exit, or 0 if it is a column. */
    private static ByteVector number(int exit) {
        return bytes(exit < 0 ? ~exit : 0);
    }
}
