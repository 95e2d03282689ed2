package io.auspex.model.kernel;

/** The instruction of {@link TreeProgram} that asks whether categories are in a set. */
final class Categories {
    private Categories() {}

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
