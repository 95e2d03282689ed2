package io.auspex.model.explain;

import java.util.Arrays;

/**
 * What trees say along the way of a row: each split adds to its feature how much the mean of the training rows below changes
 * (Saabas, "Interpreting random forests", 2014; XGBoost's {@code approx_contribs}). As quick as predicting, and the sum over a
 * tree is the same as that of its Shapley values; but of the features that act together those split last get too much.
 */
final class PathContributions {
    private final CoveredForest forest;
    private final int[][] owners;
    private final double[] treeWeights;

    /** @param treeWeights how much of each tree is added */
    PathContributions(CoveredForest forest, int[][] owners, double[] treeWeights) {
        this.forest = forest;
        this.owners = owners;
        this.treeWeights = treeWeights;
    }

    /**
     * @param features {@code float[feature][row]}
     * @param contributions {@code double[output][column][row]}, added to
     */
    void add(int rows, float[][] features, double[][][] contributions) {
        double[] leafValues = new double[forest.leafCount()];
        double[] nodeMeans = new double[forest.leftShares().length];
        for (int output = 0; output < contributions.length; output++) {
            fillLeafValues(output, leafValues);
            for (int tree = 0; tree < treeWeights.length; tree++) {
                if (treeWeights[tree] != 0 && forest.addsTo(tree, output)) {
                    int root = forest.roots()[tree];
                    mean(root, leafValues, nodeMeans);
                    for (int row = 0; row < rows; row++) {
                        follow(root, treeWeights[tree], features, row, leafValues, nodeMeans, contributions[output]);
                    }
                }
            }
        }
    }

    private void fillLeafValues(int output, double[] values) {
        LeafTerms leaves = forest.leaves();
        boolean several = leaves instanceof LeafTerms.Several;
        Arrays.fill(values, 0);
        for (int leaf = 0; leaf < values.length; leaf++) {
            for (int term = leaves.start(leaf); term < leaves.start(leaf + 1); term++) {
                if (!several || leaves.output(term, 0) == output) {
                    values[leaf] += leaves.value(term);
                }
            }
        }
    }

    /** The mean below a child, filled in for all nodes there; trees are no deeper than {@link TreeContributions#DEEPEST}. */
    private double mean(int child, double[] leafValues, double[] nodeMeans) {
        if (child < 0) {
            return leafValues[~child];
        }
        double share = forest.leftShares()[child];
        nodeMeans[child] = share * mean(forest.leftChildren()[child], leafValues, nodeMeans)
                + (1 - share) * mean(forest.rightChildren()[child], leafValues, nodeMeans);
        return nodeMeans[child];
    }

    private void follow(
            int root,
            double weight,
            float[][] features,
            int row,
            double[] leafValues,
            double[] nodeMeans,
            double[][] columns) {
        int node = root;
        while (node >= 0) {
            int feature = forest.splitFeatures()[node];
            int child = forest.nodes().goesLeft(node, features[feature][row])
                    ? forest.leftChildren()[node]
                    : forest.rightChildren()[node];
            double below = child < 0 ? leafValues[~child] : nodeMeans[child];
            double part = weight * (below - nodeMeans[node]) / owners[feature].length;
            for (int owner : owners[feature]) {
                columns[owner][row] += part;
            }
            node = child;
        }
    }
}
