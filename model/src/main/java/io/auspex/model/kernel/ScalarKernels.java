package io.auspex.model.kernel;

/** What needs nothing beyond Java 17: tiles are run on eight rows at once in the bytes of a long, the rest are plain loops. */
public final class ScalarKernels implements Kernels {
    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public RowBlock newBlock(int byteColumns, int floatColumns, int doubleColumns) {
        return new RowBlock(
                new byte[byteColumns << RowBlock.SHIFT],
                0,
                new float[floatColumns << RowBlock.SHIFT],
                0,
                new double[doubleColumns << RowBlock.SHIFT],
                0);
    }

    @Override
    public boolean rank(Thresholds thresholds, float[] values, int start, int rows, short[] ranks) {
        boolean missing = false;
        for (int row = 0; row < rows; row++) {
            int rank = thresholds.rank(values[start + row]);
            ranks[row] = (short) rank;
            missing |= rank < 0;
        }
        return missing;
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
    public void leaves(TreeProgram program, int tree, RowBlock block, int rows) {
        ByteTiles.run(program, tree, block, rows);
    }

    @Override
    public void add(TreeProgram program, int first, int end, RowBlock block, int rows) {
        int leafNumbers = block.byteColumn(program.leafColumn);
        for (int tree = first; tree < end; tree++) {
            ByteTiles.run(program, tree, block, rows);
            int leaves = program.leafStarts[tree];
            if (program.kinds[tree] == TreeProgram.FLOATS) {
                int to = block.floatColumn(program.outputs[tree]);
                for (int row = 0; row < rows; row++) {
                    block.floats[to + row] += program.floatLeaves[leaves + (block.bytes[leafNumbers + row] & 0xff)];
                }
            } else {
                int to = block.doubleColumn(program.outputs[tree]);
                for (int row = 0; row < rows; row++) {
                    block.doubles[to + row] += program.doubleLeaves[leaves + (block.bytes[leafNumbers + row] & 0xff)];
                }
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
