package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One tree of a CatBoost model. A symmetric one asks the same question everywhere on a level; it is unfolded here, so that
 * both kinds are nodes with two children.
 *
 * @param left by node; -1 at a leaf
 * @param right by node; -1 at a leaf
 * @param splits by node; null at a leaf
 * @param leaves by node, the number of the leaf's values; without meaning elsewhere
 * @param values {@code double[leaf * dimensions + dimension]}
 * @param weights of each leaf, or empty
 */
record CatBoostTree(
        int[] left, int[] right, CatBoostModel.Split[] splits, int[] leaves, double[] values, double[] weights) {
    private static final int DEEPEST = 24;

    /**
     * A symmetric tree: the answer to question {@code i} is bit {@code i} of the leaf's number.
     *
     * @param dimensions values a leaf has
     */
    static CatBoostTree symmetric(List<CatBoostModel.Split> levels, int dimensions, double[] values, double[] weights) {
        int depth = levels.size();
        if (depth > DEEPEST || values.length != (1L << depth) * dimensions) {
            throw new ArtifactException(
                    "The CatBoost model has a tree of " + depth + " levels with " + values.length + " leaf values");
        }
        int inner = (1 << depth) - 1;
        int count = 2 * inner + 1;
        int[] left = new int[count];
        int[] right = new int[count];
        CatBoostModel.Split[] splits = new CatBoostModel.Split[count];
        int[] leaves = new int[count];
        // Node n has the children 2n + 1 and 2n + 2; the last question is asked first.
        for (int node = 0; node < count; node++) {
            boolean leaf = node >= inner;
            left[node] = leaf ? -1 : 2 * node + 1;
            right[node] = leaf ? -1 : 2 * node + 2;
            leaves[node] = leaf ? node - inner : 0;
            if (!leaf) {
                int level = 31 - Integer.numberOfLeadingZeros(node + 1);
                splits[node] = levels.get(depth - 1 - level);
            }
        }
        return new CatBoostTree(left, right, splits, leaves, values, weights);
    }

    /** Gathers the nodes of a tree that is not symmetric; they are numbered as they come. */
    static final class Builder {
        private final int dimensions;
        private final List<CatBoostModel.Split> splits = new ArrayList<>();
        private final IntList leaves = new IntList();
        private final NumberList values = new NumberList();
        private final NumberList weights = new NumberList();
        private int[] children = new int[64];
        private int leafCount;

        /** @param dimensions values a leaf has */
        Builder(int dimensions) {
            this.dimensions = dimensions;
        }

        /** Gives the number of the new node; {@link #lead} says where it leads. */
        int addSplit(CatBoostModel.Split split) {
            return add(split, 0);
        }

        /**
         * Gives the number of the new node.
         *
         * @param first index of the leaf's first value
         * @param weight of the training rows in it; NaN if not known
         */
        int addLeaf(double[] from, int first, double weight) {
            if (first < 0 || first > from.length - dimensions) {
                throw new ArtifactException("The CatBoost model has a leaf without its " + dimensions + " values");
            }
            for (int dimension = 0; dimension < dimensions; dimension++) {
                values.add(from[first + dimension]);
            }
            weights.add(weight);
            return add(null, leafCount++);
        }

        private int add(CatBoostModel.Split split, int leaf) {
            int node = splits.size();
            splits.add(split);
            leaves.add(leaf);
            if (2 * node + 1 >= children.length) {
                children = Arrays.copyOf(children, children.length * 2);
            }
            lead(node, -1, -1);
            return node;
        }

        void lead(int node, int left, int right) {
            children[2 * node] = left;
            children[2 * node + 1] = right;
        }

        void leadLeft(int node, int left) {
            children[2 * node] = left;
        }

        void leadRight(int node, int right) {
            children[2 * node + 1] = right;
        }

        CatBoostTree build() {
            int count = splits.size();
            int[] left = new int[count];
            int[] right = new int[count];
            for (int node = 0; node < count; node++) {
                left[node] = children[2 * node];
                right[node] = children[2 * node + 1];
            }
            return new CatBoostTree(
                    left,
                    right,
                    splits.toArray(new CatBoostModel.Split[0]),
                    leaves.toArray(),
                    values.toArray(),
                    weights.toArray());
        }
    }

    /** How much of the training rows reached each node; NaN where the file does not say. Children come after parents. */
    float[] covers() {
        float[] covers = new float[left.length];
        for (int node = left.length - 1; node >= 0; node--) {
            if (splits[node] == null) {
                covers[node] = leaves[node] < weights.length ? (float) weights[leaves[node]] : Float.NaN;
            } else {
                boolean sound = left[node] > node
                        && right[node] > node
                        && left[node] < left.length
                        && right[node] < left.length;
                covers[node] = sound ? covers[left[node]] + covers[right[node]] : Float.NaN;
            }
        }
        return covers;
    }
}
