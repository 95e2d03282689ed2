package io.auspex.model.explain;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.predict.Leaves;
import io.auspex.model.predict.TreeEnsemble;
import java.util.Arrays;
import java.util.Optional;

/**
 * Exact Shapley values of a tree ensemble in the path-dependent sense of TreeSHAP (Lundberg et al., "From local explanations
 * to global understanding with explainable AI for trees", Nature Machine Intelligence 2, 2020), which is also what XGBoost's
 * {@code pred_contribs} gives: where a feature is not known, a row goes both ways, weighted by the training rows that went
 * there. A column's value is the sum over the features made
 * of it, or its share of those where several columns went in.
 *
 * <p>A leaf with value {@code v} is a product game: it is worth {@code v} times, for each feature on its path, 1 or 0 if the
 * feature is known (does the row follow the path there?) and the share of training rows that followed it if not. The Shapley
 * value of a product game is an integral over the unit interval (Owen, "Multilinear extensions of games", Management Science
 * 18, 1972): for known {@code o} and unknown {@code z} of feature {@code i}
 *
 * <pre>   v (o_i - z_i) integral over t of product over j != i of (t o_j + (1 - t) z_j)   </pre>
 *
 * The integrand is a polynomial, so a few points of Gauss-Legendre quadrature give it exactly, without the cancellation that
 * TreeSHAP's own unwinding step has.
 *
 * <p>The work is that of all leaves, and some forests have a million. Where it is too much, only a sample of the trees is
 * explained so, and corrects what {@link PathContributions} say of all of them: to those of a tree in the sample its Shapley
 * values minus its path's are added as often as it stands for trees left out (a control variate). Both add up to the same, so
 * that the sum stays the margin.
 *
 * <p>All loops inside run over the rows of a tile, as plain loops over arrays that stay in
 * the cache.
 */
final class TreeContributions implements Contributions {
    /** Paths deeper than this are left to sampling: the work grows with the square of the depth. */
    static final int DEEPEST = 128;

    private static final int TILE = 128;

    private final CoveredForest forest;
    private final int[][] owners;
    private final int depth;
    private final UnitQuadrature[] quadratures;
    private final double[] expected;
    private final double[] weights;
    private final Optional<PathContributions> paths;

    /**
     * Exact, whatever work it is.
     *
     * @param trees with covers
     * @param owners of each feature the input columns that share what it adds
     */
    TreeContributions(TreeEnsemble trees, int[][] owners) {
        this(trees, owners, Double.POSITIVE_INFINITY);
    }

    /** @param steps that the explanation of a row may take, as {@link TreeSampling} counts them */
    TreeContributions(TreeEnsemble trees, int[][] owners, double steps) {
        this.forest = CoveredForest.of(trees);
        this.owners = owners;
        this.depth = TreeDepth.of(trees);
        this.quadratures = new UnitQuadrature[depth + 1];
        for (int length = 1; length <= depth; length++) {
            quadratures[length] = UnitQuadrature.of((length + 1) / 2);
        }
        this.expected = new double[trees.outputs()];
        float[] baseMargins = trees.baseMargins();
        for (int output = 0; output < expected.length; output++) {
            expected[output] = baseMargins[output];
        }
        for (int tree = 0; tree < forest.roots().length; tree++) {
            addExpected(forest.roots()[tree], 1, tree);
        }
        TreeSampling sampling = TreeSampling.of(forest, trees.features(), expected.length, steps);
        this.weights = sampling.weights();
        this.paths = sampling.isExact()
                ? Optional.empty()
                : Optional.of(new PathContributions(
                        forest,
                        owners,
                        Arrays.stream(weights).map(weight -> 1 - weight).toArray()));
    }

    /** Whether this kind of explanation suits the trees. */
    static boolean fit(TreeEnsemble trees) {
        return trees.hasCovers() && !(trees.leafValues() instanceof Leaves.Linear) && TreeDepth.of(trees) <= DEEPEST;
    }

    /** @param share of the training rows that came here */
    private void addExpected(int child, double share, int tree) {
        if (child < 0) {
            LeafTerms leaves = forest.leaves();
            for (int term = leaves.start(~child); term < leaves.start(~child + 1); term++) {
                expected[leaves.output(term, tree)] += share * leaves.value(term);
            }
            return;
        }
        double left = forest.leftShares()[child];
        addExpected(forest.leftChildren()[child], share * left, tree);
        addExpected(forest.rightChildren()[child], share * (1 - left), tree);
    }

    @Override
    public double[] expected() {
        return expected.clone();
    }

    @Override
    public void add(ColumnBatch in, float[][] features, double[][][] contributions) {
        Walk walk = new Walk(features, contributions);
        for (int first = 0; first < in.rows(); first += TILE) {
            walk.tile(first, Math.min(TILE, in.rows() - first));
        }
        paths.ifPresent(along -> along.add(in.rows(), features, contributions));
    }

    /** One tile of rows on its way down all trees; holds the path from the root to where it is. */
    private final class Walk {
        private final float[][] features;
        private final double[][][] contributions;
        private final LeafTerms leaves = forest.leaves();
        private final int[] splitFeatures = forest.splitFeatures();
        private final int[] leftChildren = forest.leftChildren();
        private final int[] rightChildren = forest.rightChildren();
        private final double[] leftShares = forest.leftShares();
        private int first;
        private int rows;
        private int tree;

        /** The features on the path, each once. */
        private final int[] pathFeatures = new int[depth];
        /** Of each feature on the path the share of training rows that followed it. */
        private final double[] shares = new double[depth];
        /** Of each feature on the path 1 for the rows that follow it, else 0. */
        private final double[][] follows = new double[depth][];

        private final double[][] buffers = new double[depth][TILE];
        private final double[][] products = new double[depth + 1][TILE];
        private final double[] behind = new double[TILE];

        Walk(float[][] features, double[][][] contributions) {
            this.features = features;
            this.contributions = contributions;
        }

        void tile(int firstRow, int rowCount) {
            first = firstRow;
            rows = rowCount;
            for (tree = 0; tree < weights.length; tree++) {
                if (weights[tree] != 0) {
                    descend(forest.roots()[tree], 0, 0);
                }
            }
        }

        /**
         * @param level how many splits are above
         * @param length how many features are on the path
         */
        private void descend(int child, int level, int length) {
            if (child < 0) {
                for (int term = leaves.start(~child); term < leaves.start(~child + 1); term++) {
                    addTerm(weights[tree] * leaves.value(term), length, contributions[leaves.output(term, tree)]);
                }
                return;
            }
            int feature = splitFeatures[child];
            int place = 0;
            while (place < length && pathFeatures[place] != feature) {
                place++;
            }
            boolean known = place < length;
            double shareBefore = known ? shares[place] : 1;
            double[] followsBefore = known ? follows[place] : null;
            pathFeatures[place] = feature;
            follows[place] = buffers[level];
            for (int side = 0; side < 2; side++) {
                boolean left = side == 0;
                follow(child, feature, left, followsBefore, buffers[level]);
                shares[place] = shareBefore * (left ? leftShares[child] : 1 - leftShares[child]);
                descend(left ? leftChildren[child] : rightChildren[child], level + 1, known ? length : length + 1);
            }
            if (known) {
                shares[place] = shareBefore;
                follows[place] = followsBefore;
            }
        }

        private void follow(int node, int feature, boolean left, double[] before, double[] result) {
            float[] values = features[feature];
            for (int row = 0; row < rows; row++) {
                double goes = forest.nodes().goesLeft(node, values[first + row]) == left ? 1 : 0;
                result[row] = before == null ? goes : goes * before[row];
            }
        }

        private void addTerm(double value, int length, double[][] columns) {
            if (length == 0 || value == 0) {
                return;
            }
            UnitQuadrature quadrature = quadratures[length];
            for (int point = 0; point < quadrature.points().length; point++) {
                double t = quadrature.points()[point];
                Arrays.fill(products[0], 0, rows, 1);
                for (int place = 0; place < length; place++) {
                    multiply(products[place], t, (1 - t) * shares[place], follows[place], products[place + 1]);
                }
                Arrays.fill(behind, 0, rows, value * quadrature.weights()[point]);
                for (int place = length - 1; place >= 0; place--) {
                    double[] known = follows[place];
                    double share = shares[place];
                    addShares(owners[pathFeatures[place]], known, share, products[place], columns);
                    multiply(behind, t, (1 - t) * share, known, behind);
                }
            }
        }

        private void addShares(int[] sharers, double[] known, double share, double[] before, double[][] columns) {
            double part = 1.0 / sharers.length;
            for (int sharer : sharers) {
                double[] column = columns[sharer];
                for (int row = 0; row < rows; row++) {
                    column[first + row] += part * (known[row] - share) * before[row] * behind[row];
                }
            }
        }

        private void multiply(double[] values, double slope, double constant, double[] known, double[] result) {
            for (int row = 0; row < rows; row++) {
                result[row] = values[row] * (constant + slope * known[row]);
            }
        }
    }
}
