package io.auspex.model.explain;

import java.util.ArrayList;
import java.util.List;

/**
 * How much each tree's Shapley values count in an explanation that may take so much work: all of them 1 if it is enough,
 * else a systematic sample, every so many-th tree of each output, counts for those between. {@link TreeContributions} works
 * in steps: one factor of one leaf's product at one point of the quadrature, for one row.
 *
 * @param weights of each tree, 0 of those left out
 */
record TreeSampling(double[] weights) {
    /** A smaller sample says less of the others than paths do, and none is taken. */
    static final int LEAST_TREES = 16;

    /**
     * @param outputs how many margins the trees have
     * @param steps that a row may take
     */
    static TreeSampling of(CoveredForest forest, int features, int outputs, double steps) {
        double[] work = work(forest, features);
        double all = 0;
        for (double tree : work) {
            all += tree;
        }
        int stride = (int) Math.min(Integer.MAX_VALUE, Math.ceil(all / Math.max(1, steps)));
        double[] weights = new double[work.length];
        for (List<Integer> trees : strata(forest, outputs)) {
            if (stride <= 1) {
                trees.forEach(tree -> weights[tree] = 1);
            } else if (trees.size() / stride >= LEAST_TREES) {
                int chosen = 0;
                for (int place = stride / 2; place < trees.size(); place += stride) {
                    chosen++;
                }
                for (int place = stride / 2; place < trees.size(); place += stride) {
                    weights[trees.get(place)] = (double) trees.size() / chosen;
                }
            }
        }
        return new TreeSampling(weights);
    }

    /** Whether every tree speaks for itself only. */
    boolean isExact() {
        for (double weight : weights) {
            if (weight != 1) {
                return false;
            }
        }
        return true;
    }

    /** The trees of each output, or all of them if their leaves add to several. */
    private static List<List<Integer>> strata(CoveredForest forest, int outputs) {
        boolean apart = forest.leaves() instanceof LeafTerms.One;
        List<List<Integer>> strata = new ArrayList<>();
        for (int output = 0; output < (apart ? outputs : 1); output++) {
            strata.add(new ArrayList<>());
        }
        for (int tree = 0; tree < forest.roots().length; tree++) {
            strata.get(apart ? forest.treeOutputs()[tree] : 0).add(tree);
        }
        return strata;
    }

    /** Steps of all trees for one row, at most. */
    static double steps(CoveredForest forest, int features) {
        double sum = 0;
        for (double tree : work(forest, features)) {
            sum += tree;
        }
        return sum;
    }

    /** Steps of each tree for one row, at most: a path has no more factors than there are features. */
    private static double[] work(CoveredForest forest, int features) {
        double[] work = new double[forest.roots().length];
        for (int tree = 0; tree < work.length; tree++) {
            work[tree] = work(forest, features, forest.roots()[tree], 0);
        }
        return work;
    }

    private static double work(CoveredForest forest, int features, int child, int depth) {
        if (child < 0) {
            int terms = forest.leaves().start(~child + 1) - forest.leaves().start(~child);
            int length = Math.min(depth, features);
            int points = (length + 1) / 2;
            return (double) terms * length * points;
        }
        return work(forest, features, forest.leftChildren()[child], depth + 1)
                + work(forest, features, forest.rightChildren()[child], depth + 1);
    }
}
