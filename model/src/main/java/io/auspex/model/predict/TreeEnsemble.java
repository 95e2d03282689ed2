package io.auspex.model.predict;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Decision trees whose leaves are added up: the reference predictor, which every faster one is tested against. It walks
 * flat arrays, one tree after the other over all rows of the batch, so that a tree stays in the cache.
 *
 * <p>The arithmetic is XGBoost's (https://xgboost.readthedocs.io/en/stable/tutorials/saving_model.html and
 * {@code cpu_predictor.cc}): {@code x < threshold} goes left, a missing value goes the node's default way, and the leaves
 * are added in tree order to a float that starts at the base margin. Margins are therefore bit-equal to XGBoost's.
 *
 * <p>Inner nodes and leaves are numbered apart. A child or root {@code c >= 0} is inner node {@code c}; {@code c < 0} is
 * leaf {@code ~c}. A tree of one leaf has the root {@code ~leaf}.
 */
public final class TreeEnsemble implements Predictor {
    private final int features;
    private final float[] baseMargins;
    private final int[] treeRoots;
    private final int[] treeOutputs;
    private final int[] splitFeatures;
    private final float[] thresholds;
    private final int[] leftChildren;
    private final int[] rightChildren;
    private final BitSet defaultLeft;
    private final float[] leaves;

    /**
     * @param features how many features the trees may name
     * @param baseMargins where the sum of each output starts, {@code float[output]}
     * @param treeRoots the root of each tree
     * @param treeOutputs the output that each tree adds to
     * @param splitFeatures of each inner node, the feature it looks at
     * @param thresholds of each inner node; never NaN
     * @param leftChildren of each inner node
     * @param rightChildren of each inner node
     * @param defaultLeft the inner nodes where a missing value goes left
     * @param leaves the leaf values
     * @throws IllegalArgumentException if lengths disagree, an index is out of range, a number is not finite, or the
     *     nodes are not a forest in which every node and leaf belongs to exactly one tree
     */
    public TreeEnsemble(
            int features,
            float[] baseMargins,
            int[] treeRoots,
            int[] treeOutputs,
            int[] splitFeatures,
            float[] thresholds,
            int[] leftChildren,
            int[] rightChildren,
            BitSet defaultLeft,
            float[] leaves) {
        this.features = features;
        this.baseMargins = baseMargins.clone();
        this.treeRoots = treeRoots.clone();
        this.treeOutputs = treeOutputs.clone();
        this.splitFeatures = splitFeatures.clone();
        this.thresholds = thresholds.clone();
        this.leftChildren = leftChildren.clone();
        this.rightChildren = rightChildren.clone();
        this.defaultLeft = (BitSet) defaultLeft.clone();
        this.leaves = leaves.clone();
        requireSoundNumbers();
        requireForest();
    }

    private void requireSoundNumbers() {
        int nodes = splitFeatures.length;
        if (features < 0) {
            throw unsound("The number of features " + features + " is negative");
        }
        if (baseMargins.length == 0) {
            throw unsound("There is no output");
        }
        if (treeOutputs.length != treeRoots.length) {
            throw unsound(treeRoots.length + " trees have " + treeOutputs.length + " outputs");
        }
        if (thresholds.length != nodes || leftChildren.length != nodes || rightChildren.length != nodes) {
            throw unsound(nodes + " split features, " + thresholds.length + " thresholds, " + leftChildren.length
                    + " left and " + rightChildren.length + " right children are not as many");
        }
        if (defaultLeft.length() > nodes) {
            throw unsound("Node " + (defaultLeft.length() - 1) + " has a default direction, but there are " + nodes);
        }
        for (int output = 0; output < baseMargins.length; output++) {
            if (!Float.isFinite(baseMargins[output])) {
                throw unsound("Base margin " + output + " is " + baseMargins[output] + ", not a finite number");
            }
        }
        for (int tree = 0; tree < treeOutputs.length; tree++) {
            if (treeOutputs[tree] < 0 || treeOutputs[tree] >= baseMargins.length) {
                throw unsound("Tree " + tree + " adds to output " + treeOutputs[tree] + " of " + baseMargins.length);
            }
        }
        for (int node = 0; node < nodes; node++) {
            if (splitFeatures[node] < 0 || splitFeatures[node] >= features) {
                throw unsound("Node " + node + " splits on feature " + splitFeatures[node] + " of " + features);
            }
            if (Float.isNaN(thresholds[node])) {
                throw unsound("The threshold of node " + node + " is NaN");
            }
        }
        for (int leaf = 0; leaf < leaves.length; leaf++) {
            if (!Float.isFinite(leaves[leaf])) {
                throw unsound("Leaf " + leaf + " is " + leaves[leaf] + ", not a finite number");
            }
        }
    }

    /** Walks from all roots: every node and leaf must be met exactly once, which excludes cycles and sharing. */
    private void requireForest() {
        BitSet metNodes = new BitSet(splitFeatures.length);
        BitSet metLeaves = new BitSet(leaves.length);
        int[] waiting = new int[splitFeatures.length + 1];
        for (int tree = 0; tree < treeRoots.length; tree++) {
            int count = 0;
            meet(treeRoots[tree], tree, metNodes, metLeaves);
            if (treeRoots[tree] >= 0) {
                waiting[count++] = treeRoots[tree];
            }
            while (count > 0) {
                int node = waiting[--count];
                meet(leftChildren[node], tree, metNodes, metLeaves);
                meet(rightChildren[node], tree, metNodes, metLeaves);
                if (leftChildren[node] >= 0) {
                    waiting[count++] = leftChildren[node];
                }
                if (rightChildren[node] >= 0) {
                    waiting[count++] = rightChildren[node];
                }
            }
        }
        if (metNodes.cardinality() < splitFeatures.length || metLeaves.cardinality() < leaves.length) {
            throw unsound("Some nodes or leaves belong to no tree");
        }
    }

    private void meet(int child, int tree, BitSet metNodes, BitSet metLeaves) {
        boolean inner = child >= 0;
        int index = inner ? child : ~child;
        BitSet met = inner ? metNodes : metLeaves;
        if (index >= (inner ? splitFeatures.length : leaves.length)) {
            throw unsound("Tree " + tree + " has no " + (inner ? "node " : "leaf ") + index);
        }
        if (met.get(index)) {
            throw unsound("Tree " + tree + " meets " + (inner ? "node " : "leaf ") + index + " a second time");
        }
        met.set(index);
    }

    private static IllegalArgumentException unsound(String reason) {
        return new IllegalArgumentException(reason);
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public int outputs() {
        return baseMargins.length;
    }

    @Override
    public void margins(float[][] features, int rows, float[][] margins) {
        for (int output = 0; output < baseMargins.length; output++) {
            Arrays.fill(margins[output], 0, rows, baseMargins[output]);
        }
        for (int tree = 0; tree < treeRoots.length; tree++) {
            float[] sums = margins[treeOutputs[tree]];
            int root = treeRoots[tree];
            for (int row = 0; row < rows; row++) {
                sums[row] += leaves[leafOf(root, features, row)];
            }
        }
    }

    private int leafOf(int root, float[][] features, int row) {
        int node = root;
        while (node >= 0) {
            float value = features[splitFeatures[node]][row];
            boolean left = Float.isNaN(value) ? defaultLeft.get(node) : value < thresholds[node];
            node = left ? leftChildren[node] : rightChildren[node];
        }
        return ~node;
    }

    /** {@code float[output]}, a copy, as are all arrays below. */
    public float[] baseMargins() {
        return baseMargins.clone();
    }

    public int[] treeRoots() {
        return treeRoots.clone();
    }

    public int[] treeOutputs() {
        return treeOutputs.clone();
    }

    public int[] splitFeatures() {
        return splitFeatures.clone();
    }

    public float[] thresholds() {
        return thresholds.clone();
    }

    public int[] leftChildren() {
        return leftChildren.clone();
    }

    public int[] rightChildren() {
        return rightChildren.clone();
    }

    public BitSet defaultLeft() {
        return (BitSet) defaultLeft.clone();
    }

    public float[] leaves() {
        return leaves.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeEnsemble that
                && features == that.features
                && Arrays.equals(baseMargins, that.baseMargins)
                && Arrays.equals(treeRoots, that.treeRoots)
                && Arrays.equals(treeOutputs, that.treeOutputs)
                && Arrays.equals(splitFeatures, that.splitFeatures)
                && Arrays.equals(thresholds, that.thresholds)
                && Arrays.equals(leftChildren, that.leftChildren)
                && Arrays.equals(rightChildren, that.rightChildren)
                && defaultLeft.equals(that.defaultLeft)
                && Arrays.equals(leaves, that.leaves);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * features + Arrays.hashCode(thresholds)) + Arrays.hashCode(leaves);
    }

    @Override
    public String toString() {
        return "TreeEnsemble[" + treeRoots.length + " trees, " + splitFeatures.length + " nodes, " + features
                + " features, " + outputs() + " outputs]";
    }
}
