package io.auspex.model.compile;

import io.auspex.model.kernel.Kernels;
import io.auspex.model.kernel.Panels;
import io.auspex.model.kernel.RowBlock;
import io.auspex.model.kernel.ScalarKernels;
import io.auspex.model.kernel.Thresholds;
import io.auspex.model.kernel.TreeProgram;
import org.junit.jupiter.api.Nested;

/** Trees compiled for plain Java: as the kernels choose, all in tiles that can be, and all walked. */
class CompiledTreesTest {
    @Nested
    class AsChosen extends CompiledTreesContract {
        @Override
        protected Kernels kernels() {
            return new ScalarKernels();
        }
    }

    @Nested
    class InTiles extends CompiledTreesContract {
        @Override
        protected Kernels kernels() {
            return new Decided(new ScalarKernels(), true);
        }
    }

    @Nested
    class Walked extends CompiledTreesContract {
        @Override
        protected Kernels kernels() {
            return new Decided(new ScalarKernels(), false);
        }
    }

    /** Kernels whose choice between tiles and walks is always the same. */
    private record Decided(Kernels kernels, boolean tiles) implements Kernels {
        @Override
        public String name() {
            return kernels.name();
        }

        @Override
        public RowBlock newBlock(int byteColumns, int floatColumns, int doubleColumns) {
            return kernels.newBlock(byteColumns, floatColumns, doubleColumns);
        }

        @Override
        public boolean rank(Thresholds thresholds, float[] values, int start, int rows, short[] ranks) {
            return kernels.rank(thresholds, values, start, rows, ranks);
        }

        @Override
        public void spread(short[] ranks, int rows, int chunk, boolean missingRight, byte[] bytes, int at) {
            kernels.spread(ranks, rows, chunk, missingRight, bytes, at);
        }

        @Override
        public boolean fasterThanWalking(TreeProgram program, int tree, float meanDepth) {
            return tiles;
        }

        @Override
        public void leaves(TreeProgram program, int tree, RowBlock block, int rows) {
            kernels.leaves(program, tree, block, rows);
        }

        @Override
        public void add(TreeProgram program, int first, int end, RowBlock block, int rows) {
            kernels.add(program, first, end, block, rows);
        }

        @Override
        public void product(Panels layer, float[] in, int inStride, int rows, float[] out, int outStride) {
            kernels.product(layer, in, inStride, rows, out, outStride);
        }
    }
}
