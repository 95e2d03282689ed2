package io.auspex.model.compile;

import io.auspex.model.kernel.RowBlock;
import io.auspex.model.predict.Leaves;

/**
 * Adds the leaves that walks have found, in the arithmetic and the order of the reference: trees one after the other, in 32 bits for {@link
 * Leaves.Floats}, else in 64.
 */
sealed interface LeafSums {
    /**
     * Adds one tree to the sums of a block.
     *
     * @param leaves the ensemble's leaf of each row
     * @param features {@code float[feature][row]} of the batch
     * @param start the row of the batch that is the first of the block
     * @param at how many rows of the block lie before the first leaf
     * @param columns the column of the block in which the ensemble's output 0 is summed
     */
    void addTree(int tree, int[] leaves, int rows, float[][] features, int start, int at, RowBlock block, int columns);

    /**
     * Sets the margins of one row.
     *
     * @param leaves the leaf of each tree
     * @param margins {@code float[output][row]}
     */
    void sumRow(int[] leaves, float[][] features, int row, float[][] margins);

    static LeafSums of(SourceTrees source) {
        if (source.leaves instanceof Leaves.Floats floats) {
            return new OfFloats(floats.values(), source.outputs, source.baseMargins);
        }
        if (source.leaves instanceof Leaves.Doubles doubles) {
            return new OfDoubles(doubles.values(), source.outputs, source.baseMargins);
        }
        if (source.leaves instanceof Leaves.Linear linear) {
            return new OfLinear(linear, source.outputs, source.baseMargins);
        }
        return new OfVectors((Leaves.Vectors) source.leaves, source.trees(), source.baseMargins);
    }

    /** {@link Leaves.Floats}. */
    record OfFloats(float[] values, int[] outputs, float[] baseMargins) implements LeafSums {
        @Override
        public void addTree(
                int tree, int[] leaves, int rows, float[][] features, int start, int at, RowBlock block, int columns) {
            float[] sums = block.floats;
            int to = block.floatColumn(columns + outputs[tree]) + at;
            for (int row = 0; row < rows; row++) {
                sums[to + row] += values[leaves[row]];
            }
        }

        @Override
        public void sumRow(int[] leaves, float[][] features, int row, float[][] margins) {
            if (baseMargins.length == 1) {
                float sum = baseMargins[0];
                for (int tree = 0; tree < outputs.length; tree++) {
                    sum += values[leaves[tree]];
                }
                margins[0][row] = sum;
                return;
            }
            for (int output = 0; output < baseMargins.length; output++) {
                margins[output][row] = baseMargins[output];
            }
            for (int tree = 0; tree < outputs.length; tree++) {
                margins[outputs[tree]][row] += values[leaves[tree]];
            }
        }
    }

    /** {@link Leaves.Doubles}. */
    record OfDoubles(double[] values, int[] outputs, float[] baseMargins) implements LeafSums {
        @Override
        public void addTree(
                int tree, int[] leaves, int rows, float[][] features, int start, int at, RowBlock block, int columns) {
            double[] sums = block.doubles;
            int to = block.doubleColumn(columns + outputs[tree]) + at;
            for (int row = 0; row < rows; row++) {
                sums[to + row] += values[leaves[row]];
            }
        }

        @Override
        public void sumRow(int[] leaves, float[][] features, int row, float[][] margins) {
            double[] sums = starts(baseMargins);
            for (int tree = 0; tree < outputs.length; tree++) {
                sums[outputs[tree]] += values[leaves[tree]];
            }
            round(sums, margins, row);
        }
    }

    /** {@link Leaves.Linear}. */
    record OfLinear(Leaves.Linear linear, int[] outputs, float[] baseMargins) implements LeafSums {
        @Override
        public void addTree(
                int tree, int[] leaves, int rows, float[][] features, int start, int at, RowBlock block, int columns) {
            double[] sums = block.doubles;
            int to = block.doubleColumn(columns + outputs[tree]) + at;
            for (int row = 0; row < rows; row++) {
                sums[to + row] += linear.value(leaves[row], features, start + at + row);
            }
        }

        @Override
        public void sumRow(int[] leaves, float[][] features, int row, float[][] margins) {
            double[] sums = starts(baseMargins);
            for (int tree = 0; tree < outputs.length; tree++) {
                sums[outputs[tree]] += linear.value(leaves[tree], features, row);
            }
            round(sums, margins, row);
        }
    }

    /** {@link Leaves.Vectors}. */
    record OfVectors(Leaves.Vectors vectors, int trees, float[] baseMargins) implements LeafSums {
        @Override
        public void addTree(
                int tree, int[] leaves, int rows, float[][] features, int start, int at, RowBlock block, int columns) {
            int[] starts = vectors.starts();
            int[] outputs = vectors.outputs();
            float[] values = vectors.values();
            double[] sums = block.doubles;
            int to = block.doubleColumn(columns) + at;
            for (int row = 0; row < rows; row++) {
                int end = starts[leaves[row] + 1];
                for (int term = starts[leaves[row]]; term < end; term++) {
                    sums[to + (outputs[term] << RowBlock.SHIFT) + row] += values[term];
                }
            }
        }

        @Override
        public void sumRow(int[] leaves, float[][] features, int row, float[][] margins) {
            double[] sums = starts(baseMargins);
            for (int tree = 0; tree < trees; tree++) {
                int end = vectors.starts()[leaves[tree] + 1];
                for (int term = vectors.starts()[leaves[tree]]; term < end; term++) {
                    sums[vectors.outputs()[term]] += vectors.values()[term];
                }
            }
            round(sums, margins, row);
        }
    }

    private static double[] starts(float[] baseMargins) {
        double[] sums = new double[baseMargins.length];
        for (int output = 0; output < sums.length; output++) {
            sums[output] = baseMargins[output];
        }
        return sums;
    }

    private static void round(double[] sums, float[][] margins, int row) {
        for (int output = 0; output < sums.length; output++) {
            margins[output][row] = (float) sums[output];
        }
    }
}
