package io.auspex.model.importer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.predict.Leaves;
import io.auspex.model.predict.TreeEnsemble;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads text models that LightGBM 2.x to 4.x saved (https://lightgbm.readthedocs.io). Leaves are those that LightGBM finds
 * for 64-bit inputs; they are added up in 64 bits. A factor inside of the objective ({@code sigmoid}) and the averaging of a
 * random forest are multiplied into the leaves. All trees of the file count.
 */
public final class LightGBMImporter {
    private static final int MOST_FEATURES = 1_000_000;
    private static final int MOST_OUTPUTS = 100_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private LightGBMImporter() {}

    static boolean recognises(byte[] file) {
        return LightGBMText.looksLike(file);
    }

    /** @throws ArtifactException if the file is not such a model, or one of a kind that is not supported */
    public static ImportedModel read(byte[] file) {
        LightGBMText text = LightGBMText.parse(file);
        LightGBMText.Section header = text.header();
        if (!header.has("version")) {
            throw new ArtifactException("The model was written by a LightGBM before version 2, which is not supported");
        }
        int columns = bounded(header, "max_feature_idx", 0, MOST_FEATURES - 1) + 1;
        int outputs = bounded(
                header, header.has("num_tree_per_iteration") ? "num_tree_per_iteration" : "num_class", 1, MOST_OUTPUTS);
        LightGBMObjective objective =
                LightGBMObjective.of(header.has("objective") ? header.tokens("objective") : List.of());
        if (text.trees().size() % outputs != 0) {
            throw new ArtifactException("The LightGBM model has " + text.trees().size() + " trees for " + outputs
                    + " outputs, which leaves some without");
        }
        int iterations = text.trees().size() / outputs;
        double scale =
                header.has("average_output") && iterations > 0 ? objective.scale() / iterations : objective.scale();

        LightGBMFeatures looks = new LightGBMFeatures(columns);
        List<LightGBMTree> trees = new ArrayList<>();
        for (LightGBMText.Section tree : text.trees()) {
            trees.add(new LightGBMTree(tree, looks));
        }
        looks.fix();
        List<ImportedFeature> features = ImportedColumns.features(
                columns,
                header.has("feature_names") ? header.tokens("feature_names") : List.of(),
                categories(header, text.categories(), columns));
        return new ImportedModel(
                ModelFormat.LIGHTGBM_TEXT,
                objective.name(),
                features,
                looks.pipeline(features),
                forest(trees, looks, outputs, scale),
                !objective.classes() ? 0 : outputs == 1 ? 2 : outputs,
                objective.link(),
                OwnPrediction.VALUES);
    }

    /**
     * As {@link #read}, but the predictor takes one feature a column: the number itself, a 32-bit one, or the number of its category.
     * It finds the same leaves as LightGBM does for such numbers, except that positive infinity goes with the largest ones.
     *
     * @throws ArtifactException as {@link #read}, and if leaves are linear functions or zero is missing
     */
    public static ImportedModel readFloats(byte[] file) {
        return FloatForest.of(read(file));
    }

    private static int bounded(LightGBMText.Section header, String key, int least, int most) {
        int value = header.integer(key);
        if (value < least || value > most) {
            throw new ArtifactException(
                    "The LightGBM model has a " + key + " of " + value + ", not " + least + " to " + most);
        }
        return value;
    }

    private static TreeEnsemble forest(List<LightGBMTree> trees, LightGBMFeatures looks, int outputs, double scale) {
        ForestBuilder forest = new ForestBuilder();
        boolean linear = trees.stream().anyMatch(LightGBMTree::isLinear);
        NumberList values = new NumberList();
        NumberList constants = new NumberList();
        IntList starts = new IntList();
        IntList features = new IntList();
        NumberList coefficients = new NumberList();
        starts.add(0);
        for (int number = 0; number < trees.size(); number++) {
            LightGBMTree tree = trees.get(number);
            forest.append(tree, number % outputs, leaf -> {
                values.add(scale * tree.value(leaf));
                if (linear) {
                    constants.add(scale * tree.constant(leaf));
                    tree.addTerms(leaf, scale, features, coefficients);
                    starts.add(features.size());
                }
            });
        }
        Leaves leaves;
        try {
            leaves = linear
                    ? new Leaves.Linear(
                            values.toArray(),
                            constants.toArray(),
                            starts.toArray(),
                            features.toArray(),
                            coefficients.toArray())
                    : new Leaves.Doubles(values.toArray());
        } catch (IllegalArgumentException unsound) {
            throw new ArtifactException("The LightGBM model is not sound: " + unsound.getMessage(), unsound);
        }
        return forest.ensemble(looks.count(), new float[outputs], leaves);
    }

    /**
     * The lists of the Python package belong to the columns of a data frame that had categories, in order; the file says of
     * which columns it learned categories, and only if these are as many is it clear which is which.
     */
    private static List<List<String>> categories(LightGBMText.Section header, String json, int columns) {
        List<String> ranges = header.has("feature_infos") ? header.tokens("feature_infos") : List.of();
        JsonNode lists = json(json);
        long categorical =
                ranges.stream().filter(LightGBMImporter::isCategorical).count();
        if (ranges.size() != columns || !lists.isArray() || lists.size() != categorical) {
            return List.of();
        }
        List<List<String>> categories = new ArrayList<>();
        int next = 0;
        for (String range : ranges) {
            List<String> texts = new ArrayList<>();
            if (isCategorical(range)) {
                for (JsonNode category : lists.get(next++)) {
                    texts.add(category.asText());
                }
            }
            categories.add(texts);
        }
        return categories;
    }

    /** {@code [0:1]} is a range of numbers, {@code none} a column that was of no use, {@code 1:0:-1} are categories. */
    private static boolean isCategorical(String range) {
        return !range.startsWith("[") && !range.equals("none");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new ArtifactException("The LightGBM model's pandas_categorical is not JSON", notJson);
        }
    }
}
