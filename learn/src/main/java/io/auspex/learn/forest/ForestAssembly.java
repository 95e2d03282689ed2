package io.auspex.learn.forest;

import io.auspex.model.predict.CategorySets;
import io.auspex.model.predict.Covers;
import io.auspex.model.predict.Leaves;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.predict.TreeNodes;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Puts trees side by side into one predictor, whose sum is their mean: each leaf is worth its part of it. */
final class ForestAssembly {
    private final List<GrownTree> trees;
    private final int nodes;
    private final int leaves;
    private final int terms;

    private ForestAssembly(List<GrownTree> trees) {
        this.trees = trees;
        this.nodes = trees.stream().mapToInt(GrownTree::nodes).sum();
        this.leaves = trees.stream().mapToInt(GrownTree::leaves).sum();
        this.terms = trees.stream().mapToInt(tree -> tree.termClasses().length).sum();
    }

    /** @param outputs one, or one a class if leaves are shares of classes */
    static TreeEnsemble ensemble(List<GrownTree> trees, int features, int outputs) {
        ForestAssembly assembly = new ForestAssembly(trees);
        return new TreeEnsemble(
                assembly.treeNodes(features),
                new float[outputs],
                new int[trees.size()],
                outputs == 1 ? assembly.numbers() : assembly.shares(outputs));
    }

    /** The mean of the first trees alone. */
    static TreeEnsemble first(TreeEnsemble forest, int trees) {
        TreeEnsemble first = forest.first(trees);
        double factor = (double) forest.nodes().trees() / trees;
        return new TreeEnsemble(
                first.nodes(), first.baseMargins(), first.treeOutputs(), times(first.leafValues(), factor));
    }

    private static Leaves times(Leaves leaves, double factor) {
        if (leaves instanceof Leaves.Vectors vectors) {
            float[] values = vectors.values().clone();
            for (int term = 0; term < values.length; term++) {
                values[term] *= (float) factor;
            }
            return new Leaves.Vectors(vectors.width(), vectors.starts(), vectors.outputs(), values);
        }
        double[] values = ((Leaves.Doubles) leaves).values().clone();
        for (int leaf = 0; leaf < values.length; leaf++) {
            values[leaf] *= factor;
        }
        return new Leaves.Doubles(values);
    }

    private TreeNodes treeNodes(int features) {
        int[] roots = new int[trees.size()];
        int[] splitFeatures = new int[nodes];
        float[] thresholds = new float[nodes];
        int[] left = new int[nodes];
        int[] right = new int[nodes];
        BitSet defaultLeft = new BitSet(nodes);
        float[] nodeCovers = new float[nodes];
        float[] leafCovers = new float[leaves];
        int firstNode = 0;
        int firstLeaf = 0;
        for (int index = 0; index < roots.length; index++) {
            GrownTree tree = trees.get(index);
            int count = tree.nodes();
            roots[index] = moved(tree.root(), firstNode, firstLeaf);
            System.arraycopy(tree.splitFeatures(), 0, splitFeatures, firstNode, count);
            System.arraycopy(tree.thresholds(), 0, thresholds, firstNode, count);
            System.arraycopy(tree.nodeCovers(), 0, nodeCovers, firstNode, count);
            System.arraycopy(tree.leafCovers(), 0, leafCovers, firstLeaf, tree.leaves());
            for (int node = 0; node < count; node++) {
                left[firstNode + node] = moved(tree.leftChildren()[node], firstNode, firstLeaf);
                right[firstNode + node] = moved(tree.rightChildren()[node], firstNode, firstLeaf);
                defaultLeft.set(firstNode + node, tree.defaultLeft().get(node));
            }
            firstNode += count;
            firstLeaf += tree.leaves();
        }
        return new TreeNodes(
                features,
                leaves,
                roots,
                splitFeatures,
                thresholds,
                left,
                right,
                defaultLeft,
                CategorySets.NONE,
                Optional.of(new Covers(nodeCovers, leafCovers)));
    }

    private static int moved(int child, int firstNode, int firstLeaf) {
        return child >= 0 ? child + firstNode : ~(~child + firstLeaf);
    }

    private Leaves numbers() {
        double[] values = new double[leaves];
        int leaf = 0;
        for (GrownTree tree : trees) {
            for (double value : tree.leafValues()) {
                values[leaf++] = value / trees.size();
            }
        }
        return new Leaves.Doubles(values);
    }

    private Leaves shares(int outputs) {
        int[] starts = new int[leaves + 1];
        int[] classes = new int[terms];
        float[] values = new float[terms];
        int leaf = 0;
        int first = 0;
        for (GrownTree tree : trees) {
            for (int end : tree.termEnds()) {
                starts[++leaf] = first + end;
            }
            int count = tree.termClasses().length;
            System.arraycopy(tree.termClasses(), 0, classes, first, count);
            for (int term = 0; term < count; term++) {
                values[first + term] = tree.termShares()[term] / trees.size();
            }
            first += count;
        }
        return new Leaves.Vectors(outputs, starts, classes, values);
    }
}
