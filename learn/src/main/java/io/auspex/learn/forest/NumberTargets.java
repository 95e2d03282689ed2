package io.auspex.learn.forest;

/**
 * Numbers: what a split is worth is how much it takes from the sum of squared errors, {@code sum² / weight} of both sides. With 0
 * and 1 for two classes that is the Gini index (Breiman, Friedman, Olshen and Stone, "Classification and regression trees", 1984,
 * §4.4), so two classes are numbers too.
 */
final class NumberTargets extends NodeTargets {
    private final double[] targets;
    private final double offset;
    /** Of each row of the node target times weight. */
    private final double[] weighted;

    private double sum;
    private double first;
    private boolean pure;

    /**
     * @param targets of all rows
     * @param offset what was taken from the targets, added to leaves again
     */
    NumberTargets(double[] targets, double offset) {
        super(targets.length);
        this.targets = targets;
        this.offset = offset;
        this.weighted = new double[targets.length];
    }

    @Override
    void load(int[] rows, int from, int to, double[] rowWeights) {
        count = to - from;
        first = targets[rows[from]];
        double allWeights = 0;
        double allTargets = 0;
        boolean same = true;
        for (int i = 0; i < count; i++) {
            int row = rows[from + i];
            double weight = rowWeights[row];
            double target = targets[row];
            same &= target == first;
            weights[i] = weight;
            weighted[i] = weight * target;
            allWeights += weight;
            allTargets += weight * target;
        }
        pure = same;
        totalWeight = allWeights;
        sum = allTargets;
    }

    @Override
    boolean isPure() {
        return pure;
    }

    @Override
    void sweep(
            long[] sorted, int present, int[] missing, int missingCount, boolean missingLeft, int least, RankCut cut) {
        double leftSum = 0;
        double leftWeight = 0;
        int leftCount = 0;
        if (missingLeft) {
            for (int i = 0; i < missingCount; i++) {
                leftSum += weighted[missing[i]];
                leftWeight += weights[missing[i]];
            }
            leftCount = missingCount;
        }
        double best = cut.score;
        int previous = missingLeft ? RankCut.BEFORE_ALL : (int) (sorted[0] >>> 32);
        int last = count - least;
        for (int i = 0; i < present; i++) {
            int rank = (int) (sorted[i] >>> 32);
            if (rank != previous) {
                if (leftCount >= least && leftCount <= last) {
                    double rightSum = sum - leftSum;
                    double score = leftSum * leftSum / leftWeight + rightSum * rightSum / (totalWeight - leftWeight);
                    if (score > best) {
                        best = score;
                        cut.set(score, previous, rank, missingLeft);
                    }
                }
                previous = rank;
            }
            int place = (int) sorted[i];
            leftSum += weighted[place];
            leftWeight += weights[place];
            leftCount++;
        }
    }

    @Override
    double cut(float[] values, float threshold, int missingCount, int least) {
        double leftSum = 0;
        double leftWeight = 0;
        int leftCount = 0;
        for (int i = 0; i < count; i++) {
            // As a factor, not a branch: which way a row goes cannot be guessed.
            int left = values[i] < threshold ? 1 : 0;
            leftCount += left;
            leftSum += left * weighted[i];
            leftWeight += left * weights[i];
        }
        double right = score(leftSum, leftWeight, leftCount, least);
        missingWentLeft = false;
        if (missingCount == 0) {
            return right;
        }
        for (int i = 0; i < count; i++) {
            if (Float.isNaN(values[i])) {
                leftSum += weighted[i];
                leftWeight += weights[i];
            }
        }
        double left = score(leftSum, leftWeight, leftCount + missingCount, least);
        missingWentLeft = left > right;
        return Math.max(left, right);
    }

    private double score(double leftSum, double leftWeight, int leftCount, int least) {
        if (leftCount < least || count - leftCount < least) {
            return Double.NEGATIVE_INFINITY;
        }
        double rightSum = sum - leftSum;
        return leftSum * leftSum / leftWeight + rightSum * rightSum / (totalWeight - leftWeight);
    }

    @Override
    void writeLeaf(TreeArrays tree) {
        tree.addLeaf((pure ? first : sum / totalWeight) + offset, (float) totalWeight);
    }
}
