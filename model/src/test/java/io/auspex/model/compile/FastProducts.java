package io.auspex.model.compile;

import io.auspex.model.kernel.Kernels;
import io.auspex.model.kernel.Panels;
import io.auspex.model.kernel.RowBlock;
import io.auspex.model.kernel.ScalarKernels;
import io.auspex.model.kernel.Thresholds;
import io.auspex.model.kernel.TreeProgram;

/** Plain Java that says its products were fast: what nets do with such kernels can be tested without vector instructions. */
final class FastProducts implements Kernels {
    private final Kernels plain = new ScalarKernels();

    @Override
    public String name() {
        return "products";
    }

    @Override
    public RowBlock newBlock(int byteColumns, int floatColumns, int doubleColumns) {
        return plain.newBlock(byteColumns, floatColumns, doubleColumns);
    }

    @Override
    public boolean rank(Thresholds thresholds, float[] values, int start, int rows, short[] ranks) {
        return plain.rank(thresholds, values, start, rows, ranks);
    }

    @Override
    public void spread(short[] ranks, int rows, int chunk, boolean missingRight, byte[] bytes, int at) {
        plain.spread(ranks, rows, chunk, missingRight, bytes, at);
    }

    @Override
    public void leaves(TreeProgram program, int tree, RowBlock block, int rows) {
        plain.leaves(program, tree, block, rows);
    }

    @Override
    public void add(TreeProgram program, int first, int end, RowBlock block, int rows) {
        plain.add(program, first, end, block, rows);
    }

    @Override
    public void product(Panels layer, float[] in, int inStride, int rows, float[] out, int outStride) {
        plain.product(layer, in, inStride, rows, out, outStride);
    }
}
