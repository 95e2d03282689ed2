package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.predict.CategorySets;
import io.auspex.model.predict.Covers;
import io.auspex.model.predict.Leaves;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.predict.TreeNodes;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Gathers the trees of a file into the flat arrays of a {@link TreeEnsemble}. Libraries number inner nodes and leaves
 * together and keep pruned nodes; here only what can be reached from the root is taken, breadth first.
 */
final class ForestBuilder {
    /** No more nodes and leaves than the arrays of an artifact could hold. */
    private static final int MOST_NODES = 1 << 24;

    private final IntList treeRoots = new IntList();
    private final IntList treeOutputs = new IntList();
    private final IntList splitFeatures = new IntList();
    private final FloatList thresholds = new FloatList();
    private final IntList leftChildren = new IntList();
    private final IntList rightChildren = new IntList();
    private final BitSet defaultLeft = new BitSet();
    private final FloatList nodeCovers = new FloatList();
    private final FloatList leafCovers = new FloatList();
    private boolean covered = true;

    private final IntList categoryNodes = new IntList();
    private final IntList categoryStarts = new IntList();
    private final IntList categoryWords = new IntList();

    private int nodes;
    private int leaves;

    ForestBuilder() {
        categoryStarts.add(0);
    }

    /**
     * @param output the output that the tree adds to
     * @param leafMet is told each leaf's number in the source, in the order in which leaves are numbered here
     * @throws ArtifactException if the nodes are no tree
     */
    void append(SourceTree tree, int output, IntConsumer leafMet) {
        int count = tree.count();
        if (count == 0) {
            throw new ArtifactException("Tree " + treeRoots.size() + " of the model has no node");
        }
        // Breadth first: the number of each node here is known when its parent is visited.
        int[] waiting = new int[count];
        BitSet met = new BitSet(count);
        int taken = 0;
        int waitingCount = 0;
        treeOutputs.add(output);
        met.set(0);
        int nextNode = nodes;
        if (tree.isLeaf(0)) {
            treeRoots.add(addLeaf(tree, 0, leafMet));
        } else {
            treeRoots.add(nextNode++);
            waiting[waitingCount++] = 0;
        }
        while (taken < waitingCount) {
            int original = waiting[taken++];
            int[] children = {tree.left(original), tree.right(original)};
            for (int side = 0; side < 2; side++) {
                int child = children[side];
                if (child < 0 || child >= count || met.get(child)) {
                    throw new ArtifactException("Tree " + (treeRoots.size() - 1) + " of the model is no tree: node "
                            + original + " has the child " + child);
                }
                met.set(child);
                if (tree.isLeaf(child)) {
                    children[side] = addLeaf(tree, child, leafMet);
                } else {
                    children[side] = nextNode++;
                    waiting[waitingCount++] = child;
                }
            }
            addNode(tree, original, children);
        }
    }

    private int addLeaf(SourceTree tree, int leaf, IntConsumer leafMet) {
        addCover(leafCovers, tree.cover(leaf));
        leafMet.accept(leaf);
        requireRoom();
        return ~leaves++;
    }

    private void addNode(SourceTree tree, int node, int[] children) {
        splitFeatures.add(tree.feature(node));
        leftChildren.add(children[0]);
        rightChildren.add(children[1]);
        defaultLeft.set(nodes, tree.missingGoesLeft(node));
        addCover(nodeCovers, tree.cover(node));
        int[] categories = tree.categories(node);
        if (categories == null) {
            thresholds.add(tree.threshold(node));
        } else {
            thresholds.add(0);
            categoryNodes.add(nodes);
            categoryWords.addAll(categories);
            categoryStarts.add(categoryWords.size());
        }
        nodes++;
        requireRoom();
    }

    /** Bad covers make no bad prediction: then none are kept. */
    private void addCover(FloatList covers, float cover) {
        covered &= cover >= 0 && cover < Float.POSITIVE_INFINITY;
        covers.add(cover);
    }

    private void requireRoom() {
        if ((long) nodes + leaves + categoryWords.size() > MOST_NODES) {
            throw new ArtifactException("The model's trees have more than " + MOST_NODES + " nodes and categories");
        }
    }

    /** @throws ArtifactException if an index is out of range or a number is not finite */
    TreeEnsemble ensemble(int features, float[] baseMargins, Leaves leafValues) {
        try {
            TreeNodes forest = new TreeNodes(
                    features,
                    leaves,
                    treeRoots.toArray(),
                    splitFeatures.toArray(),
                    thresholds.toArray(),
                    leftChildren.toArray(),
                    rightChildren.toArray(),
                    defaultLeft,
                    categoryNodes.size() == 0
                            ? CategorySets.NONE
                            : new CategorySets(
                                    categoryNodes.toArray(), categoryStarts.toArray(), categoryWords.toArray()),
                    covered ? Optional.of(new Covers(nodeCovers.toArray(), leafCovers.toArray())) : Optional.empty());
            return new TreeEnsemble(forest, baseMargins, treeOutputs.toArray(), leafValues);
        } catch (IllegalArgumentException unsound) {
            throw new ArtifactException("The model is not sound: " + unsound.getMessage(), unsound);
        }
    }
}
