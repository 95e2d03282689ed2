package io.auspex.model.importer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auspex.model.artifact.ArtifactException;
import java.util.ArrayList;
import java.util.List;

/** Makes a {@link Booster} of a JSON or UBJSON document, as XGBoost 1.0 to 3.x write them. */
final class BoosterReader {
    private BoosterReader() {}

    /** @throws ArtifactException if the document is no booster, or one of a kind that is not supported */
    static Booster read(BoosterDocument document) {
        // What pickles hold: the model beside the parameters of training.
        BoosterDocument model = document.has("Model") ? document.object("Model") : document;
        BoosterDocument learner = model.object("learner");
        BoosterDocument parameters = learner.object("learner_model_param");
        int features = XGBoostImporter.requireFeatures(parameters.integer("num_feature"));
        int outputs = XGBoostImporter.requireOutputs(
                Math.max(parameters.integer("num_class", 0), parameters.integer("num_target", 1)));
        BoosterDocument gradientBooster = learner.object("gradient_booster");
        return new Booster(
                learner.object("objective").text("name"),
                outputs,
                features,
                baseScores(parameters.text("base_score")),
                version(model),
                learner.has("feature_names") ? learner.texts("feature_names") : List.of(),
                categories(gradientBooster),
                content(gradientBooster, outputs));
    }

    private static Booster.Version version(BoosterDocument model) {
        int[] version = model.has("version") ? model.integers("version") : new int[0];
        return version.length < 2 ? new Booster.Version(1, 0) : new Booster.Version(version[0], version[1]);
    }

    private static Booster.Content content(BoosterDocument booster, int outputs) {
        String name = booster.text("name");
        return switch (name) {
            case "gbtree" -> trees(booster.object("model"), outputs, new double[0]);
            case "dart" -> {
                double[] weights = booster.numbers("weight_drop");
                yield trees(booster.object("gbtree").object("model"), outputs, weights);
            }
            case "gblinear" -> new Booster.Linear(booster.object("model").numbers("weights"));
            default -> throw new ArtifactException("The booster is of the unknown kind " + name);
        };
    }

    /** @param weights of each tree of a DART booster; empty if all count once */
    private static Booster.Content trees(BoosterDocument model, int outputs, double[] weights) {
        List<BoosterDocument> trees = model.objects("trees");
        int[] treeOutputs = model.integers("tree_info");
        if (treeOutputs.length != trees.size()) {
            throw new ArtifactException("The booster has " + trees.size() + " trees, but says of " + treeOutputs.length
                    + " what they are for");
        }
        if (weights.length > 0 && weights.length != trees.size()) {
            throw new ArtifactException(
                    "The booster has " + trees.size() + " trees, but weights for " + weights.length);
        }
        ForestBuilder forest = new ForestBuilder();
        FloatList leaves = new FloatList();
        for (int number = 0; number < treeOutputs.length; number++) {
            BoosterTree tree = new BoosterTree(trees.get(number), number);
            float weight = weights.length > 0 ? (float) weights[number] : 1;
            if (tree.targets() == 1) {
                forest.append(tree, treeOutputs[number], leaf -> leaves.add(weight * tree.value(leaf, 0)));
                continue;
            }
            if (tree.targets() != outputs) {
                throw new ArtifactException("Tree " + number + " of the booster has leaves of " + tree.targets()
                        + " values for " + outputs + " outputs");
            }
            // A tree whose leaves hold a value an output is as many trees of the same shape.
            for (int output = 0; output < outputs; output++) {
                int target = output;
                forest.append(tree, output, leaf -> leaves.add(weight * tree.value(leaf, target)));
            }
        }
        return new Booster.Trees(forest, XGBoostImporter.leaves(leaves));
    }

    /** One number, or since XGBoost 3 a list of one, or of one an output, in brackets. */
    private static float[] baseScores(String text) {
        String list = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        String[] scores = list.split(",", -1);
        float[] baseScores = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            try {
                baseScores[i] = Float.parseFloat(scores[i].trim());
            } catch (NumberFormatException notANumber) {
                throw new ArtifactException("The booster's base score " + text + " is not a number", notANumber);
            }
        }
        return baseScores;
    }

    /** Since XGBoost 3.1 a booster that was trained on a data frame keeps the texts of its categories. */
    private static List<List<String>> categories(BoosterDocument gradientBooster) {
        BoosterDocument trees = gradientBooster.has("gbtree") ? gradientBooster.object("gbtree") : gradientBooster;
        if (!trees.has("model") || !trees.object("model").has("cats")) {
            return List.of();
        }
        List<List<String>> all = new ArrayList<>();
        for (BoosterDocument encoding : trees.object("model").object("cats").objects("enc")) {
            int[] values = encoding.integers("values");
            all.add(encoding.has("offsets") ? texts(values, encoding.integers("offsets")) : numbers(values));
        }
        return all;
    }

    private static List<String> texts(int[] bytes, int[] offsets) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i + 1 < offsets.length; i++) {
            int from = offsets[i];
            int to = offsets[i + 1];
            if (from < 0 || from > to || to > bytes.length) {
                throw new ArtifactException("The booster has the text of a category outside of its texts");
            }
            byte[] text = new byte[to - from];
            for (int at = 0; at < text.length; at++) {
                text[at] = (byte) bytes[from + at];
            }
            texts.add(new String(text, UTF_8));
        }
        return texts;
    }

    private static List<String> numbers(int[] values) {
        List<String> texts = new ArrayList<>();
        for (int value : values) {
            texts.add(Integer.toString(value));
        }
        return texts;
    }
}
