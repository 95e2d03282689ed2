package io.auspex.model.predict;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;

/** Made-up trees whose leaves add to several outputs, some to none, and the same as a forest of one output a tree. */
public record VectorTrees(TreeEnsemble vectors, TreeEnsemble scalars) {
    /** @param shape with one output; its leaves do not matter */
    public static VectorTrees of(TreeEnsemble shape, int outputs, Random random) {
        TreeNodes nodes = shape.nodes();
        int[] starts = new int[nodes.leafCount + 1];
        int[] termOutputs = new int[nodes.leafCount * outputs];
        float[] values = new float[termOutputs.length];
        double[][] dense = new double[outputs][nodes.leafCount];
        for (int leaf = 0; leaf < nodes.leafCount; leaf++) {
            starts[leaf + 1] = starts[leaf];
            for (int output = 0; output < outputs; output++) {
                if (random.nextBoolean()) {
                    int term = starts[leaf + 1]++;
                    termOutputs[term] = output;
                    values[term] = random.nextFloat() / 10;
                    dense[output][leaf] = values[term];
                }
            }
        }
        int terms = starts[nodes.leafCount];
        float[] baseMargins = new float[outputs];
        Arrays.fill(baseMargins, 0.25f);
        TreeEnsemble vectors = new TreeEnsemble(
                nodes,
                baseMargins,
                new int[nodes.trees()],
                new Leaves.Vectors(outputs, starts, Arrays.copyOf(termOutputs, terms), Arrays.copyOf(values, terms)));
        return new VectorTrees(vectors, copied(nodes, baseMargins, dense));
    }

    /** Every tree once an output. */
    private static TreeEnsemble copied(TreeNodes nodes, float[] baseMargins, double[][] dense) {
        int copies = dense.length;
        int trees = nodes.trees();
        int inner = nodes.splitFeatures.length;
        int[] roots = new int[copies * trees];
        int[] treeOutputs = new int[copies * trees];
        int[] features = new int[copies * inner];
        float[] thresholds = new float[copies * inner];
        int[] left = new int[copies * inner];
        int[] right = new int[copies * inner];
        BitSet defaultLeft = new BitSet();
        double[] leaves = new double[copies * nodes.leafCount];
        float[] nodeCovers = new float[copies * inner];
        float[] leafCovers = new float[copies * nodes.leafCount];
        for (int copy = 0; copy < copies; copy++) {
            int nodeOffset = copy * inner;
            int leafOffset = copy * nodes.leafCount;
            for (int tree = 0; tree < trees; tree++) {
                roots[copy * trees + tree] = moved(nodes.treeRoots[tree], nodeOffset, leafOffset);
                treeOutputs[copy * trees + tree] = copy;
            }
            for (int node = 0; node < inner; node++) {
                features[nodeOffset + node] = nodes.splitFeatures[node];
                thresholds[nodeOffset + node] = nodes.thresholds[node];
                left[nodeOffset + node] = moved(nodes.leftChildren[node], nodeOffset, leafOffset);
                right[nodeOffset + node] = moved(nodes.rightChildren[node], nodeOffset, leafOffset);
                defaultLeft.set(nodeOffset + node, nodes.defaultLeft.get(node));
            }
            System.arraycopy(dense[copy], 0, leaves, leafOffset, nodes.leafCount);
            nodes.covers.ifPresent(covers -> {
                System.arraycopy(covers.nodes(), 0, nodeCovers, nodeOffset, inner);
                System.arraycopy(covers.leaves(), 0, leafCovers, leafOffset, nodes.leafCount);
            });
        }
        return new TreeEnsemble(
                new TreeNodes(
                        nodes.features,
                        leaves.length,
                        roots,
                        features,
                        thresholds,
                        left,
                        right,
                        defaultLeft,
                        CategorySets.NONE,
                        nodes.covers.map(covers -> new Covers(nodeCovers, leafCovers))),
                baseMargins,
                treeOutputs,
                new Leaves.Doubles(leaves));
    }

    private static int moved(int child, int nodeOffset, int leafOffset) {
        return child >= 0 ? child + nodeOffset : ~(~child + leafOffset);
    }
}
