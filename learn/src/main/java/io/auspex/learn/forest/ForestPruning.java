package io.auspex.learn.forest;

import io.auspex.model.predict.CategorySets;
import io.auspex.model.predict.Covers;
import io.auspex.model.predict.Leaves;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.predict.TreeNodes;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * The forest that would have grown had nodes of few rows not been parted: each such node becomes a leaf, worth the mean of those below it by what
 * their rows count. Nothing is learnt anew.
 */
final class ForestPruning {
    private final TreeEnsemble forest;
    private final float least;
    private final int[] features;
    private final float[] thresholds;
    private final int[] left;
    private final int[] right;
    private final BitSet defaultLeft;
    private final float[] nodeCovers;
    private final float[] leafCovers;

    private final int[] keptFeatures;
    private final float[] keptThresholds;
    private final int[] keptLeft;
    private final int[] keptRight;
    private final BitSet keptDefaultLeft = new BitSet();
    private final float[] keptNodeCovers;
    private int nodes;
    private final float[] keptLeafCovers;
    private int leaves;

    private final Means means;
    private final int[] below;

    private ForestPruning(TreeEnsemble forest, int least) {
        this.forest = forest;
        this.least = least;
        this.features = forest.splitFeatures();
        this.thresholds = forest.thresholds();
        this.left = forest.leftChildren();
        this.right = forest.rightChildren();
        this.defaultLeft = forest.defaultLeft();
        this.nodeCovers = forest.nodeCovers();
        this.leafCovers = forest.leafCovers();
        this.keptFeatures = new int[features.length];
        this.keptThresholds = new float[features.length];
        this.keptLeft = new int[features.length];
        this.keptRight = new int[features.length];
        this.keptNodeCovers = new float[features.length];
        this.keptLeafCovers = new float[leafCovers.length];
        this.means = forest.leafValues() instanceof Leaves.Vectors vectors
                ? new VectorMeans(vectors)
                : new NumberMeans((Leaves.Doubles) forest.leafValues());
        this.below = new int[leafCovers.length + 1];
    }

    /** @param least what the rows of a node count together at least for it to stay parted */
    static TreeEnsemble prune(TreeEnsemble forest, int least) {
        return new ForestPruning(forest, least).prune();
    }

    private TreeEnsemble prune() {
        int[] roots = forest.treeRoots();
        for (int tree = 0; tree < roots.length; tree++) {
            roots[tree] = keep(roots[tree]);
        }
        TreeNodes kept = new TreeNodes(
                forest.features(),
                leaves,
                roots,
                Arrays.copyOf(keptFeatures, nodes),
                Arrays.copyOf(keptThresholds, nodes),
                Arrays.copyOf(keptLeft, nodes),
                Arrays.copyOf(keptRight, nodes),
                keptDefaultLeft,
                CategorySets.NONE,
                Optional.of(new Covers(Arrays.copyOf(keptNodeCovers, nodes), Arrays.copyOf(keptLeafCovers, leaves))));
        return new TreeEnsemble(kept, forest.baseMargins(), forest.treeOutputs(), means.leaves());
    }

    /** No deeper than the trees are, which end at a hundred. */
    private int keep(int child) {
        if (child < 0 || nodeCovers[child] < least) {
            return ~leaf(child);
        }
        int node = nodes++;
        keptFeatures[node] = features[child];
        keptThresholds[node] = thresholds[child];
        keptDefaultLeft.set(node, defaultLeft.get(child));
        keptNodeCovers[node] = nodeCovers[child];
        keptLeft[node] = keep(left[child]);
        keptRight[node] = keep(right[child]);
        return node;
    }

    private int leaf(int child) {
        int waiting = 0;
        below[waiting++] = child;
        while (waiting > 0) {
            int next = below[--waiting];
            if (next < 0) {
                means.add(~next, leafCovers[~next]);
            } else {
                below[waiting++] = right[next];
                below[waiting++] = left[next];
            }
        }
        keptLeafCovers[leaves] = child < 0 ? leafCovers[~child] : nodeCovers[child];
        means.end();
        return leaves++;
    }

    /** What new leaves are worth. */
    private interface Means {
        /** An old leaf that belongs to the new one. */
        void add(int leaf, float cover);

        /** The new leaf is whole. */
        void end();

        Leaves leaves();
    }

    private static final class NumberMeans implements Means {
        private final double[] values;
        private final double[] kept;
        private int count;
        private double sum;
        private double weight;

        NumberMeans(Leaves.Doubles leaves) {
            this.values = leaves.values();
            this.kept = new double[values.length];
        }

        @Override
        public void add(int leaf, float cover) {
            sum += cover * values[leaf];
            weight += cover;
        }

        @Override
        public void end() {
            kept[count++] = sum / weight;
            sum = 0;
            weight = 0;
        }

        @Override
        public Leaves leaves() {
            return new Leaves.Doubles(Arrays.copyOf(kept, count));
        }
    }

    private static final class VectorMeans implements Means {
        private final Leaves.Vectors vectors;
        private final double[] sums;
        private final int[] starts;
        private final int[] outputs;
        private final float[] values;
        private int count;
        private int terms;
        private double weight;

        VectorMeans(Leaves.Vectors vectors) {
            this.vectors = vectors;
            this.sums = new double[vectors.width()];
            this.starts = new int[vectors.count() + 1];
            this.outputs = new int[vectors.outputs().length];
            this.values = new float[vectors.outputs().length];
        }

        @Override
        public void add(int leaf, float cover) {
            for (int term = vectors.starts()[leaf]; term < vectors.starts()[leaf + 1]; term++) {
                sums[vectors.outputs()[term]] += cover * vectors.values()[term];
            }
            weight += cover;
        }

        @Override
        public void end() {
            for (int output = 0; output < sums.length; output++) {
                if (sums[output] != 0) {
                    outputs[terms] = output;
                    values[terms++] = (float) (sums[output] / weight);
                    sums[output] = 0;
                }
            }
            starts[++count] = terms;
            weight = 0;
        }

        @Override
        public Leaves leaves() {
            return new Leaves.Vectors(
                    sums.length,
                    Arrays.copyOf(starts, count + 1),
                    Arrays.copyOf(outputs, terms),
                    Arrays.copyOf(values, terms));
        }
    }
}
