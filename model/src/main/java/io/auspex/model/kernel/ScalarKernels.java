package io.auspex.model.kernel;

/** What needs nothing beyond Java 17: tiles are run on eight rows at once in the bytes of a long, the rest are plain loops. */
public class ScalarKernels implements Kernels {
    /** Times for a row, of which only the ratios matter: by them the choice between tiles and walks is made. */
    private static final float LEAF_NANOSECONDS = 0.8f;

    private static final float LEAF_TILE_NANOSECONDS = 0.15f;
    private static final float MIXED_TILE_NANOSECONDS = 0.35f;
    private static final float CATEGORY_NANOSECONDS = 0.3f;
    private static final float WALK_NANOSECONDS = 1f;
    private static final float STEP_NANOSECONDS = 1.5f;

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public RowBlock newBlock(int byteColumns, int floatColumns, int doubleColumns) {
        return new RowBlock(
                new byte[byteColumns << RowBlock.SHIFT],
                0,
                byteColumns,
                new float[floatColumns << RowBlock.SHIFT],
                0,
                new double[doubleColumns << RowBlock.SHIFT],
                0);
    }

    @Override
    public boolean rank(Thresholds thresholds, float[] values, int start, int rows, short[] ranks) {
        return thresholds.table().rank(values, start, rows, ranks);
    }

    @Override
    public void spread(short[] ranks, int rows, int chunk, boolean missingRight, byte[] bytes, int at) {
        int offset = TreeProgram.CHUNK * chunk;
        int mask = missingRight ? 0xffff : -1;
        for (int row = 0; row < rows; row++) {
            bytes[at + row] = (byte) Math.max(0, Math.min(TreeProgram.CHUNK, (ranks[row] & mask) - offset));
        }
    }

    @Override
    public boolean fasterThanWalking(TreeProgram program, int tree, float meanDepth) {
        if (!program.slots().has(tree)) {
            return false;
        }
        float tiles = LEAF_NANOSECONDS;
        int end = program.codeStarts[tree + 1];
        for (int at = program.codeStarts[tree]; at < end; at += TreeProgram.words(program.code[at])) {
            tiles += nanoseconds(program.code[at]);
        }
        return tiles < WALK_NANOSECONDS + meanDepth * STEP_NANOSECONDS;
    }

    private static float nanoseconds(int opcode) {
        if (opcode == TreeProgram.CATEGORY) {
            return CATEGORY_NANOSECONDS;
        }
        return opcode > TreeProgram.MIXED ? MIXED_TILE_NANOSECONDS : LEAF_TILE_NANOSECONDS;
    }

    @Override
    public void leaves(TreeProgram program, int tree, RowBlock block, int rows) {
        if (program.kinds[tree] == TreeProgram.NUMBERED && program.slots().has(tree)) {
            block.words().begin(rows);
            SlotTiles.run(program, tree, block.words(), rows);
            program.slots().number(program, tree, block, rows);
        } else {
            ByteTiles.run(program, tree, block, rows);
        }
    }

    @Override
    public void add(TreeProgram program, int first, int end, RowBlock block, int rows) {
        SlotLeaves slots = program.slots();
        block.words().begin(rows);
        for (int tree = first; tree < end; tree++) {
            if (slots.has(tree)) {
                SlotTiles.run(program, tree, block.words(), rows);
                slots.add(program, tree, block, rows);
            } else {
                ByteTiles.run(program, tree, block, rows);
                addLeaves(program, tree, block, rows);
            }
        }
    }

    private static void addLeaves(TreeProgram program, int tree, RowBlock block, int rows) {
        int from = block.byteColumn(program.leafColumn);
        int leaves = program.leafStarts[tree];
        if (program.kinds[tree] == TreeProgram.FLOATS) {
            int to = block.floatColumn(program.outputs[tree]);
            for (int row = 0; row < rows; row++) {
                block.floats[to + row] += program.floatLeaves[leaves + (block.bytes[from + row] & 0xff)];
            }
        } else {
            int to = block.doubleColumn(program.outputs[tree]);
            for (int row = 0; row < rows; row++) {
                block.doubles[to + row] += program.doubleLeaves[leaves + (block.bytes[from + row] & 0xff)];
            }
        }
    }

    @Override
    public void product(Panels layer, float[] in, int inStride, int rows, float[] out, int outStride) {
        float[] weights = layer.weights();
        float[] biases = layer.biases();
        for (int row = 0; row < rows; row++) {
            for (int unit = 0; unit < biases.length; unit += Panels.WIDTH) {
                int to = row * outStride + unit;
                System.arraycopy(biases, unit, out, to, Panels.WIDTH);
                int at = unit * layer.inputs();
                for (int input = 0; input < layer.inputs(); input++) {
                    float factor = in[row * inStride + input];
                    for (int column = 0; column < Panels.WIDTH; column++) {
                        out[to + column] += factor * weights[at + column];
                    }
                    at += Panels.WIDTH;
                }
            }
        }
    }

    @Override
    public boolean multipliesFast() {
        return false;
    }
}
