package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.predict.TreeEnsemble;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Gathers the trees of a booster into the flat arrays of a {@link TreeEnsemble}. XGBoost numbers inner nodes and leaves
 * together and leaves pruned nodes in its arrays; here only what can be reached from the root is taken, breadth first.
 */
final class TreeAppender {
    private final int[] treeRoots;
    private final int[] treeOutputs;
    private int trees;

    private int[] splitFeatures = new int[256];
    private float[] thresholds = new float[256];
    private int[] leftChildren = new int[256];
    private int[] rightChildren = new int[256];
    private final BitSet defaultLeft = new BitSet();
    private int nodes;

    private float[] leaves = new float[256];
    private int leafCount;

    TreeAppender(int treeCount) {
        this.treeRoots = new int[treeCount];
        this.treeOutputs = new int[treeCount];
    }

    /**
     * @param output the output that the tree adds to
     * @throws ArtifactException if the tree is none, or of a kind that is not supported
     */
    void append(BoosterDocument tree, int output) {
        requireSupported(tree);
        int[] left = tree.integers("left_children");
        int[] right = tree.integers("right_children");
        int[] features = tree.integers("split_indices");
        int[] directions = tree.integers("default_left");
        double[] conditions = tree.numbers("split_conditions");
        int count = left.length;
        if (count == 0
                || right.length != count
                || features.length != count
                || directions.length != count
                || conditions.length != count) {
            throw new ArtifactException("Tree " + trees + " of the booster has lists of different lengths, or no node");
        }

        // Breadth first: the number of each node here is known when its parent is visited.
        int[] waiting = new int[count];
        BitSet met = new BitSet(count);
        int taken = 0;
        int waitingCount = 0;
        treeOutputs[trees] = output;
        int firstNode = nodes;
        int nextNode = nodes;
        met.set(0);
        if (isLeaf(left, right, 0)) {
            treeRoots[trees] = addLeaf(conditions[0]);
        } else {
            treeRoots[trees] = nextNode++;
            waiting[waitingCount++] = 0;
        }
        while (taken < waitingCount) {
            int original = waiting[taken];
            int node = firstNode + taken++;
            int[] children = {left[original], right[original]};
            for (int side = 0; side < 2; side++) {
                int child = children[side];
                if (child < 0 || child >= count || met.get(child)) {
                    throw new ArtifactException("Tree " + trees + " of the booster is no tree: node " + original
                            + " has the child " + child);
                }
                met.set(child);
                if (isLeaf(left, right, child)) {
                    children[side] = addLeaf(conditions[child]);
                } else {
                    children[side] = nextNode++;
                    waiting[waitingCount++] = child;
                }
            }
            addNode(node, features[original], (float) conditions[original], children, directions[original] != 0);
        }
        trees++;
    }

    private void requireSupported(BoosterDocument tree) {
        if (tree.object("tree_param").integer("size_leaf_vector", 1) > 1) {
            throw new ArtifactException("The booster has leaves with several values, which are not supported");
        }
        boolean categorical = tree.has("split_type")
                && Arrays.stream(tree.integers("split_type")).anyMatch(type -> type != 0);
        if (categorical) {
            throw new ArtifactException("The booster has categorical splits, which are not supported");
        }
    }

    private static boolean isLeaf(int[] left, int[] right, int node) {
        return left[node] == -1 && right[node] == -1;
    }

    private int addLeaf(double value) {
        if (leafCount == leaves.length) {
            leaves = Arrays.copyOf(leaves, leafCount * 2);
        }
        leaves[leafCount] = (float) value;
        return ~leafCount++;
    }

    private void addNode(int node, int feature, float threshold, int[] children, boolean missingGoesLeft) {
        if (node == splitFeatures.length) {
            int length = node * 2;
            splitFeatures = Arrays.copyOf(splitFeatures, length);
            thresholds = Arrays.copyOf(thresholds, length);
            leftChildren = Arrays.copyOf(leftChildren, length);
            rightChildren = Arrays.copyOf(rightChildren, length);
        }
        splitFeatures[node] = feature;
        thresholds[node] = threshold;
        leftChildren[node] = children[0];
        rightChildren[node] = children[1];
        defaultLeft.set(node, missingGoesLeft);
        nodes = node + 1;
    }

    /** @throws ArtifactException if an index is out of range or a number is not finite */
    TreeEnsemble ensemble(int features, float[] baseMargins) {
        try {
            return new TreeEnsemble(
                    features,
                    baseMargins,
                    treeRoots,
                    treeOutputs,
                    Arrays.copyOf(splitFeatures, nodes),
                    Arrays.copyOf(thresholds, nodes),
                    Arrays.copyOf(leftChildren, nodes),
                    Arrays.copyOf(rightChildren, nodes),
                    defaultLeft,
                    Arrays.copyOf(leaves, leafCount));
        } catch (IllegalArgumentException unsound) {
            throw new ArtifactException("The booster is not sound: " + unsound.getMessage(), unsound);
        }
    }
}
