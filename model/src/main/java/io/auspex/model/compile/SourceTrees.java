package io.auspex.model.compile;

import io.auspex.model.predict.CategorySets;
import io.auspex.model.predict.Leaves;
import io.auspex.model.predict.TreeEnsemble;
import java.util.Arrays;
import java.util.BitSet;

/**
 * One tree ensemble as its compilers read it: the arrays of {@link TreeEnsemble}, copied once, and what is counted of each tree. A child or
 * root {@code c >= 0} is inner node {@code c}, {@code c < 0} is leaf {@code ~c}.
 */
final class SourceTrees {
    /** A byte numbers the leaves of a tree in tiles. */
    static final int MOST_TILED_LEAVES = 256;

    final TreeEnsemble ensemble;
    final int[] roots;
    final int[] outputs;
    final int[] features;
    final float[] thresholds;
    final int[] left;
    final int[] right;
    final BitSet defaultLeft;
    final float[] baseMargins;
    final Leaves leaves;

    /** Of each inner node its position among the categorical ones, or -1; empty if none is categorical. */
    final int[] categoryPositions;

    /** Of each categorical node the first of its {@link #setWords}; one more at the end. */
    final int[] setStarts;

    /** Bit sets of the categories that go left, 32 a word. */
    final int[] setWords;

    /** Of each numeric node in tiles where its threshold is among those of its feature; {@link TileColumns} writes it. */
    final int[] positions;

    /** Of each tree the number of leaves. */
    final int[] leafCounts;

    /** Of each tree the mean number of nodes on the way to a leaf. */
    final float[] meanDepths;

    /** Of the trees that are too big for tiles. */
    final TreeHeads heads;

    SourceTrees(TreeEnsemble ensemble) {
        this.ensemble = ensemble;
        this.roots = ensemble.treeRoots();
        this.outputs = ensemble.treeOutputs();
        this.features = ensemble.splitFeatures();
        this.thresholds = ensemble.thresholds();
        this.left = ensemble.leftChildren();
        this.right = ensemble.rightChildren();
        this.defaultLeft = ensemble.defaultLeft();
        this.baseMargins = ensemble.baseMargins();
        this.leaves = ensemble.leafValues();
        CategorySets categories = ensemble.categories();
        this.setStarts = categories.starts();
        this.setWords = categories.words();
        int[] categorical = categories.nodes();
        this.categoryPositions = new int[categorical.length == 0 ? 0 : features.length];
        Arrays.fill(categoryPositions, -1);
        for (int position = 0; position < categorical.length; position++) {
            categoryPositions[categorical[position]] = position;
        }
        this.positions = new int[features.length];
        this.leafCounts = new int[roots.length];
        this.meanDepths = new float[roots.length];
        count();
        this.heads = TreeHeads.of(this);
    }

    /** Walks every tree with a stack that holds the depth behind each node. */
    private void count() {
        int[] waiting = new int[2 * features.length + 2];
        for (int tree = 0; tree < roots.length; tree++) {
            long depths = 0;
            int count = 0;
            waiting[count++] = roots[tree];
            waiting[count++] = 0;
            while (count > 0) {
                int depth = waiting[--count];
                int child = waiting[--count];
                while (child >= 0) {
                    depth++;
                    waiting[count++] = right[child];
                    waiting[count++] = depth;
                    child = left[child];
                }
                leafCounts[tree]++;
                depths += depth;
            }
            meanDepths[tree] = (float) depths / leafCounts[tree];
        }
    }

    int trees() {
        return roots.length;
    }

    boolean hasCategories() {
        return categoryPositions.length > 0;
    }

    boolean isCategorical(int node) {
        return hasCategories() && categoryPositions[node] >= 0;
    }

    /** Adds the categories that a categorical node sends left to a bit set of 32 a word, which is grown where it is too short. */
    int[] addCategories(int node, int[] words) {
        int start = setStarts[categoryPositions[node]];
        int count = setStarts[categoryPositions[node] + 1] - start;
        int[] sum = words.length < count ? Arrays.copyOf(words, count) : words;
        for (int word = 0; word < count; word++) {
            sum[word] |= setWords[start + word];
        }
        return sum;
    }

    /** Whether sums are made in 32 bits. */
    boolean addsFloats() {
        return leaves instanceof Leaves.Floats;
    }

    /** Whether a tree looks at no categories. */
    boolean isNumeric(int tree) {
        boolean[] categorical = {false};
        if (hasCategories()) {
            forEachNode(tree, new BitSet(), node -> categorical[0] |= isCategorical(node));
        }
        return !categorical[0];
    }

    /** Calls back for every inner node of a tree or, where it has one, of its head, parents first. */
    void forEachTiledNode(int tree, NodeVisitor visitor) {
        forEachNode(tree, heads.exits, visitor);
    }

    /**
     * Calls back for the inner nodes of a tree, parents first.
     *
     * @param ends nodes that are left out, with all below them
     */
    void forEachNode(int tree, BitSet ends, NodeVisitor visitor) {
        int[] waiting = new int[leafCounts[tree] + 1];
        int count = 0;
        if (roots[tree] >= 0) {
            waiting[count++] = roots[tree];
        }
        while (count > 0) {
            int node = waiting[--count];
            visitor.visit(node);
            if (right[node] >= 0 && !ends.get(right[node])) {
                waiting[count++] = right[node];
            }
            if (left[node] >= 0 && !ends.get(left[node])) {
                waiting[count++] = left[node];
            }
        }
    }

    /** What {@link #forEachNode} calls. */
    interface NodeVisitor {
        void visit(int node);
    }
}
