package io.auspex.learn.forest;

/**
 * The targets and weights of the rows of one node, side by side, and how well ways to part them do. All search for splits runs in
 * the loops of its kinds, over arrays that were gathered once a node. One a thread.
 */
abstract sealed class NodeTargets permits NumberTargets, ClassTargets {
    /** Of each row of the node what it counts. */
    final double[] weights;

    /** How many rows the node has. */
    int count;

    /** What they count together. */
    double totalWeight;

    NodeTargets(int rows) {
        weights = new double[rows];
    }

    /**
     * Gathers a node.
     *
     * @param rows the node's are those at {@code from} to {@code to - 1}
     * @param rowWeights of all rows
     */
    abstract void load(int[] rows, int from, int to, double[] rowWeights);

    /** Whether all targets are the same: nothing is left to part. */
    abstract boolean isPure();

    /**
     * Scores every place where rows sorted by a feature can be parted.
     *
     * @param sorted sorted keys of the rows that have the feature: rank in the high half, place in the node in the low half
     * @param present how many
     * @param missing places in the node of the rows that miss it
     * @param missingCount how many
     * @param missingLeft which side those go to
     * @param least rows that each side needs
     * @param cut keeps the best
     */
    abstract void sweep(
            long[] sorted, int present, int[] missing, int missingCount, boolean missingLeft, int least, RankCut cut);

    /**
     * Scores one threshold, with the rows that miss the feature on either side.
     *
     * @param values of the feature, one a row of the node
     * @param missingCount how many of them are NaN
     * @param least rows that each side needs
     * @return the score, {@link Double#NEGATIVE_INFINITY} if a side has too few rows; {@link #missingWentLeft} says which side
     */
    abstract double cut(float[] values, float threshold, int missingCount, int least);

    /** The side of missing values in the last {@link #cut}. */
    boolean missingWentLeft;

    /** Makes the node a leaf. */
    abstract void writeLeaf(TreeArrays tree);
}
