package io.auspex.model.predict;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * Decision trees whose leaves are added up: the reference predictor, which every faster one is tested against. It walks
 * flat arrays, one tree after the other over all rows of the batch, so that a tree stays in the cache.
 *
 * <p>With {@link Leaves.Floats} the arithmetic is XGBoost's
 * (https://xgboost.readthedocs.io/en/stable/tutorials/saving_model.html and {@code cpu_predictor.cc}): the leaves are
 * added in tree order to a float that starts at the base margin. Margins are therefore bit-equal to XGBoost's. The other
 * kinds of leaves are added in 64 bits, also in tree order, and the margin is the sum rounded to a float.
 */
public final class TreeEnsemble implements Predictor {
    private final TreeNodes nodes;
    private final float[] baseMargins;
    private final int[] treeOutputs;
    private final Leaves leaves;

    /**
     * @param baseMargins where the sum of each output starts, {@code float[output]}
     * @param treeOutputs the output that each tree adds to; 0 of trees whose leaves are {@link Leaves.Vectors}
     * @param leaves what each leaf adds
     * @throws IllegalArgumentException if these do not fit together or a number is not finite
     */
    public TreeEnsemble(TreeNodes nodes, float[] baseMargins, int[] treeOutputs, Leaves leaves) {
        this.nodes = requireNonNull(nodes, "nodes is null");
        this.baseMargins = baseMargins.clone();
        this.treeOutputs = treeOutputs.clone();
        this.leaves = requireNonNull(leaves, "leaves is null");
        requireFitting();
    }

    /** A forest of numeric splits and 32-bit leaves; the arguments are those of {@link TreeNodes}. */
    public TreeEnsemble(
            int features,
            float[] baseMargins,
            int[] treeRoots,
            int[] treeOutputs,
            int[] splitFeatures,
            float[] thresholds,
            int[] leftChildren,
            int[] rightChildren,
            BitSet defaultLeft,
            float[] leaves) {
        this(
                new TreeNodes(
                        features,
                        leaves.length,
                        treeRoots,
                        splitFeatures,
                        thresholds,
                        leftChildren,
                        rightChildren,
                        defaultLeft,
                        CategorySets.NONE,
                        Optional.empty()),
                baseMargins,
                treeOutputs,
                new Leaves.Floats(leaves));
    }

    private void requireFitting() {
        if (baseMargins.length == 0) {
            throw unsound("There is no output");
        }
        if (treeOutputs.length != nodes.trees()) {
            throw unsound(nodes.trees() + " trees have " + treeOutputs.length + " outputs");
        }
        for (int output = 0; output < baseMargins.length; output++) {
            if (!Float.isFinite(baseMargins[output])) {
                throw unsound("Base margin " + output + " is " + baseMargins[output] + ", not a finite number");
            }
        }
        for (int tree = 0; tree < treeOutputs.length; tree++) {
            if (treeOutputs[tree] < 0 || treeOutputs[tree] >= baseMargins.length) {
                throw unsound("Tree " + tree + " adds to output " + treeOutputs[tree] + " of " + baseMargins.length);
            }
        }
        if (leaves.count() != nodes.leafCount) {
            throw unsound("The trees have " + nodes.leafCount + " leaves, but there are values for " + leaves.count());
        }
        if (leaves instanceof Leaves.Vectors vectors) {
            if (vectors.width() != baseMargins.length) {
                throw unsound("The leaves add to " + vectors.width() + " outputs of " + baseMargins.length);
            }
            for (int output : treeOutputs) {
                if (output != 0) {
                    throw unsound("A tree whose leaves add to all outputs adds to output " + output);
                }
            }
        }
        if (leaves instanceof Leaves.Linear linear) {
            for (int feature : linear.features()) {
                if (feature < 0 || feature >= nodes.features) {
                    throw unsound("A leaf reads feature " + feature + " of " + nodes.features);
                }
            }
        }
    }

    private static IllegalArgumentException unsound(String reason) {
        return new IllegalArgumentException(reason);
    }

    @Override
    public int features() {
        return nodes.features;
    }

    @Override
    public int outputs() {
        return baseMargins.length;
    }

    @Override
    public void margins(float[][] features, int rows, float[][] margins) {
        if (leaves instanceof Leaves.Floats floats) {
            addFloats(floats.values(), features, rows, margins);
        } else {
            addDoubles(features, rows, margins);
        }
    }

    private void addFloats(float[] values, float[][] features, int rows, float[][] margins) {
        for (int output = 0; output < baseMargins.length; output++) {
            Arrays.fill(margins[output], 0, rows, baseMargins[output]);
        }
        for (int tree = 0; tree < treeOutputs.length; tree++) {
            float[] sums = margins[treeOutputs[tree]];
            int root = nodes.treeRoots[tree];
            for (int row = 0; row < rows; row++) {
                sums[row] += values[nodes.leafBelow(root, features, row)];
            }
        }
    }

    private void addDoubles(float[][] features, int rows, float[][] margins) {
        double[][] sums = new double[baseMargins.length][rows];
        for (int output = 0; output < baseMargins.length; output++) {
            Arrays.fill(sums[output], baseMargins[output]);
        }
        for (int tree = 0; tree < treeOutputs.length; tree++) {
            double[] column = sums[treeOutputs[tree]];
            int root = nodes.treeRoots[tree];
            if (leaves instanceof Leaves.Linear linear) {
                for (int row = 0; row < rows; row++) {
                    column[row] += linear.value(nodes.leafBelow(root, features, row), features, row);
                }
            } else if (leaves instanceof Leaves.Vectors vectors) {
                addVectors(vectors, root, features, rows, sums);
            } else if (leaves instanceof Leaves.Doubles doubles) {
                double[] values = doubles.values();
                for (int row = 0; row < rows; row++) {
                    column[row] += values[nodes.leafBelow(root, features, row)];
                }
            }
        }
        for (int output = 0; output < baseMargins.length; output++) {
            for (int row = 0; row < rows; row++) {
                margins[output][row] = (float) sums[output][row];
            }
        }
    }

    private void addVectors(Leaves.Vectors vectors, int root, float[][] features, int rows, double[][] sums) {
        int[] starts = vectors.starts();
        int[] outputs = vectors.outputs();
        float[] values = vectors.values();
        for (int row = 0; row < rows; row++) {
            int leaf = nodes.leafBelow(root, features, row);
            for (int term = starts[leaf]; term < starts[leaf + 1]; term++) {
                sums[outputs[term]][row] += values[term];
            }
        }
    }

    /**
     * The first trees only: what early stopping keeps.
     *
     * @throws IllegalArgumentException if their nodes are not numbered before those of the other trees
     */
    public TreeEnsemble first(int trees) {
        TreeNodes kept = nodes.first(trees);
        return new TreeEnsemble(kept, baseMargins, Arrays.copyOf(treeOutputs, trees), leaves.first(kept.leafCount));
    }

    /** The ways from roots to leaves. */
    public TreeNodes nodes() {
        return nodes;
    }

    /** What the leaves add. */
    public Leaves leafValues() {
        return leaves;
    }

    /** Which inner nodes look at categories. */
    public CategorySets categories() {
        return nodes.categories;
    }

    /** Whether the trees say how much of the training rows reached each node. */
    public boolean hasCovers() {
        return nodes.covers.isPresent();
    }

    /** Of each inner node how much of the training rows reached it; empty if that is not known. */
    public float[] nodeCovers() {
        return nodes.covers.map(all -> all.nodes().clone()).orElseGet(() -> new float[0]);
    }

    /** Of each leaf how much of the training rows reached it; empty if that is not known. */
    public float[] leafCovers() {
        return nodes.covers.map(all -> all.leaves().clone()).orElseGet(() -> new float[0]);
    }

    /** {@code float[output]}, a copy, as are all arrays below. */
    public float[] baseMargins() {
        return baseMargins.clone();
    }

    public int[] treeRoots() {
        return nodes.treeRoots.clone();
    }

    public int[] treeOutputs() {
        return treeOutputs.clone();
    }

    public int[] splitFeatures() {
        return nodes.splitFeatures.clone();
    }

    public float[] thresholds() {
        return nodes.thresholds.clone();
    }

    public int[] leftChildren() {
        return nodes.leftChildren.clone();
    }

    public int[] rightChildren() {
        return nodes.rightChildren.clone();
    }

    public BitSet defaultLeft() {
        return (BitSet) nodes.defaultLeft.clone();
    }

    /** The constants of the leaves, as {@link Leaves#rounded()}. */
    public float[] leaves() {
        return leaves.rounded();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeEnsemble that
                && nodes.equals(that.nodes)
                && Arrays.equals(baseMargins, that.baseMargins)
                && Arrays.equals(treeOutputs, that.treeOutputs)
                && leaves.equals(that.leaves);
    }

    @Override
    public int hashCode() {
        return 31 * nodes.hashCode() + leaves.hashCode();
    }

    @Override
    public String toString() {
        return "TreeEnsemble[" + treeOutputs.length + " trees, " + nodes.splitFeatures.length + " nodes, "
                + nodes.features + " features, " + outputs() + " outputs]";
    }
}
