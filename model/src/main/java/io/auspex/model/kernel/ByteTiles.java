package io.auspex.model.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The instructions of {@link TreeProgram} on eight rows at a time, one in each byte of a long (L. Lamport, "Multiple byte processing with
 * full-word instructions", CACM 1975): {@code value + (128 - threshold)} has the highest bit of a byte set where the value reaches the
 * threshold, because both are below 128.
 */
final class ByteTiles {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;

    private ByteTiles() {}

    static void run(TreeProgram program, int tree, RowBlock block, int rows) {
        int[] code = program.code;
        int end = program.codeStarts[tree + 1];
        int at = program.codeStarts[tree];
        while (at < end) {
            int opcode = code[at];
            if (opcode == TreeProgram.CATEGORY) {
                category(program, at, block, rows);
                at += TreeProgram.CATEGORY_WORDS;
            } else {
                tile(code, at, block, rows);
                at += opcode > TreeProgram.MIXED ? TreeProgram.MIXED_TILE_WORDS : TreeProgram.LEAF_TILE_WORDS;
            }
        }
    }

    private static void category(TreeProgram program, int at, RowBlock block, int rows) {
        int[] code = program.code;
        byte[] bytes = block.bytes;
        int to = block.byteColumn(code[at + 1]);
        int high = block.byteColumn(code[at + 2]);
        int bit = block.byteColumn(code[at + 3]);
        int set = code[at + 4] * TreeProgram.SET_BYTES;
        for (int row = 0; row < rows; row++) {
            boolean left = (program.sets[set + bytes[high + row]] & bytes[bit + row]) != 0;
            bytes[to + row] = left ? 0 : (byte) TreeProgram.CHUNK;
        }
    }

    private static void tile(int[] code, int at, RowBlock block, int rows) {
        boolean mixed = code[at] > TreeProgram.MIXED;
        int height = code[at] & 3;
        int to = block.byteColumn(code[at + 1]);
        long[] exits = new long[8];
        for (int row = 0; row < rows; row += 8) {
            for (int exit = 0; exit < 1 << height; exit++) {
                exits[exit] = exit(code, at, mixed, exit, block, row);
            }
            for (int level = height - 1; level >= 0; level--) {
                for (int place = 0; place < 1 << level; place++) {
                    int node = (1 << level) - 1 + place;
                    int threshold = (code[at + 2 + (node >> 2)] >>> ((node & 3) * 8)) & 0xff;
                    long values = (long) WORDS.get(block.bytes, block.byteColumn(code[at + 4 + node]) + row);
                    long reached = (values + (128L - threshold) * ONES) & HIGH;
                    long right = (reached << 1) - (reached >>> 7);
                    exits[place] = exits[2 * place] ^ ((exits[2 * place] ^ exits[2 * place + 1]) & right);
                }
            }
            WORDS.set(block.bytes, to + row, exits[0]);
        }
    }

    private static long exit(int[] code, int at, boolean mixed, int exit, RowBlock block, int row) {
        if (!mixed) {
            return ((code[at + 11 + (exit >> 2)] >>> ((exit & 3) * 8)) & 0xff) * ONES;
        }
        int from = code[at + 11 + exit];
        return from < 0 ? ~from * ONES : (long) WORDS.get(block.bytes, block.byteColumn(from) + row);
    }
}
