package io.auspex.model.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The tiles of {@link TreeProgram} on eight rows at a time, one in each byte of a long (L. Lamport, "Multiple byte processing with
 * full-word instructions", CACM 1975): {@code value + (128 - threshold)} has the highest bit of a byte set where the value reaches the
 * threshold, because both are below 128. The way through a tile is then three highest bits, found by bitwise choices.
 *
 * <p>What a leaf tile gives is not a leaf number but a slot, its first slot plus these bits as a number: no blending of constants is
 * needed. {@link SlotLeaves} has the leaves in the order of slots.
 */
final class SlotTiles {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;

    private SlotTiles() {}

    /** Fills the column of leaf numbers with slots; for trees of at most 256 slots. */
    static void run(TreeProgram program, int tree, RowBlock block, int rows) {
        int[] code = program.code;
        int end = program.codeStarts[tree + 1];
        int slot = 0;
        for (int at = program.codeStarts[tree]; at < end; at += TreeProgram.words(code[at])) {
            int opcode = code[at];
            if (opcode == TreeProgram.CATEGORY) {
                Categories.run(program, at, block, rows);
                continue;
            }
            int height = opcode & 3;
            int to = block.byteColumn(code[at + 1]);
            if (opcode < TreeProgram.MIXED) {
                switch (height) {
                    case 1 -> leaf1(code, at, slot, block, to, rows);
                    case 2 -> leaf2(code, at, slot, block, to, rows);
                    default -> leaf3(code, at, slot, block, to, rows);
                }
            } else {
                switch (height) {
                    case 1 -> mixed1(code, at, slot, block, to, rows);
                    case 2 -> mixed2(code, at, slot, block, to, rows);
                    default -> mixed3(code, at, slot, block, to, rows);
                }
            }
            slot += SlotLeaves.slots(code, at);
        }
    }

    private static long word(byte[] bytes, int at) {
        return (long) WORDS.get(bytes, at);
    }

    private static int column(int[] code, int at, int node, RowBlock block) {
        return block.byteColumn(code[at + 4 + node]);
    }

    /** What is added to values so that those that reach the threshold of a node carry into the highest bit. */
    private static long lift(int[] code, int at, int node) {
        int threshold = (code[at + 2 + (node >> 2)] >>> ((node & 3) * 8)) & 0xff;
        return (128L - threshold) * ONES;
    }

    /** All bits of the bytes whose highest bit is set. */
    private static long full(long lifted) {
        long high = lifted & HIGH;
        return (high << 1) - (high >>> 7);
    }

    private static long choose(long left, long right, long where) {
        return left ^ ((left ^ right) & where);
    }

    private static void leaf1(int[] code, int at, int slot, RowBlock block, int to, int rows) {
        byte[] bytes = block.bytes;
        int column0 = column(code, at, 0, block);
        long lift0 = lift(code, at, 0);
        long first = slot * ONES;
        for (int row = 0; row < rows; row += 8) {
            long way0 = word(bytes, column0 + row) + lift0;
            WORDS.set(bytes, to + row, first + ((way0 & HIGH) >>> 7));
        }
    }

    private static void leaf2(int[] code, int at, int slot, RowBlock block, int to, int rows) {
        byte[] bytes = block.bytes;
        int column0 = column(code, at, 0, block);
        int column1 = column(code, at, 1, block);
        int column2 = column(code, at, 2, block);
        long lift0 = lift(code, at, 0);
        long lift1 = lift(code, at, 1);
        long lift2 = lift(code, at, 2);
        long first = slot * ONES;
        for (int row = 0; row < rows; row += 8) {
            long way0 = word(bytes, column0 + row) + lift0;
            long way1 = choose(word(bytes, column1 + row) + lift1, word(bytes, column2 + row) + lift2, way0);
            WORDS.set(bytes, to + row, first + ((way0 & HIGH) >>> 6) + ((way1 & HIGH) >>> 7));
        }
    }

    private static void leaf3(int[] code, int at, int slot, RowBlock block, int to, int rows) {
        byte[] bytes = block.bytes;
        int column0 = column(code, at, 0, block);
        int column1 = column(code, at, 1, block);
        int column2 = column(code, at, 2, block);
        int column3 = column(code, at, 3, block);
        int column4 = column(code, at, 4, block);
        int column5 = column(code, at, 5, block);
        int column6 = column(code, at, 6, block);
        long lift0 = lift(code, at, 0);
        long lift1 = lift(code, at, 1);
        long lift2 = lift(code, at, 2);
        long lift3 = lift(code, at, 3);
        long lift4 = lift(code, at, 4);
        long lift5 = lift(code, at, 5);
        long lift6 = lift(code, at, 6);
        long first = slot * ONES;
        for (int row = 0; row < rows; row += 8) {
            long way0 = word(bytes, column0 + row) + lift0;
            long node1 = word(bytes, column1 + row) + lift1;
            long node2 = word(bytes, column2 + row) + lift2;
            long left = choose(word(bytes, column3 + row) + lift3, word(bytes, column4 + row) + lift4, node1);
            long right = choose(word(bytes, column5 + row) + lift5, word(bytes, column6 + row) + lift6, node2);
            long way1 = choose(node1, node2, way0);
            long way2 = choose(left, right, way0);
            WORDS.set(bytes, to + row, first + ((way0 & HIGH) >>> 5) + ((way1 & HIGH) >>> 6) + ((way2 & HIGH) >>> 7));
        }
    }

    /**
     * Eight times the slot of an exit to a leaf. Such an exit is read like a column: from the column of zeros, with this or-ed to it.
     *
     * @param slot the first one of the tile
     */
    private static long constant(int[] code, int at, int exit, int slot) {
        int constants = 0;
        for (int before = 1; before <= exit; before++) {
            int leaf = code[at + 11 + before];
            boolean counted = code[at + 11 + before - 1] < 0 && leaf != code[at + 11 + before - 1];
            constants += counted ? 1 : 0;
        }
        return (slot + constants) * ONES;
    }

    private static void mixed1(int[] code, int at, int slot, RowBlock block, int to, int rows) {
        byte[] bytes = block.bytes;
        int column0 = column(code, at, 0, block);
        long lift0 = lift(code, at, 0);
        int exit0 = code[at + 11];
        int exit1 = code[at + 12];
        int from0 = block.byteColumn(Math.max(0, exit0));
        int from1 = block.byteColumn(Math.max(0, exit1));
        long or0 = exit0 < 0 ? constant(code, at, 0, slot) : 0;
        long or1 = exit1 < 0 ? constant(code, at, 1, slot) : 0;
        for (int row = 0; row < rows; row += 8) {
            long way0 = full(word(bytes, column0 + row) + lift0);
            WORDS.set(bytes, to + row, choose(word(bytes, from0 + row) | or0, word(bytes, from1 + row) | or1, way0));
        }
    }

    private static void mixed2(int[] code, int at, int slot, RowBlock block, int to, int rows) {
        byte[] bytes = block.bytes;
        int column0 = column(code, at, 0, block);
        int column1 = column(code, at, 1, block);
        int column2 = column(code, at, 2, block);
        long lift0 = lift(code, at, 0);
        long lift1 = lift(code, at, 1);
        long lift2 = lift(code, at, 2);
        int exit0 = code[at + 11];
        int exit1 = code[at + 12];
        int exit2 = code[at + 13];
        int exit3 = code[at + 14];
        int from0 = block.byteColumn(Math.max(0, exit0));
        int from1 = block.byteColumn(Math.max(0, exit1));
        int from2 = block.byteColumn(Math.max(0, exit2));
        int from3 = block.byteColumn(Math.max(0, exit3));
        long or0 = exit0 < 0 ? constant(code, at, 0, slot) : 0;
        long or1 = exit1 < 0 ? constant(code, at, 1, slot) : 0;
        long or2 = exit2 < 0 ? constant(code, at, 2, slot) : 0;
        long or3 = exit3 < 0 ? constant(code, at, 3, slot) : 0;
        for (int row = 0; row < rows; row += 8) {
            long node0 = word(bytes, column0 + row) + lift0;
            long way1 = full(choose(word(bytes, column1 + row) + lift1, word(bytes, column2 + row) + lift2, node0));
            long left = choose(word(bytes, from0 + row) | or0, word(bytes, from1 + row) | or1, way1);
            long right = choose(word(bytes, from2 + row) | or2, word(bytes, from3 + row) | or3, way1);
            WORDS.set(bytes, to + row, choose(left, right, full(node0)));
        }
    }

    private static void mixed3(int[] code, int at, int slot, RowBlock block, int to, int rows) {
        byte[] bytes = block.bytes;
        int column0 = column(code, at, 0, block);
        int column1 = column(code, at, 1, block);
        int column2 = column(code, at, 2, block);
        int column3 = column(code, at, 3, block);
        int column4 = column(code, at, 4, block);
        int column5 = column(code, at, 5, block);
        int column6 = column(code, at, 6, block);
        long lift0 = lift(code, at, 0);
        long lift1 = lift(code, at, 1);
        long lift2 = lift(code, at, 2);
        long lift3 = lift(code, at, 3);
        long lift4 = lift(code, at, 4);
        long lift5 = lift(code, at, 5);
        long lift6 = lift(code, at, 6);
        int exit0 = code[at + 11];
        int exit1 = code[at + 12];
        int exit2 = code[at + 13];
        int exit3 = code[at + 14];
        int exit4 = code[at + 15];
        int exit5 = code[at + 16];
        int exit6 = code[at + 17];
        int exit7 = code[at + 18];
        int from0 = block.byteColumn(Math.max(0, exit0));
        int from1 = block.byteColumn(Math.max(0, exit1));
        int from2 = block.byteColumn(Math.max(0, exit2));
        int from3 = block.byteColumn(Math.max(0, exit3));
        int from4 = block.byteColumn(Math.max(0, exit4));
        int from5 = block.byteColumn(Math.max(0, exit5));
        int from6 = block.byteColumn(Math.max(0, exit6));
        int from7 = block.byteColumn(Math.max(0, exit7));
        long or0 = exit0 < 0 ? constant(code, at, 0, slot) : 0;
        long or1 = exit1 < 0 ? constant(code, at, 1, slot) : 0;
        long or2 = exit2 < 0 ? constant(code, at, 2, slot) : 0;
        long or3 = exit3 < 0 ? constant(code, at, 3, slot) : 0;
        long or4 = exit4 < 0 ? constant(code, at, 4, slot) : 0;
        long or5 = exit5 < 0 ? constant(code, at, 5, slot) : 0;
        long or6 = exit6 < 0 ? constant(code, at, 6, slot) : 0;
        long or7 = exit7 < 0 ? constant(code, at, 7, slot) : 0;
        for (int row = 0; row < rows; row += 8) {
            long node0 = word(bytes, column0 + row) + lift0;
            long node1 = word(bytes, column1 + row) + lift1;
            long node2 = word(bytes, column2 + row) + lift2;
            long low = choose(word(bytes, column3 + row) + lift3, word(bytes, column4 + row) + lift4, node1);
            long high = choose(word(bytes, column5 + row) + lift5, word(bytes, column6 + row) + lift6, node2);
            long way1 = full(choose(node1, node2, node0));
            long way2 = full(choose(low, high, node0));
            long a = choose(word(bytes, from0 + row) | or0, word(bytes, from1 + row) | or1, way2);
            long b = choose(word(bytes, from2 + row) | or2, word(bytes, from3 + row) | or3, way2);
            long c = choose(word(bytes, from4 + row) | or4, word(bytes, from5 + row) | or5, way2);
            long d = choose(word(bytes, from6 + row) | or6, word(bytes, from7 + row) | or7, way2);
            WORDS.set(bytes, to + row, choose(choose(a, b, way1), choose(c, d, way1), full(node0)));
        }
    }
}
