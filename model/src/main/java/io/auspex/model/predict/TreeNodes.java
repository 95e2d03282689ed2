package io.auspex.model.predict;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * The ways through a forest of decision trees, from roots to leaves; what a leaf is worth is said elsewhere. Immutable and
 * sound: every node and leaf belongs to exactly one tree.
 *
 * <p>Inner nodes and leaves are numbered apart. A child or root {@code c >= 0} is inner node {@code c}; {@code c < 0} is
 * leaf {@code ~c}. A tree of one leaf has the root {@code ~leaf}. A missing value goes the node's default way; any other
 * one goes left if {@code x < threshold}, or, at a categorical node, if it is in the node's set.
 */
public final class TreeNodes {
    final int features;
    final int leafCount;
    final int[] treeRoots;
    final int[] splitFeatures;
    final float[] thresholds;
    final int[] leftChildren;
    final int[] rightChildren;
    final BitSet defaultLeft;
    final CategorySets categories;
    final Optional<Covers> covers;

    /** Of each inner node its position among the categorical ones, or -1; null if none is categorical. */
    private final int[] categoryPositions;

    /**
     * @param features how many features the trees may name
     * @param leafCount how many leaves there are
     * @param treeRoots the root of each tree
     * @param splitFeatures of each inner node, the feature it looks at
     * @param thresholds of each inner node; never NaN, without meaning at a categorical one
     * @param leftChildren of each inner node
     * @param rightChildren of each inner node
     * @param defaultLeft the inner nodes where a missing value goes left
     * @throws IllegalArgumentException if lengths disagree, an index is out of range, a number is not sound, or the nodes
     *     are not a forest in which every node and leaf belongs to exactly one tree
     */
    public TreeNodes(
            int features,
            int leafCount,
            int[] treeRoots,
            int[] splitFeatures,
            float[] thresholds,
            int[] leftChildren,
            int[] rightChildren,
            BitSet defaultLeft,
            CategorySets categories,
            Optional<Covers> covers) {
        this.features = features;
        this.leafCount = leafCount;
        this.treeRoots = treeRoots.clone();
        this.splitFeatures = splitFeatures.clone();
        this.thresholds = thresholds.clone();
        this.leftChildren = leftChildren.clone();
        this.rightChildren = rightChildren.clone();
        this.defaultLeft = (BitSet) defaultLeft.clone();
        this.categories = requireNonNull(categories, "categories is null");
        this.covers = requireNonNull(covers, "covers is null");
        requireSoundNumbers();
        requireForest();
        this.categoryPositions = categories.isEmpty() ? null : categories.positions(splitFeatures.length);
    }

    private void requireSoundNumbers() {
        int nodes = splitFeatures.length;
        if (features < 0) {
            throw unsound("The number of features " + features + " is negative");
        }
        if (thresholds.length != nodes || leftChildren.length != nodes || rightChildren.length != nodes) {
            throw unsound(nodes + " split features, " + thresholds.length + " thresholds, " + leftChildren.length
                    + " left and " + rightChildren.length + " right children are not as many");
        }
        if (defaultLeft.length() > nodes) {
            throw unsound("Node " + (defaultLeft.length() - 1) + " has a default direction, but there are " + nodes);
        }
        if (categories.end() > nodes) {
            throw unsound("Node " + (categories.end() - 1) + " has categories, but there are " + nodes);
        }
        if (covers.isPresent()
                && (covers.get().nodes().length != nodes || covers.get().leaves().length != leafCount)) {
            throw unsound("The covers are not those of " + nodes + " nodes and " + leafCount + " leaves");
        }
        for (int node = 0; node < nodes; node++) {
            if (splitFeatures[node] < 0 || splitFeatures[node] >= features) {
                throw unsound("Node " + node + " splits on feature " + splitFeatures[node] + " of " + features);
            }
            if (Float.isNaN(thresholds[node])) {
                throw unsound("The threshold of node " + node + " is NaN");
            }
        }
    }

    /** Walks from all roots: every node and leaf must be met exactly once, which excludes cycles and sharing. */
    private void requireForest() {
        BitSet metNodes = new BitSet(splitFeatures.length);
        BitSet metLeaves = new BitSet(leafCount);
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
        if (metNodes.cardinality() < splitFeatures.length || metLeaves.cardinality() < leafCount) {
            throw unsound("Some nodes or leaves belong to no tree");
        }
    }

    private void meet(int child, int tree, BitSet metNodes, BitSet metLeaves) {
        boolean inner = child >= 0;
        int index = inner ? child : ~child;
        BitSet met = inner ? metNodes : metLeaves;
        if (index >= (inner ? splitFeatures.length : leafCount)) {
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

    /** How many trees there are. */
    public int trees() {
        return treeRoots.length;
    }

    /**
     * The way that a value takes at a node.
     *
     * @param value NaN is missing
     */
    public boolean goesLeft(int node, float value) {
        if (Float.isNaN(value)) {
            return defaultLeft.get(node);
        }
        int position = categoryPositions == null ? -1 : categoryPositions[node];
        return position < 0 ? value < thresholds[node] : categories.contains(position, value);
    }

    /**
     * The leaf that a row reaches.
     *
     * @param columns {@code float[feature][row]}; NaN is missing
     */
    public int leafOf(int tree, float[][] columns, int row) {
        return leafBelow(treeRoots[tree], columns, row);
    }

    int leafBelow(int root, float[][] columns, int row) {
        int node = root;
        if (categoryPositions == null) {
            while (node >= 0) {
                float value = columns[splitFeatures[node]][row];
                boolean left = Float.isNaN(value) ? defaultLeft.get(node) : value < thresholds[node];
                node = left ? leftChildren[node] : rightChildren[node];
            }
        } else {
            while (node >= 0) {
                boolean left = goesLeft(node, columns[splitFeatures[node]][row]);
                node = left ? leftChildren[node] : rightChildren[node];
            }
        }
        return ~node;
    }

    /**
     * The first trees only, whose nodes and leaves must be numbered before those of the others.
     *
     * @throws IllegalArgumentException if they are not
     */
    TreeNodes first(int trees) {
        int nodes = 0;
        int leaves = 0;
        int[] waiting = new int[splitFeatures.length + 2];
        for (int tree = 0; tree < trees; tree++) {
            int count = 0;
            waiting[count++] = treeRoots[tree];
            while (count > 0) {
                int child = waiting[--count];
                if (child < 0) {
                    leaves = Math.max(leaves, ~child + 1);
                } else {
                    nodes = Math.max(nodes, child + 1);
                    waiting[count++] = leftChildren[child];
                    waiting[count++] = rightChildren[child];
                }
            }
        }
        int nodeCount = nodes;
        int firstLeaves = leaves;
        return new TreeNodes(
                features,
                leaves,
                Arrays.copyOf(treeRoots, trees),
                Arrays.copyOf(splitFeatures, nodes),
                Arrays.copyOf(thresholds, nodes),
                Arrays.copyOf(leftChildren, nodes),
                Arrays.copyOf(rightChildren, nodes),
                defaultLeft.get(0, nodes),
                categories.before(nodes),
                covers.map(all ->
                        new Covers(Arrays.copyOf(all.nodes(), nodeCount), Arrays.copyOf(all.leaves(), firstLeaves))));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeNodes that
                && features == that.features
                && leafCount == that.leafCount
                && Arrays.equals(treeRoots, that.treeRoots)
                && Arrays.equals(splitFeatures, that.splitFeatures)
                && Arrays.equals(thresholds, that.thresholds)
                && Arrays.equals(leftChildren, that.leftChildren)
                && Arrays.equals(rightChildren, that.rightChildren)
                && defaultLeft.equals(that.defaultLeft)
                && categories.equals(that.categories)
                && covers.equals(that.covers);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * features + Arrays.hashCode(thresholds)) + Arrays.hashCode(treeRoots);
    }

    @Override
    public String toString() {
        return "TreeNodes[" + treeRoots.length + " trees, " + splitFeatures.length + " nodes, " + leafCount
                + " leaves]";
    }
}
