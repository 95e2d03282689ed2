package io.auspex.model.importer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.importer.CatBoostModel.Column;
import io.auspex.model.importer.CatBoostModel.Split;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON form of CatBoost models (https://catboost.ai/docs/en/concepts/python-reference_catboost_save_model with
 * {@code format='json'}).
 */
final class CatBoostJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As objects in memory, JSON takes many times its length. */
    private static final int MEMORY_SHARE = 48;

    private final JsonNode model;
    private final CatBoostModel.Columns columns = new CatBoostModel.Columns();

    private CatBoostJson(JsonNode model) {
        this.model = model;
    }

    static CatBoostModel read(byte[] file) {
        if (file.length > Runtime.getRuntime().maxMemory() / MEMORY_SHARE) {
            throw new ArtifactException("The CatBoost model has " + (file.length >> 20)
                    + " MB of JSON, too much for the memory of this program; its .cbm form takes less");
        }
        try {
            return new CatBoostJson(JSON.readTree(file)).model();
        } catch (IOException notJson) {
            throw new ArtifactException("The CatBoost model is not sound JSON", notJson);
        }
    }

    private CatBoostModel model() {
        JsonNode features = model.path("features_info");
        for (String kind : List.of("ctrs", "text_features", "embedding_features")) {
            if (!features.path(kind).isEmpty()) {
                throw CatBoostImporter.unsupported(kind.equals("ctrs") ? names(features.path(kind)) : kind);
            }
        }
        for (JsonNode feature : features.path("float_features")) {
            columns.add(
                    integer(feature, "feature_index"),
                    integer(feature, "flat_feature_index"),
                    new Column.Numeric(
                            name(feature),
                            feature.path("nan_value_treatment").asText().equals("AsTrue")));
        }
        for (JsonNode feature : features.path("categorical_features")) {
            columns.add(
                    integer(feature, "feature_index"),
                    integer(feature, "flat_feature_index"),
                    new Column.Category(name(feature)));
        }
        JsonNode scaleAndBias = model.path("scale_and_bias");
        List<CatBoostTree> trees = new ArrayList<>();
        int dimensions = dimensions();
        for (JsonNode tree : model.path("oblivious_trees")) {
            List<Split> levels = new ArrayList<>();
            tree.path("splits").forEach(split -> levels.add(split(split)));
            trees.add(CatBoostTree.symmetric(
                    levels, dimensions, numbers(tree.path("leaf_values")), numbers(tree.path("leaf_weights"))));
        }
        for (JsonNode tree : model.path("trees")) {
            trees.add(tree(tree, dimensions));
        }
        JsonNode information = model.path("model_info");
        return new CatBoostModel(
                columns.all(),
                trees,
                dimensions,
                scaleAndBias.path(0).asDouble(1),
                numbers(scaleAndBias.path(1)),
                texts(features.path("cat_features_hash")),
                information.path("params").path("loss_function").path("type").asText(),
                information.get("class_params"));
    }

    private static String names(JsonNode ctrs) {
        return "category statistics (CTRs), for example "
                + ctrs.path(0).path("identifier").asText("one without a name");
    }

    /** How many values a leaf has follows from the leaves and levels of the first tree. */
    private int dimensions() {
        JsonNode symmetric = model.path("oblivious_trees").path(0);
        if (symmetric.isObject()) {
            int levels = Math.min(symmetric.path("splits").size(), Integer.SIZE - 2);
            return Math.max(1, symmetric.path("leaf_values").size() >> levels);
        }
        JsonNode node = model.path("trees").path(0);
        while (node.has("left")) {
            node = node.get("left");
        }
        return node.path("value").isArray() ? Math.max(1, node.path("value").size()) : 1;
    }

    private record Waiting(JsonNode node, int parent, boolean isRight) {}

    private CatBoostTree tree(JsonNode root, int dimensions) {
        CatBoostTree.Builder nodes = new CatBoostTree.Builder(dimensions);
        Deque<Waiting> waiting = new ArrayDeque<>();
        waiting.add(new Waiting(root, -1, false));
        while (!waiting.isEmpty()) {
            Waiting next = waiting.remove();
            JsonNode source = next.node();
            int node;
            if (source.has("split")) {
                node = nodes.addSplit(split(source.path("split")));
                waiting.add(new Waiting(source.path("left"), node, false));
                waiting.add(new Waiting(source.path("right"), node, true));
            } else {
                JsonNode value = source.path("value");
                double[] values = value.isArray() ? numbers(value) : new double[] {number(value)};
                node = nodes.addLeaf(values, 0, source.path("weight").asDouble(Double.NaN));
            }
            if (next.isRight()) {
                nodes.leadRight(next.parent(), node);
            } else if (next.parent() >= 0) {
                nodes.leadLeft(next.parent(), node);
            }
        }
        return nodes.build();
    }

    private Split split(JsonNode split) {
        String kind = split.path("split_type").asText();
        return switch (kind) {
            case "FloatFeature" ->
                new Split.Border(
                        columns.ofNumber(integer(split, "float_feature_index")), (float) number(split.path("border")));
            case "OneHotFeature" ->
                new Split.Equal(columns.ofCategory(integer(split, "cat_feature_index")), integer(split, "value"));
            default -> throw CatBoostImporter.unsupported("splits of the kind " + kind);
        };
    }

    private static Map<Integer, String> texts(JsonNode hashes) {
        Map<Integer, String> texts = new HashMap<>();
        for (JsonNode entry : hashes) {
            texts.put((int) entry.path("hash").asLong(), entry.path("value").asText());
        }
        return texts;
    }

    private static String name(JsonNode feature) {
        String name = feature.path("feature_name").asText();
        return name.isEmpty() ? feature.path("feature_id").asText() : name;
    }

    private static int integer(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new ArtifactException("The CatBoost model has no whole number " + name + " where there must be one");
        }
        return (int) value.asLong();
    }

    private static double number(JsonNode value) {
        if (!value.isNumber()) {
            throw new ArtifactException("The CatBoost model has a leaf or border that is no number");
        }
        return value.doubleValue();
    }

    private static double[] numbers(JsonNode list) {
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(list.get(i));
        }
        return numbers;
    }
}
