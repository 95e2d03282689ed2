package io.auspex.learn.forest;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A tree while it grows; used again for every tree of a thread. Inner nodes and leaves are numbered apart, as in
 * {@link io.auspex.model.predict.TreeNodes}: a child {@code c < 0} is leaf {@code ~c}. A leaf is either a number or a list of
 * classes with their shares.
 */
final class TreeArrays {
    /** The parent of the root. */
    static final int NO_PARENT = -1;

    private static final int INITIAL = 256;

    private int root;
    private int nodes;
    private int leaves;
    private int terms;
    private int[] splitFeatures = new int[INITIAL];
    private float[] thresholds = new float[INITIAL];
    private int[] leftChildren = new int[INITIAL];
    private int[] rightChildren = new int[INITIAL];
    private float[] nodeCovers = new float[INITIAL];
    private float[] leafCovers = new float[INITIAL];
    private double[] leafValues = new double[INITIAL];
    private int[] termEnds = new int[INITIAL];
    private int[] termClasses = new int[INITIAL];
    private float[] termShares = new float[INITIAL];
    private BitSet defaultLeft = new BitSet();

    void clear() {
        nodes = 0;
        leaves = 0;
        terms = 0;
        defaultLeft = new BitSet();
    }

    /** Adds an inner node; its children follow by {@link #attach}. */
    int addNode(int feature, float threshold, boolean missingLeft, float cover) {
        if (nodes == splitFeatures.length) {
            int capacity = 2 * nodes;
            splitFeatures = Arrays.copyOf(splitFeatures, capacity);
            thresholds = Arrays.copyOf(thresholds, capacity);
            leftChildren = Arrays.copyOf(leftChildren, capacity);
            rightChildren = Arrays.copyOf(rightChildren, capacity);
            nodeCovers = Arrays.copyOf(nodeCovers, capacity);
        }
        splitFeatures[nodes] = feature;
        thresholds[nodes] = threshold;
        nodeCovers[nodes] = cover;
        defaultLeft.set(nodes, missingLeft);
        return nodes++;
    }

    /** Says which child of which node this is. */
    void attach(int parent, boolean left, int child) {
        if (parent == NO_PARENT) {
            root = child;
        } else if (left) {
            leftChildren[parent] = child;
        } else {
            rightChildren[parent] = child;
        }
    }

    /** The child that the leaf added last is. */
    int lastLeaf() {
        return ~(leaves - 1);
    }

    void addLeaf(double value, float cover) {
        if (leaves == leafValues.length) {
            leafValues = Arrays.copyOf(leafValues, 2 * leaves);
        }
        leafValues[leaves] = value;
        endLeaf(cover);
    }

    /** Adds a class to the leaf that {@link #endLeaf} ends. */
    void addTerm(int classCode, float share) {
        if (terms == termClasses.length) {
            termClasses = Arrays.copyOf(termClasses, 2 * terms);
            termShares = Arrays.copyOf(termShares, 2 * terms);
        }
        termClasses[terms] = classCode;
        termShares[terms++] = share;
    }

    void endLeaf(float cover) {
        if (leaves == leafCovers.length) {
            leafCovers = Arrays.copyOf(leafCovers, 2 * leaves);
            termEnds = Arrays.copyOf(termEnds, 2 * leaves);
        }
        leafCovers[leaves] = cover;
        termEnds[leaves++] = terms;
    }

    GrownTree grown() {
        boolean vectors = terms > 0;
        return new GrownTree(
                root,
                Arrays.copyOf(splitFeatures, nodes),
                Arrays.copyOf(thresholds, nodes),
                Arrays.copyOf(leftChildren, nodes),
                Arrays.copyOf(rightChildren, nodes),
                defaultLeft,
                Arrays.copyOf(nodeCovers, nodes),
                Arrays.copyOf(leafCovers, leaves),
                Arrays.copyOf(leafValues, vectors ? 0 : leaves),
                Arrays.copyOf(termEnds, vectors ? leaves : 0),
                Arrays.copyOf(termClasses, terms),
                Arrays.copyOf(termShares, terms));
    }
}
