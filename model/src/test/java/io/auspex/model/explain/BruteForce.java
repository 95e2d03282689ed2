package io.auspex.model.explain;

import io.auspex.model.predict.TreeEnsemble;

/** Shapley values by their definition: every coalition of features is asked for its worth. */
final class BruteForce {
    private BruteForce() {}

    static double[] shapley(TreeEnsemble trees, int output, float[][] features, int row) {
        int count = trees.features();
        double[] values = new double[count];
        for (int known = 0; known < 1 << count; known++) {
            for (int feature = 0; feature < count; feature++) {
                if ((known & 1 << feature) == 0) {
                    double gain = worth(trees, output, features, row, known | 1 << feature)
                            - worth(trees, output, features, row, known);
                    int size = Integer.bitCount(known);
                    values[feature] += gain * factorial(size) * factorial(count - size - 1) / factorial(count);
                }
            }
        }
        return values;
    }

    /** The margin if only some features are known: elsewhere a row goes both ways, weighted by the covers. */
    static double worth(TreeEnsemble trees, int output, float[][] features, int row, int known) {
        double sum = trees.baseMargins()[output];
        for (int tree = 0; tree < trees.treeRoots().length; tree++) {
            if (trees.treeOutputs()[tree] == output) {
                sum += below(trees, trees.treeRoots()[tree], features, row, known);
            }
        }
        return sum;
    }

    private static double below(TreeEnsemble trees, int child, float[][] features, int row, int known) {
        if (child < 0) {
            return trees.leaves()[~child];
        }
        int left = trees.leftChildren()[child];
        int right = trees.rightChildren()[child];
        int feature = trees.splitFeatures()[child];
        if ((known & 1 << feature) != 0) {
            float value = features[feature][row];
            boolean goesLeft = Float.isNaN(value) ? trees.defaultLeft().get(child) : value < trees.thresholds()[child];
            return below(trees, goesLeft ? left : right, features, row, known);
        }
        double leftCover = cover(trees, left);
        double rightCover = cover(trees, right);
        double share = leftCover + rightCover > 0 ? leftCover / (leftCover + rightCover) : 0.5;
        return share * below(trees, left, features, row, known)
                + (1 - share) * below(trees, right, features, row, known);
    }

    private static double cover(TreeEnsemble trees, int child) {
        return child < 0 ? trees.leafCovers()[~child] : trees.nodeCovers()[child];
    }

    private static double factorial(int number) {
        double product = 1;
        for (int i = 2; i <= number; i++) {
            product *= i;
        }
        return product;
    }
}
