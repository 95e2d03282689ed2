package io.auspex.model.kernel;

/** The instruction of {@link TreeProgram} that asks whether categories are in a set. */
final class Categories {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long LOW = 0x7f7f7f7f7f7f7f7fL;

    /** A set that names categories of more eights than this is looked up row by row. */
    private static final int MOST_EIGHTS = 16;

    private Categories() {}

    /** Fills the column here and in the block. */
    static void run(TreeProgram program, int at, WordColumns columns, int rows) {
        int to = program.code[at + 1];
        int set = program.code[at + 4] * TreeProgram.SET_BYTES;
        if (eights(program.sets, set) > MOST_EIGHTS) {
            run(program, at, columns.block(), rows);
            columns.filledInBlock(to);
            return;
        }
        long[] highs = columns.read(program.code[at + 2]);
        long[] bits = columns.read(program.code[at + 3]);
        long[] out = columns.target(to);
        long[] found = columns.read(0);
        for (int eight = 0; eight < TreeProgram.SET_BYTES; eight++) {
            byte mask = program.sets[set + eight];
            if (mask != 0) {
                find(highs, eight * ONES, bits, (mask & 0xff) * ONES, found, out, columns.count());
                found = out;
            }
        }
        goRightUnless(found, out, columns.count());
        columns.filled(to);
        columns.bringToBlock(to);
    }

    private static int eights(byte[] sets, int start) {
        int count = 0;
        for (int eight = start; eight < start + TreeProgram.SET_BYTES; eight++) {
            count += sets[eight] != 0 ? 1 : 0;
        }
        return count;
    }

    /** The highest bit of a row's byte is set where it was before, and where its category is one of the given ones of eight. */
    private static void find(long[] highs, long eight, long[] bits, long mask, long[] before, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            long one = bits[i] & mask;
            long among = ((one & LOW) + LOW) | one;
            long other = (highs[i] ^ eight) + LOW;
            out[i] = before[i] | (among & ~other & HIGH);
        }
    }

    private static void goRightUnless(long[] found, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            long right = ~found[i] & HIGH;
            out[i] = right - (right >>> 7);
        }
    }

    static void run(TreeProgram program, int at, RowBlock block, int rows) {
        int[] code = program.code;
        byte[] sets = program.sets;
        byte[] bytes = block.bytes;
        int to = block.byteColumn(code[at + 1]);
        int high = block.byteColumn(code[at + 2]);
        int bit = block.byteColumn(code[at + 3]);
        int set = code[at + 4] * TreeProgram.SET_BYTES;
        for (int row = 0; row < rows; row++) {
            int found = sets[set + bytes[high + row]] & bytes[bit + row] & 0xff;
            bytes[to + row] = (byte) ((found - 1) >>> 25);
        }
    }
}
