package io.auspex.model.importer;

import com.fasterxml.jackson.databind.JsonNode;
import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.importer.CatBoostModel.Column;
import io.auspex.model.importer.CatBoostModel.Split;
import io.auspex.model.predict.Leaves;
import io.auspex.model.predict.Link;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.NumberPassthrough;
import io.auspex.model.transform.OneHotCategories;
import io.auspex.model.transform.OneHotHashes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads CatBoost models, {@code .cbm} or JSON (https://catboost.ai/docs). Leaves are added up in 64 bits as CatBoost adds
 * them. Numeric features and categories that are asked for one by one are exact; statistics of categories (CTRs), texts and
 * embeddings are refused. A classifier's numbers are its probabilities, a regressor's those of its own {@code predict}.
 */
public final class CatBoostImporter {
    /** Each takes room in every call. */
    private static final int MOST_FEATURES = 1 << 15;

    private final CatBoostModel model;
    private final List<ImportedFeature> features = new ArrayList<>();
    private final List<ColumnTransformer> transformers = new ArrayList<>();

    /** Of each column the position of its first feature, or -1. */
    private int[] firstFeatures;

    /** Of each categorical column the hashes that are asked for, with the position of each. */
    private final Map<Integer, Map<Integer, Integer>> hashes = new LinkedHashMap<>();

    private CatBoostImporter(CatBoostModel model) {
        this.model = model;
    }

    static ImportedModel readJson(byte[] file) {
        return new CatBoostImporter(CatBoostJson.read(file)).imported(ModelFormat.CATBOOST_JSON);
    }

    static ImportedModel readBinary(byte[] file) {
        return new CatBoostImporter(CatBoostBinary.read(file)).imported(ModelFormat.CATBOOST_BINARY);
    }

    static ArtifactException unsupported(String what) {
        return new ArtifactException("The CatBoost model uses " + what + ", which cannot be imported: only numbers, and"
                + " categories that are compared one by one (one_hot_max_size), can");
    }

    private ImportedModel imported(ModelFormat format) {
        int dimensions = model.dimensions();
        if (model.bias().length != 1 && model.bias().length != dimensions) {
            throw new ArtifactException(
                    "The CatBoost model has " + model.bias().length + " biases for " + dimensions + " values");
        }
        columns();
        int classes = classes();
        return new ImportedModel(
                format,
                model.loss(),
                features,
                new FeaturePipeline(transformers),
                forest(),
                classes,
                link(classes),
                OwnPrediction.VALUES,
                classes == 0 ? List.of() : labels(classes));
    }

    private void columns() {
        for (CatBoostTree tree : model.trees()) {
            for (Split split : tree.splits()) {
                if (split instanceof Split.Equal equal) {
                    Map<Integer, Integer> known =
                            hashes.computeIfAbsent(equal.column(), column -> new LinkedHashMap<>());
                    known.putIfAbsent(equal.hash(), known.size());
                }
            }
        }
        firstFeatures = new int[model.columns().size()];
        int next = 0;
        for (int position = 0; position < firstFeatures.length; position++) {
            firstFeatures[position] = next;
            int column = position;
            Column kind = model.columns().get(position);
            String name = kind == null || kind.name().isEmpty() ? "f" + position : kind.name();
            if (kind instanceof Column.Numeric) {
                features.add(ImportedFeature.number(name));
                transformers.add(new NumberPassthrough(position));
            } else {
                Optional<List<String>> texts = texts(position, name);
                features.add(new ImportedFeature(name, Optional.of(texts.orElse(List.of()))));
                List<Integer> asked =
                        List.copyOf(hashes.getOrDefault(position, Map.of()).keySet());
                if (!asked.isEmpty()) {
                    transformers.add(texts.<ColumnTransformer>map(all -> new OneHotCategories(column, all))
                            .orElseGet(() -> new OneHotHashes(column, asked)));
                }
            }
            boolean added = !transformers.isEmpty()
                    && transformers.get(transformers.size() - 1).column() == position;
            next += added ? transformers.get(transformers.size() - 1).width() : 0;
        }
        if (transformers.isEmpty() || next > MOST_FEATURES) {
            throw new ArtifactException("The CatBoost model has " + next + " features");
        }
    }

    /** Of the categories that are asked for, in that order; empty where the file has only hashes. */
    private Optional<List<String>> texts(int position, String name) {
        List<String> texts = new ArrayList<>();
        for (int hash : hashes.getOrDefault(position, Map.of()).keySet()) {
            String text = model.categoryTexts().get(hash);
            if (text == null) {
                return Optional.empty();
            }
            texts.add(text);
        }
        if (texts.stream().distinct().count() < texts.size()) {
            throw new ArtifactException("The CatBoost model has two categories of one text in feature " + name);
        }
        return Optional.of(texts);
    }

    private TreeEnsemble forest() {
        int dimensions = model.dimensions();
        float[] bases = new float[dimensions];
        double[] rests = new double[dimensions];
        for (int dimension = 0; dimension < dimensions; dimension++) {
            double bias = model.bias()[model.bias().length == 1 ? 0 : dimension];
            bases[dimension] = (float) bias;
            rests[dimension] = model.trees().isEmpty() ? 0 : bias - bases[dimension];
        }
        ForestBuilder forest = new ForestBuilder();
        NumberList leaves = new NumberList();
        for (CatBoostTree tree : model.trees()) {
            Source source = new Source(tree, tree.covers());
            for (int output = 0; output < dimensions; output++) {
                int dimension = output;
                forest.append(
                        source,
                        output,
                        node -> leaves.add(model.scale() * tree.values()[tree.leaves()[node] * dimensions + dimension]
                                + rests[dimension]));
                rests[output] = 0;
            }
        }
        int width = 0;
        for (ColumnTransformer transformer : transformers) {
            width += transformer.width();
        }
        try {
            return forest.ensemble(width, bases, new Leaves.Doubles(leaves.toArray()));
        } catch (IllegalArgumentException unsound) {
            throw new ArtifactException("The CatBoost model is not sound: " + unsound.getMessage(), unsound);
        }
    }

    private int classes() {
        return switch (model.loss()) {
            case "Logloss", "CrossEntropy" -> 2;
            case "MultiClass", "MultiClassOneVsAll" -> model.dimensions();
            case "RMSEWithUncertainty" ->
                throw new ArtifactException("The CatBoost model's loss " + model.loss() + " is not supported");
            default -> 0;
        };
    }

    /** As CatBoostRegressor's {@code predict} and CatBoostClassifier's {@code predict_proba} turn raw values. */
    private Link link(int classes) {
        if (classes > 0) {
            boolean apart = model.dimensions() == 1 || model.loss().equals("MultiClassOneVsAll");
            return apart ? Link.LOGISTIC : Link.SOFTMAX;
        }
        return switch (model.loss()) {
            case "MultiLogloss", "MultiCrossEntropy" -> Link.LOGISTIC;
            case "Poisson", "Tweedie" -> Link.EXP;
            default -> Link.IDENTITY;
        };
    }

    private List<String> labels(int classes) {
        for (String list : List.of("class_names", "class_to_label")) {
            JsonNode names = model.classParameters() == null
                    ? null
                    : model.classParameters().path(list);
            if (names != null && names.size() == classes) {
                List<String> labels = new ArrayList<>();
                names.forEach(name -> labels.add(label(name)));
                return labels;
            }
        }
        List<String> labels = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            labels.add(Integer.toString(label));
        }
        return labels;
    }

    /** Labels that were whole numbers may be written as {@code 1.0}. */
    private static String label(JsonNode name) {
        return name.isNumber() && name.doubleValue() == name.longValue()
                ? Long.toString(name.longValue())
                : name.asText();
    }

    /** A tree whose splits ask for features instead of columns. */
    private final class Source implements SourceTree {
        private final CatBoostTree tree;
        private final float[] covers;

        private Source(CatBoostTree tree, float[] covers) {
            this.tree = tree;
            this.covers = covers;
        }

        @Override
        public int count() {
            return tree.splits().length;
        }

        @Override
        public boolean isLeaf(int node) {
            return tree.splits()[node] == null;
        }

        @Override
        public int left(int node) {
            return tree.left()[node];
        }

        @Override
        public int right(int node) {
            return tree.right()[node];
        }

        @Override
        public int feature(int node) {
            Split split = tree.splits()[node];
            int first = firstFeatures[split.column()];
            return split instanceof Split.Equal equal
                    ? first + hashes.get(equal.column()).get(equal.hash())
                    : first;
        }

        /** CatBoost goes right where x is greater than the border; ours goes left where x is less than the threshold. */
        @Override
        public float threshold(int node) {
            return tree.splits()[node] instanceof Split.Border border ? Math.nextUp(border.border()) : 0.5f;
        }

        @Override
        public boolean missingGoesLeft(int node) {
            return !(model.columns().get(tree.splits()[node].column()) instanceof Column.Numeric number
                    && number.missingGoesRight());
        }

        @Override
        public int[] categories(int node) {
            return null;
        }

        @Override
        public float cover(int node) {
            return covers[node];
        }
    }
}
