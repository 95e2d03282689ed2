package io.auspex.model.explain;

import io.auspex.model.predict.Leaves;
import io.auspex.model.predict.TreeEnsemble;

/**
 * What the leaves of trees add, in one shape for all kinds of leaves: leaf {@code i} has the terms {@code start(i)} to
 * {@code start(i + 1) - 1}.
 */
sealed interface LeafTerms {
    int start(int leaf);

    float value(int term);

    /** The output that a term of a leaf of this tree adds to. */
    int output(int term, int tree);

    /** @param trees without linear leaves */
    static LeafTerms of(TreeEnsemble trees) {
        return trees.leafValues() instanceof Leaves.Vectors vectors
                ? new Several(vectors.starts(), vectors.outputs(), vectors.values())
                : new One(trees.leaves(), trees.treeOutputs());
    }

    /** Each leaf adds to the output of its tree. */
    record One(float[] values, int[] treeOutputs) implements LeafTerms {
        @Override
        public int start(int leaf) {
            return leaf;
        }

        @Override
        public float value(int term) {
            return values[term];
        }

        @Override
        public int output(int term, int tree) {
            return treeOutputs[tree];
        }
    }

    /** A leaf adds to any outputs. */
    record Several(int[] starts, int[] outputs, float[] values) implements LeafTerms {
        @Override
        public int start(int leaf) {
            return starts[leaf];
        }

        @Override
        public float value(int term) {
            return values[term];
        }

        @Override
        public int output(int term, int tree) {
            return outputs[term];
        }
    }
}
