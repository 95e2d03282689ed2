package io.auspex.model.importer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.importer.CatBoostModel.Column;
import io.auspex.model.importer.CatBoostModel.Split;
import io.auspex.model.importer.FlatBuffer.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code .cbm} files: the letters {@code CBM1}, a length, and a FlatBuffer of the schema in
 * {@code catboost/libs/model/flatbuffers/model.fbs} and {@code features.fbs}, whose field numbers are named here. What may
 * follow, statistics of categories, belongs to models that are refused.
 */
final class CatBoostBinary {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] MAGIC = {'C', 'B', 'M', '1'};
    private static final int HEADER = 8;
    private static final String VERSION = "FlabuffersModel_v1";

    // TModelCore
    private static final int FORMAT_VERSION = 0;
    private static final int TREES = 1;
    private static final int INFORMATION = 2;
    // TModelTrees
    private static final int DIMENSIONS = 0;
    private static final int TREE_SPLITS = 1;
    private static final int TREE_SIZES = 2;
    private static final int TREE_STARTS = 3;
    private static final int CATEGORY_FEATURES = 4;
    private static final int FLOAT_FEATURES = 5;
    private static final int ONE_HOT_FEATURES = 6;
    private static final int CTR_FEATURES = 7;
    private static final int LEAF_VALUES = 8;
    private static final int LEAF_WEIGHTS = 9;
    private static final int STEP_NODES = 10;
    private static final int LEAF_OF_NODE = 11;
    private static final int TEXT_FEATURES = 12;
    private static final int ESTIMATED_FEATURES = 13;
    private static final int SCALE = 14;
    private static final int BIAS = 15;
    private static final int BIASES = 16;
    private static final int EMBEDDING_FEATURES = 18;
    // TFloatFeature, TCatFeature
    private static final int FLOAT_INDEX = 1;
    private static final int FLOAT_POSITION = 2;
    private static final int FLOAT_BORDERS = 3;
    private static final int FLOAT_NAME = 4;
    private static final int FLOAT_MISSING = 5;
    private static final int MISSING_AS_TRUE = 2;
    private static final int CATEGORY_INDEX = 0;
    private static final int CATEGORY_POSITION = 1;
    private static final int CATEGORY_NAME = 2;
    // TOneHotFeature
    private static final int ONE_HOT_INDEX = 0;
    private static final int ONE_HOT_VALUES = 1;
    private static final int ONE_HOT_TEXTS = 2;

    private final Table trees;
    private final CatBoostModel.Columns columns = new CatBoostModel.Columns();
    private final List<Split> splits = new ArrayList<>();
    private final Map<Integer, String> texts = new HashMap<>();

    private final int dimensions;
    private final int[] questions;
    private final int[] steps;
    private final int[] leafOfNode;
    private final double[] values;
    private final double[] weights;

    private CatBoostBinary(Table trees) {
        this.trees = trees;
        this.dimensions = trees.integer(DIMENSIONS, 0);
        if (dimensions < 1) {
            throw new ArtifactException("The CatBoost model has leaves of " + dimensions + " values");
        }
        this.questions = trees.integers(TREE_SPLITS);
        this.steps = trees.integers(STEP_NODES);
        this.leafOfNode = trees.integers(LEAF_OF_NODE);
        this.values = trees.doubles(LEAF_VALUES);
        this.weights = trees.doubles(LEAF_WEIGHTS);
    }

    static boolean recognises(byte[] file) {
        return file.length > HEADER && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    static CatBoostModel read(byte[] file) {
        int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(MAGIC.length);
        if (length < 0 || length > file.length - HEADER) {
            throw new ArtifactException("The CatBoost model is cut off");
        }
        Table core = FlatBuffer.root(file, HEADER, length);
        String version = core.text(FORMAT_VERSION);
        if (!version.equals(VERSION)) {
            throw new ArtifactException("The CatBoost model has a form that is not known: " + version);
        }
        Map<String, String> information = new HashMap<>();
        for (Table pair : core.tables(INFORMATION)) {
            information.put(pair.text(0), pair.text(1));
        }
        return new CatBoostBinary(core.table(TREES)).model(information);
    }

    private CatBoostModel model(Map<String, String> information) {
        requireKnownFeatures();
        for (Table feature : trees.tables(FLOAT_FEATURES)) {
            int index = feature.integer(FLOAT_INDEX, -1);
            int position = feature.integer(FLOAT_POSITION, -1);
            columns.add(
                    index,
                    position,
                    new Column.Numeric(feature.text(FLOAT_NAME), feature.octet(FLOAT_MISSING, 0) == MISSING_AS_TRUE));
            for (float border : feature.floats(FLOAT_BORDERS)) {
                splits.add(new Split.Border(position, border));
            }
        }
        for (Table feature : trees.tables(CATEGORY_FEATURES)) {
            columns.add(
                    feature.integer(CATEGORY_INDEX, -1),
                    feature.integer(CATEGORY_POSITION, -1),
                    new Column.Category(feature.text(CATEGORY_NAME)));
        }
        for (Table feature : trees.tables(ONE_HOT_FEATURES)) {
            int position = columns.ofCategory(feature.integer(ONE_HOT_INDEX, -1));
            int[] hashes = feature.integers(ONE_HOT_VALUES);
            List<String> names = feature.texts(ONE_HOT_TEXTS);
            for (int i = 0; i < hashes.length; i++) {
                splits.add(new Split.Equal(position, hashes[i]));
                if (names.size() == hashes.length) {
                    texts.put(hashes[i], names.get(i));
                }
            }
        }
        double[] biases = trees.doubles(BIASES);
        return new CatBoostModel(
                columns.all(),
                steps.length == 0 ? symmetric() : others(),
                dimensions,
                trees.number(SCALE, 1),
                biases.length == 0 ? new double[] {trees.number(BIAS, 0)} : biases,
                texts,
                json(information.get("params"))
                        .path("loss_function")
                        .path("type")
                        .asText(),
                information.containsKey("class_params") ? json(information.get("class_params")) : null);
    }

    private void requireKnownFeatures() {
        if (!trees.tables(CTR_FEATURES).isEmpty()) {
            throw CatBoostImporter.unsupported("category statistics (CTRs) of "
                    + String.join(
                            ", ",
                            trees.tables(CATEGORY_FEATURES).stream()
                                    .map(feature -> feature.text(CATEGORY_NAME))
                                    .toList()));
        }
        if (!trees.tables(TEXT_FEATURES).isEmpty()
                || !trees.tables(ESTIMATED_FEATURES).isEmpty()) {
            throw CatBoostImporter.unsupported("text features");
        }
        if (!trees.tables(EMBEDDING_FEATURES).isEmpty()) {
            throw CatBoostImporter.unsupported("embedding features");
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text == null ? "{}" : text);
        } catch (JsonProcessingException notJson) {
            throw new ArtifactException("The parameters in the CatBoost model are not JSON", notJson);
        }
    }

    private Split split(int number) {
        if (number < 0 || number >= splits.size()) {
            throw new ArtifactException("The CatBoost model has no split " + number);
        }
        return splits.get(number);
    }

    private List<CatBoostTree> symmetric() {
        List<CatBoostTree> all = new ArrayList<>();
        int firstQuestion = 0;
        int firstLeaf = 0;
        for (int depth : trees.integers(TREE_SIZES)) {
            if (depth < 0 || depth > questions.length - firstQuestion) {
                throw new ArtifactException("The CatBoost model has a tree of " + depth + " levels");
            }
            List<Split> levels = new ArrayList<>();
            for (int i = 0; i < depth; i++) {
                levels.add(split(questions[firstQuestion + i]));
            }
            firstQuestion += depth;
            long leaves = depth < Integer.SIZE - 2 ? 1L << depth : Integer.MAX_VALUE;
            if ((firstLeaf + leaves) * dimensions > values.length) {
                throw new ArtifactException("The CatBoost model has too few leaves");
            }
            int end = (int) (firstLeaf + leaves);
            all.add(CatBoostTree.symmetric(
                    levels,
                    dimensions,
                    Arrays.copyOfRange(values, firstLeaf * dimensions, end * dimensions),
                    end <= weights.length ? Arrays.copyOfRange(weights, firstLeaf, end) : new double[0]));
            firstLeaf = end;
        }
        return all;
    }

    /**
     * Trees of any shape: node {@code n} has its children {@code left} and {@code right} nodes further on, two 16-bit
     * numbers; where one of them is 0, that way ends in the node's own leaf.
     */
    private List<CatBoostTree> others() {
        int[] starts = trees.integers(TREE_STARTS);
        int[] sizes = trees.integers(TREE_SIZES);
        if (steps.length != questions.length || leafOfNode.length != steps.length || starts.length != sizes.length) {
            throw new ArtifactException("The CatBoost model has lists of nodes of different lengths");
        }
        List<CatBoostTree> all = new ArrayList<>();
        for (int tree = 0; tree < sizes.length; tree++) {
            int start = starts[tree];
            int size = sizes[tree];
            if (start < 0 || size < 1 || size > steps.length - start) {
                throw new ArtifactException("The CatBoost model has a tree of " + size + " nodes out of place");
            }
            all.add(other(new CatBoostTree.Builder(dimensions), start, size));
        }
        return all;
    }

    private CatBoostTree other(CatBoostTree.Builder nodes, int start, int size) {
        for (int node = start; node < start + size; node++) {
            if (steps[node] == 0) {
                addLeaf(nodes, node);
            } else {
                nodes.addSplit(split(questions[node]));
            }
        }
        for (int node = 0; node < size; node++) {
            int left = steps[start + node] & 0xffff;
            int right = steps[start + node] >>> 16;
            if (left != 0 || right != 0) {
                nodes.lead(
                        node,
                        left == 0 ? addLeaf(nodes, start + node) : within(node + left, size),
                        right == 0 ? addLeaf(nodes, start + node) : within(node + right, size));
            }
        }
        return nodes.build();
    }

    /** What is out of range stays out of range. */
    private static int within(int node, int size) {
        return node < size ? node : -1;
    }

    private int addLeaf(CatBoostTree.Builder nodes, int node) {
        int first = leafOfNode[node];
        int leaf = Math.max(0, first) / dimensions;
        return nodes.addLeaf(values, first, leaf < weights.length ? weights[leaf] : Double.NaN);
    }
}
