package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.importer.OnnxValue.Column;
import io.auspex.model.predict.Leaves;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.NumberPassthrough;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The trees of {@code TreeEnsembleRegressor} and {@code TreeEnsembleClassifier}
 * (https://onnx.ai/onnx/operators/onnx_aionnxml_TreeEnsembleRegressor.html). What a scaler or imputer does to a feature
 * before the trees is worked into their thresholds, exactly: a scaler is monotone, so that the numbers that it leaves on one
 * side of a threshold are those on one side of another number. What 32 bits cannot say goes through {@link OnnxThresholds}.
 */
final class OnnxTrees {
    private final OnnxNode node;
    private final List<Column> columns;
    private final Map<Integer, Tree> trees = new LinkedHashMap<>();

    /** Nodes of one tree in the order of the file; the first is the root. */
    private final class Tree implements SourceTree {
        private final List<Integer> rows = new ArrayList<>();
        private final Map<Integer, Integer> positions = new HashMap<>();
        /** By output, of each leaf what it adds. */
        private final Map<Integer, Map<Integer, Double>> weights = new LinkedHashMap<>();

        @Override
        public int count() {
            return rows.size();
        }

        @Override
        public boolean isLeaf(int position) {
            return modes.get(rows.get(position)).equals("LEAF");
        }

        @Override
        public int left(int position) {
            return child(position, trueGoesLeft(position));
        }

        @Override
        public int right(int position) {
            int last = isEquality(position) ? lastOfChain(position) : position;
            return child(last, !trueGoesLeft(last));
        }

        private boolean isEquality(int position) {
            return modes.get(rows.get(position)).equals("BRANCH_EQ");
        }

        /**
         * Converters write a set of categories as questions for one after the other, whose answers yes all lead to the same node:
         * no tree, until they are taken as the one question that they stand for.
         */
        private int lastOfChain(int position) {
            int last = position;
            for (int steps = 0; steps < rows.size(); steps++) {
                int next = child(last, false);
                if (next < 0 || !isEquality(next) || !asksTheSame(position, next)) {
                    break;
                }
                last = next;
            }
            return last;
        }

        private boolean asksTheSame(int first, int next) {
            return features[rows.get(first)] == features[rows.get(next)]
                    && child(first, true) == child(next, true)
                    && missingIsTrue(first) == missingIsTrue(next);
        }

        private boolean missingIsTrue(int position) {
            int row = rows.get(position);
            return row < missingIsTrue.length && missingIsTrue[row] != 0;
        }

        private int child(int position, boolean isTrue) {
            int row = rows.get(position);
            return positions.getOrDefault((isTrue ? whenTrue : whenFalse)[row], -1);
        }

        private boolean trueGoesLeft(int position) {
            return switch (modes.get(rows.get(position))) {
                case "BRANCH_LEQ", "BRANCH_LT", "BRANCH_EQ" -> true;
                case "BRANCH_GT", "BRANCH_GTE", "BRANCH_NEQ" -> false;
                default ->
                    throw new ArtifactException("The ONNX model has trees with nodes of the kind "
                            + modes.get(rows.get(position)) + ", which is not supported");
            };
        }

        @Override
        public int feature(int position) {
            return requireFeature(rows.get(position));
        }

        @Override
        public float threshold(int position) {
            int row = rows.get(position);
            String mode = modes.get(row);
            boolean equalGoesLeft = mode.equals("BRANCH_LEQ") || mode.equals("BRANCH_GT");
            if (Double.isNaN(values[row])) {
                throw new ArtifactException("The ONNX model has a tree with a threshold that is no number");
            }
            OnnxThresholds ranks = ranked.get(feature(position));
            if (ranks != null) {
                return equalGoesLeft ? ranks.beyond(values[row]) : ranks.from(values[row]);
            }
            float value = (float) values[row];
            return unscaled(columns.get(feature(position)), equalGoesLeft ? Math.nextUp(value) : value);
        }

        @Override
        public boolean missingGoesLeft(int position) {
            Column column = columns.get(feature(position));
            if (!Float.isNaN(column.missing())) {
                return column.missing() < threshold(position);
            }
            return missingIsTrue(position) == trueGoesLeft(position);
        }

        @Override
        public int[] categories(int position) {
            String mode = modes.get(rows.get(position));
            if (!mode.equals("BRANCH_EQ") && !mode.equals("BRANCH_NEQ")) {
                return null;
            }
            IntList equal = new IntList();
            int last = mode.equals("BRANCH_EQ") ? lastOfChain(position) : position;
            for (int at = position; ; at = child(at, false)) {
                int row = rows.get(at);
                equal.add(ranked.get(features[row]).equal(values[row]));
                if (at == last) {
                    return CategoryWords.of(equal.toArray(), 0, equal.size());
                }
            }
        }

        @Override
        public float cover(int position) {
            return Float.NaN;
        }
    }

    private final List<String> modes;
    private final int[] features;
    private final double[] values;
    /** By feature, where ranks stand for its numbers. */
    private final Map<Integer, OnnxThresholds> ranked = new HashMap<>();

    private final int[] whenTrue;
    private final int[] whenFalse;
    private final int[] missingIsTrue;

    /**
     * @param prefix of the attributes about leaves: {@code target} or {@code class}
     * @param outputs that leaves may add to
     */
    OnnxTrees(OnnxNode node, List<Column> columns, String prefix, int outputs) {
        this.node = node;
        this.columns = columns;
        modes = node.texts("nodes_modes");
        features = require("nodes_featureids", modes.size());
        whenTrue = require("nodes_truenodeids", modes.size());
        whenFalse = require("nodes_falsenodeids", modes.size());
        missingIsTrue = node.integers("nodes_missing_value_tracks_true");
        values = node.numbers("nodes_values");
        if (values.length != modes.size()) {
            throw lengths("nodes_values");
        }
        int[] treeOfNode = require("nodes_treeids", modes.size());
        int[] numbers = require("nodes_nodeids", modes.size());
        for (int row = 0; row < numbers.length; row++) {
            Tree tree = trees.computeIfAbsent(treeOfNode[row], number -> new Tree());
            if (tree.positions.put(numbers[row], tree.rows.size()) != null) {
                throw new ArtifactException("The ONNX model has two nodes " + numbers[row] + " in one tree");
            }
            tree.rows.add(row);
        }
        addWeights(prefix, outputs);
        rank();
    }

    private void rank() {
        for (int row = 0; row < modes.size(); row++) {
            String mode = modes.get(row);
            if (!mode.equals("LEAF")) {
                Column column = columns.get(requireFeature(row));
                if (column.wide() || mode.equals("BRANCH_EQ") || mode.equals("BRANCH_NEQ")) {
                    ranked.computeIfAbsent(features[row], feature -> new OnnxThresholds(column));
                }
            }
        }
        for (int row = 0; row < modes.size(); row++) {
            if (!modes.get(row).equals("LEAF") && ranked.containsKey(features[row])) {
                ranked.get(features[row]).add(values[row]);
            }
        }
    }

    private int requireFeature(int row) {
        if (features[row] < 0 || features[row] >= columns.size()) {
            throw new ArtifactException(
                    "The ONNX model has a tree that asks for feature " + features[row] + " of " + columns.size());
        }
        return features[row];
    }

    /** What the trees take: the columns as they are, or their ranks. */
    List<ColumnTransformer> transformers() {
        List<ColumnTransformer> transformers = new ArrayList<>();
        for (int feature = 0; feature < columns.size(); feature++) {
            transformers.add(
                    ranked.containsKey(feature)
                            ? ranked.get(feature).transformer()
                            : new NumberPassthrough(columns.get(feature).input()));
        }
        return transformers;
    }

    private void addWeights(String prefix, int outputs) {
        double[] weights = node.numbers(prefix + "_weights");
        int[] treeOfWeight = require(prefix + "_treeids", weights.length);
        int[] nodeOfWeight = require(prefix + "_nodeids", weights.length);
        int[] outputOfWeight = require(prefix + "_ids", weights.length);
        for (int i = 0; i < weights.length; i++) {
            Tree tree = trees.get(treeOfWeight[i]);
            Integer position = tree == null ? null : tree.positions.get(nodeOfWeight[i]);
            if (position == null || outputOfWeight[i] < 0 || outputOfWeight[i] >= outputs) {
                throw new ArtifactException("The ONNX model has a leaf value without its leaf or output");
            }
            tree.weights
                    .computeIfAbsent(outputOfWeight[i], output -> new HashMap<>())
                    .merge(position, weights[i], Double::sum);
        }
    }

    private int[] require(String name, int length) {
        int[] integers = node.integers(name);
        if (integers.length != length) {
            throw lengths(name);
        }
        return integers;
    }

    private ArtifactException lengths(String name) {
        return new ArtifactException(
                "The ONNX operator " + node.operator() + " has lists of different lengths: " + name);
    }

    /** Whether a single output is used, and which does not matter: a classifier of two labels then scores the second. */
    boolean usesOneOutput() {
        return trees.values().stream()
                        .flatMap(tree -> tree.weights.keySet().stream())
                        .distinct()
                        .count()
                == 1;
    }

    boolean hasNegativeWeights() {
        return trees.values().stream()
                .flatMap(tree -> tree.weights.values().stream())
                .flatMap(leaves -> leaves.values().stream())
                .anyMatch(weight -> weight < 0);
    }

    /**
     * @param bases one an output
     * @param together whether there is one output, whichever the leaves name
     * @throws ArtifactException if these are no sound trees
     */
    TreeEnsemble ensemble(double[] bases, boolean together) {
        String aggregate = node.text("aggregate_function", "SUM");
        if (!aggregate.equals("SUM") && !aggregate.equals("AVERAGE")) {
            throw new ArtifactException(
                    "The ONNX model takes the " + aggregate + " over its trees, which is not supported");
        }
        double share = aggregate.equals("AVERAGE") ? 1.0 / Math.max(1, trees.size()) : 1;
        ForestBuilder forest = new ForestBuilder();
        NumberList leaves = new NumberList();
        float[] rounded = new float[bases.length];
        double[] rests = new double[bases.length];
        for (int output = 0; output < bases.length; output++) {
            rounded[output] = (float) bases[output];
            rests[output] = bases[output] - rounded[output];
        }
        for (Tree tree : trees.values()) {
            tree.weights.forEach((source, weights) -> {
                int output = together ? 0 : source;
                double rest = rests[output];
                forest.append(tree, output, leaf -> leaves.add(share * weights.getOrDefault(leaf, 0.0) + rest));
                rests[output] = 0;
            });
        }
        try {
            return forest.ensemble(columns.size(), rounded, new Leaves.Doubles(leaves.toArray()));
        } catch (IllegalArgumentException unsound) {
            throw new ArtifactException("The ONNX model is not sound: " + unsound.getMessage(), unsound);
        }
    }

    /** The least number that a column's scaling does not leave below the threshold. */
    private static float unscaled(Column column, float threshold) {
        if (column.offset() == 0 && column.scale() == 1) {
            return threshold;
        }
        int low = ordinal(Float.NEGATIVE_INFINITY);
        int high = ordinal(Float.POSITIVE_INFINITY);
        while (low < high) {
            int middle = (int) (((long) low + high) >> 1);
            if (column.value(ofOrdinal(middle)) < threshold) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return ofOrdinal(low);
    }

    /** Floats as whole numbers of the same order. */
    private static int ordinal(float number) {
        int bits = Float.floatToIntBits(number);
        return bits >= 0 ? bits : Integer.MIN_VALUE - bits;
    }

    private static float ofOrdinal(int ordinal) {
        return Float.intBitsToFloat(ordinal >= 0 ? ordinal : Integer.MIN_VALUE - ordinal);
    }
}
