package io.auspex.model.explain;

import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.predict.TreeNodes;

/**
 * Trees with the shares of training rows that went each way, as arrays that walks over them read.
 *
 * @param leftShares of each inner node the share of its rows that went left; one that none reached gives both ways the same
 */
record CoveredForest(
        TreeNodes nodes,
        int[] roots,
        int[] treeOutputs,
        int[] splitFeatures,
        int[] leftChildren,
        int[] rightChildren,
        double[] leftShares,
        LeafTerms leaves,
        int leafCount) {
    /** @param trees with covers, without linear leaves */
    static CoveredForest of(TreeEnsemble trees) {
        int[] leftChildren = trees.leftChildren();
        int[] rightChildren = trees.rightChildren();
        float[] nodeCovers = trees.nodeCovers();
        float[] leafCovers = trees.leafCovers();
        double[] shares = new double[leftChildren.length];
        for (int node = 0; node < shares.length; node++) {
            double left = cover(leftChildren[node], nodeCovers, leafCovers);
            double right = cover(rightChildren[node], nodeCovers, leafCovers);
            shares[node] = left + right > 0 ? left / (left + right) : 0.5;
        }
        return new CoveredForest(
                trees.nodes(),
                trees.treeRoots(),
                trees.treeOutputs(),
                trees.splitFeatures(),
                leftChildren,
                rightChildren,
                shares,
                LeafTerms.of(trees),
                leafCovers.length);
    }

    private static double cover(int child, float[] nodeCovers, float[] leafCovers) {
        return child >= 0 ? nodeCovers[child] : leafCovers[~child];
    }

    /** Whether some leaf of the tree adds to the output. */
    boolean addsTo(int tree, int output) {
        return leaves instanceof LeafTerms.Several || treeOutputs[tree] == output;
    }
}
