package io.auspex.model.simd;

import io.auspex.model.kernel.Kernels;
import io.auspex.model.kernel.Panels;
import io.auspex.model.kernel.RowBlock;
import io.auspex.model.kernel.ScalarKernels;
import io.auspex.model.kernel.Thresholds;
import io.auspex.model.kernel.TreeProgram;

/**
 * The kernels in vector instructions, by the Vector API (JEP 508): fast once the JIT compiler has been through them, slower than
 * anything before, so whoever uses them must have seen that they are warm ({@link io.auspex.model.kernel.KernelSearch}).
 */
public final class VectorKernels implements Kernels {
    private final AlignedBytes memory = new AlignedBytes();
    private final Kernels plain = new ScalarKernels();

    /** @throws UnsupportedOperationException on a machine whose vectors are shorter than 128 bits or longer than 512 */
    public VectorKernels() {
        if (Lanes.BITS < 128 || Lanes.BITS > 512) {
            throw new UnsupportedOperationException("There are no kernels for vectors of " + Lanes.BITS + " bits");
        }
    }

    @Override
    public String name() {
        return "vector, " + Lanes.BITS + " bits";
    }

    @Override
    public RowBlock newBlock(int byteColumns, int floatColumns, int doubleColumns) {
        AlignedBytes.Stretch stretch = memory.allocate(byteColumns << RowBlock.SHIFT);
        return new RowBlock(
                stretch.bytes(),
                stretch.origin(),
                byteColumns,
                new float[floatColumns << RowBlock.SHIFT],
                0,
                new double[doubleColumns << RowBlock.SHIFT],
                0);
    }

    @Override
    public boolean rank(Thresholds thresholds, float[] values, int start, int rows, short[] ranks) {
        if (rows >= Lanes.INT_COUNT && RankKernels.suit(thresholds)) {
            return RankKernels.rank(thresholds, values, start, rows, ranks);
        }
        return plain.rank(thresholds, values, start, rows, ranks);
    }

    @Override
    public void spread(short[] ranks, int rows, int chunk, boolean missingRight, byte[] bytes, int at) {
        SpreadKernel.run(ranks, rows, chunk, missingRight, bytes, at);
    }

    /** As {@code (0.05 + 0.05 * tiles) * 512 / width} ns against 1 ns a step of a walk, both measured with AVX-512. */
    @Override
    public boolean fasterThanWalking(TreeProgram program, int tree, float meanDepth) {
        int words = program.codeStarts[tree + 1] - program.codeStarts[tree];
        float tiles = words / (float) TreeProgram.LEAF_TILE_WORDS;
        float tilesNanoseconds = (1 + tiles) * 0.05f * 512 / Lanes.BITS;
        return tilesNanoseconds < 1 + meanDepth;
    }

    @Override
    public void leaves(TreeProgram program, int tree, RowBlock block, int rows) {
        int[] code = program.code;
        int end = program.codeStarts[tree + 1];
        int at = program.codeStarts[tree];
        byte[] bytes = block.bytes;
        int origin = block.byteOrigin;
        while (at < end) {
            int opcode = code[at];
            switch (opcode) {
                case 3 -> TileKernels.leaf3(code, at, bytes, origin, rows);
                case 7 -> TileKernels.mixed3(code, at, bytes, origin, rows);
                case 2 -> TileKernels.leaf2(code, at, bytes, origin, rows);
                case 6 -> TileKernels.mixed2(code, at, bytes, origin, rows);
                case 1 -> TileKernels.leaf1(code, at, bytes, origin, rows);
                case 5 -> TileKernels.mixed1(code, at, bytes, origin, rows);
                default ->
                    CategoryKernel.run(
                            program.sets,
                            code[at + 4] * TreeProgram.SET_BYTES,
                            bytes,
                            block.byteColumn(code[at + 1]),
                            block.byteColumn(code[at + 2]),
                            block.byteColumn(code[at + 3]),
                            rows);
            }
            at += TreeProgram.words(opcode);
        }
    }

    @Override
    public void add(TreeProgram program, int first, int end, RowBlock block, int rows) {
        int numbers = block.byteColumn(program.leafColumn);
        for (int tree = first; tree < end; tree++) {
            leaves(program, tree, block, rows);
            int start = program.leafStarts[tree];
            int room = program.leafRooms[tree];
            if (program.kinds[tree] == TreeProgram.FLOATS) {
                int to = block.floatColumn(program.outputs[tree]);
                FloatLeaves.add(program.floatLeaves, start, room, block.bytes, numbers, block.floats, to, rows);
            } else {
                int to = block.doubleColumn(program.outputs[tree]);
                DoubleLeaves.add(program.doubleLeaves, start, room, block.bytes, numbers, block.doubles, to, rows);
            }
        }
    }

    @Override
    public void product(Panels layer, float[] in, int inStride, int rows, float[] out, int outStride) {
        ProductKernel.run(layer, in, inStride, rows, out, outStride);
    }

    @Override
    public void addMultiples(float[] sum, float[][] vectors, int[] which, float[] factors, int count) {
        MultiplesKernel.add(sum, vectors, which, factors, count);
    }
}
