package io.auspex.benchmark.predict.onnx;

import io.auspex.model.predict.CategorySets;
import io.auspex.model.predict.Leaves;
import io.auspex.model.predict.TreeEnsemble;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Writes trees as an ONNX file of one {@code TreeEnsembleRegressor}
 * (https://onnx.ai/onnx/operators/onnx_aionnxml_TreeEnsembleRegressor.html), whose output is the margins. Field numbers are those of
 * onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */
public final class OnnxTreeFile {
    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    private static final int TREE_OPSET = 3;
    private static final int FLOAT = 1;
    private static final int INTEGER_ATTRIBUTE = 2;
    private static final int TEXT_ATTRIBUTE = 3;
    private static final int NUMBERS_ATTRIBUTE = 6;
    private static final int INTEGERS_ATTRIBUTE = 7;
    private static final int TEXTS_ATTRIBUTE = 8;

    /** The lists of the operator: one entry a node or leaf, tree after tree, in the order in which they are met. */
    private static final class Lists {
        private final int[] trees;
        private final int[] numbers;
        private final int[] features;
        private final float[] values;
        private final int[] whenTrue;
        private final int[] whenFalse;
        private final int[] missingIsTrue;
        private final boolean[] inner;
        private final int[] leafTrees;
        private final int[] leafNumbers;
        private final int[] leafOutputs;
        private final float[] leafValues;
        private int count;
        private int leafCount;

        Lists(int entries, int leaves) {
            trees = new int[entries];
            numbers = new int[entries];
            features = new int[entries];
            values = new float[entries];
            whenTrue = new int[entries];
            whenFalse = new int[entries];
            missingIsTrue = new int[entries];
            inner = new boolean[entries];
            leafTrees = new int[leaves];
            leafNumbers = new int[leaves];
            leafOutputs = new int[leaves];
            leafValues = new float[leaves];
        }
    }

    private OnnxTreeFile() {}

    /** The file; empty where a tree asks for categories, which the operator does not know as sets, or leaves are no single numbers. */
    public static Optional<byte[]> of(TreeEnsemble trees) {
        boolean numbers = trees.leafValues() instanceof Leaves.Floats || trees.leafValues() instanceof Leaves.Doubles;
        if (!numbers || !trees.categories().equals(CategorySets.NONE)) {
            return Optional.empty();
        }
        MessageWriter graph = new MessageWriter()
                .message(1, operator(trees))
                .text(2, "trees")
                .message(11, tensor("rows", trees.features()))
                .message(12, tensor("margins", trees.outputs()));
        return Optional.of(new MessageWriter()
                .integer(1, IR_VERSION)
                .text(2, "auspex-bench")
                .message(7, graph)
                .message(8, new MessageWriter().text(1, "").integer(2, OPSET))
                .message(8, new MessageWriter().text(1, "ai.onnx.ml").integer(2, TREE_OPSET))
                .toBytes());
    }

    /** A matrix of as many rows as there come. */
    private static MessageWriter tensor(String name, int columns) {
        MessageWriter shape = new MessageWriter()
                .message(1, new MessageWriter().text(2, "N"))
                .message(1, new MessageWriter().integer(1, columns));
        MessageWriter type = new MessageWriter().integer(1, FLOAT).message(2, shape);
        return new MessageWriter().text(1, name).message(2, new MessageWriter().message(1, type));
    }

    private static MessageWriter operator(TreeEnsemble trees) {
        Lists lists = lists(trees);
        String[] modes = new String[lists.count];
        for (int entry = 0; entry < modes.length; entry++) {
            modes[entry] = lists.inner[entry] ? "BRANCH_LT" : "LEAF";
        }
        return new MessageWriter()
                .text(1, "rows")
                .text(2, "margins")
                .text(4, "TreeEnsembleRegressor")
                .message(5, integers("nodes_treeids", lists.trees))
                .message(5, integers("nodes_nodeids", lists.numbers))
                .message(5, integers("nodes_featureids", lists.features))
                .message(5, texts("nodes_modes", Arrays.asList(modes)))
                .message(5, numbers("nodes_values", lists.values))
                .message(5, integers("nodes_truenodeids", lists.whenTrue))
                .message(5, integers("nodes_falsenodeids", lists.whenFalse))
                .message(5, integers("nodes_missing_value_tracks_true", lists.missingIsTrue))
                .message(5, numbers("nodes_hitrates", ones(lists.count)))
                .message(5, integers("target_treeids", lists.leafTrees))
                .message(5, integers("target_nodeids", lists.leafNumbers))
                .message(5, integers("target_ids", lists.leafOutputs))
                .message(5, numbers("target_weights", lists.leafValues))
                .message(5, attribute("n_targets", INTEGER_ATTRIBUTE).integer(3, trees.outputs()))
                .message(5, numbers("base_values", trees.baseMargins()))
                .message(5, attribute("post_transform", TEXT_ATTRIBUTE).text(4, "NONE"))
                .message(5, attribute("aggregate_function", TEXT_ATTRIBUTE).text(4, "SUM"))
                .text(7, "ai.onnx.ml");
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static MessageWriter attribute(String name, int type) {
        return new MessageWriter().text(1, name).integer(20, type);
    }

    private static MessageWriter integers(String name, int[] values) {
        return attribute(name, INTEGERS_ATTRIBUTE).integers(8, values);
    }

    private static MessageWriter numbers(String name, float[] values) {
        return attribute(name, NUMBERS_ATTRIBUTE).numbers(7, values);
    }

    private static MessageWriter texts(String name, List<String> values) {
        MessageWriter attribute = attribute(name, TEXTS_ATTRIBUTE);
        values.forEach(value -> attribute.text(9, value));
        return attribute;
    }

    private static Lists lists(TreeEnsemble ensemble) {
        int[] roots = ensemble.treeRoots();
        int[] splitFeatures = ensemble.splitFeatures();
        float[] thresholds = ensemble.thresholds();
        int[] left = ensemble.leftChildren();
        int[] right = ensemble.rightChildren();
        int[] outputs = ensemble.treeOutputs();
        BitSet defaultLeft = ensemble.defaultLeft();
        float[] leafValues = ensemble.leaves();
        Lists lists = new Lists(splitFeatures.length + leafValues.length, leafValues.length);
        int[] waiting = new int[splitFeatures.length + leafValues.length];
        for (int tree = 0; tree < roots.length; tree++) {
            int head = 0;
            int tail = 0;
            waiting[tail++] = roots[tree];
            // Breadth first: a node's number is its place in the queue.
            while (head < tail) {
                int child = waiting[head];
                int entry = lists.count++;
                lists.trees[entry] = tree;
                lists.numbers[entry] = head++;
                if (child >= 0) {
                    lists.inner[entry] = true;
                    lists.features[entry] = splitFeatures[child];
                    lists.values[entry] = thresholds[child];
                    lists.missingIsTrue[entry] = defaultLeft.get(child) ? 1 : 0;
                    lists.whenTrue[entry] = tail;
                    waiting[tail++] = left[child];
                    lists.whenFalse[entry] = tail;
                    waiting[tail++] = right[child];
                } else {
                    lists.leafTrees[lists.leafCount] = tree;
                    lists.leafNumbers[lists.leafCount] = lists.numbers[entry];
                    lists.leafOutputs[lists.leafCount] = outputs[tree];
                    lists.leafValues[lists.leafCount++] = leafValues[~child];
                }
            }
        }
        return lists;
    }
}
