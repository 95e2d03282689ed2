package io.auspex.learn.forest;

import java.util.BitSet;

/**
 * One tree of a forest. Either {@code leafValues} or the three arrays of terms say what the leaves are worth: leaf {@code i} has
 * the terms from where leaf {@code i - 1} ends to {@code termEnds[i] - 1}.
 */
record GrownTree(
        int root,
        int[] splitFeatures,
        float[] thresholds,
        int[] leftChildren,
        int[] rightChildren,
        BitSet defaultLeft,
        float[] nodeCovers,
        float[] leafCovers,
        double[] leafValues,
        int[] termEnds,
        int[] termClasses,
        float[] termShares) {
    int nodes() {
        return splitFeatures.length;
    }

    int leaves() {
        return leafCovers.length;
    }
}
