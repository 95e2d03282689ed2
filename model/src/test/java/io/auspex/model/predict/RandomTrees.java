package io.auspex.model.predict;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/** Random trees as plain objects, the naive way to evaluate them, and their flat form. */
public final class RandomTrees {
    /** A split with two children, or a leaf where {@code left} is null. */
    public record Node(int feature, float threshold, boolean missingLeft, Node left, Node right, float leaf) {
        float evaluate(float[] row) {
            if (left == null) {
                return leaf;
            }
            float value = row[feature];
            if (Float.isNaN(value)) {
                return (missingLeft ? left : right).evaluate(row);
            }
            return (value < threshold ? left : right).evaluate(row);
        }
    }

    private final int features;
    private final float[] baseMargins;
    private final List<Node> trees = new ArrayList<>();

    private final List<Node> nodes = new ArrayList<>();
    private final List<int[]> children = new ArrayList<>();
    private final List<Float> leaves = new ArrayList<>();

    public RandomTrees(Random random, int features, int outputs, int trees, int depth) {
        this.features = features;
        this.baseMargins = new float[outputs];
        for (int output = 0; output < outputs; output++) {
            baseMargins[output] = random.nextFloat() - 0.5f;
        }
        for (int tree = 0; tree < trees; tree++) {
            this.trees.add(grow(random, depth));
        }
    }

    private Node grow(Random random, int depth) {
        if (depth == 0 || random.nextInt(8) == 0) {
            return new Node(0, 0, false, null, null, (float) random.nextGaussian());
        }
        return new Node(
                random.nextInt(features),
                value(random),
                random.nextBoolean(),
                grow(random, depth - 1),
                grow(random, depth - 1),
                0);
    }

    /** Few distinct values, so that values meet thresholds, with the odd ones among them. */
    public static float value(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> Float.POSITIVE_INFINITY;
            case 1 -> Float.NEGATIVE_INFINITY;
            case 2 -> -0.0f;
            case 3 -> Float.MIN_VALUE;
            default -> (random.nextInt(21) - 10) / 4f;
        };
    }

    public float[] evaluate(float[] row) {
        float[] sums = baseMargins.clone();
        for (int tree = 0; tree < trees.size(); tree++) {
            sums[tree % sums.length] += trees.get(tree).evaluate(row);
        }
        return sums;
    }

    public TreeEnsemble flat() {
        nodes.clear();
        children.clear();
        leaves.clear();
        int[] roots = new int[trees.size()];
        int[] outputs = new int[trees.size()];
        for (int tree = 0; tree < roots.length; tree++) {
            roots[tree] = number(trees.get(tree));
            outputs[tree] = tree % baseMargins.length;
        }
        int count = nodes.size();
        int[] splitFeatures = new int[count];
        float[] thresholds = new float[count];
        int[] left = new int[count];
        int[] right = new int[count];
        BitSet defaultLeft = new BitSet();
        for (int node = 0; node < count; node++) {
            splitFeatures[node] = nodes.get(node).feature();
            thresholds[node] = nodes.get(node).threshold();
            left[node] = children.get(node)[0];
            right[node] = children.get(node)[1];
            defaultLeft.set(node, nodes.get(node).missingLeft());
        }
        float[] leafValues = new float[leaves.size()];
        for (int leaf = 0; leaf < leafValues.length; leaf++) {
            leafValues[leaf] = leaves.get(leaf);
        }
        return new TreeEnsemble(
                features, baseMargins, roots, outputs, splitFeatures, thresholds, left, right, defaultLeft, leafValues);
    }

    private int number(Node node) {
        if (node.left() == null) {
            leaves.add(node.leaf());
            return ~(leaves.size() - 1);
        }
        int index = nodes.size();
        nodes.add(node);
        int[] numbers = new int[2];
        children.add(numbers);
        numbers[0] = number(node.left());
        numbers[1] = number(node.right());
        return index;
    }
}
