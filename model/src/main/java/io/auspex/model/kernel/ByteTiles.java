package io.auspex.model.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The instructions of {@link TreeProgram} as they are written, for the rare tree with too many slots for {@link SlotTiles}, in the same
 * arithmetic.
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
            if (code[at] == TreeProgram.CATEGORY) {
                Categories.run(program, at, block, rows);
            } else {
                tile(code, at, block, rows);
            }
            at += TreeProgram.words(code[at]);
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
