package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.importer.OnnxValue.Column;
import io.auspex.model.importer.OnnxValue.Columns;
import io.auspex.model.importer.OnnxValue.Constant;
import io.auspex.model.importer.OnnxValue.Labels;
import io.auspex.model.importer.OnnxValue.Scores;
import io.auspex.model.predict.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The operators of an ONNX graph that are understood, each by what it makes of the values before it. */
final class OnnxOperators {
    private static final int MOST_COLUMNS = 1_000_000;
    private static final int CAST_FLOAT = 1;
    private static final int CAST_DOUBLE = 11;

    private final Map<String, OnnxValue> values;

    OnnxOperators(Map<String, OnnxValue> values) {
        this.values = values;
    }

    /** @throws ArtifactException naming the operator if it is none of those that are understood */
    void apply(OnnxNode node) {
        switch (node.operator()) {
            case "Constant" -> give(node, 0, new Constant(node.tensor("value")));
            case "Identity", "ZipMap", "Flatten", "Reshape", "Squeeze", "Unsqueeze" -> give(node, 0, value(node, 0));
            case "Cast" -> cast(node);
            case "Concat", "FeatureVectorizer" -> concat(node);
            case "ArrayFeatureExtractor", "Gather" -> pick(node);
            case "Scaler" -> scale(node);
            case "Imputer" -> impute(node);
            case "Normalizer" -> normalize(node);
            case "TreeEnsembleRegressor" -> treeRegressor(node);
            case "TreeEnsembleClassifier" -> treeClassifier(node);
            case "LinearRegressor" -> give(node, 0, OnnxLinear.regressor(node, columns(node, 0)));
            case "LinearClassifier" -> classifier(node, OnnxLinear.classifier(node, columns(node, 0)));
            case "Gemm" ->
                give(
                        node,
                        0,
                        OnnxLinear.product(
                                node,
                                columns(node, 0),
                                constant(node, 1),
                                node.inputs().size() > 2 ? constant(node, 2) : null));
            case "MatMul" -> give(node, 0, OnnxLinear.product(node, columns(node, 0), constant(node, 1), null));
            case "Add" -> give(node, 0, OnnxLinear.sum(scores(node, isConstant(node, 0) ? 1 : 0), addend(node)));
            case "Sigmoid" -> give(node, 0, linked(node, Link.LOGISTIC));
            case "Softmax" -> give(node, 0, linked(node, Link.SOFTMAX));
            case "Exp" -> give(node, 0, linked(node, Link.EXP));
            case "ArgMax" -> give(node, 0, new Labels(scores(node, 0)));
            default -> throw unsupported(node, "the operator " + node.operator());
        }
    }

    private static ArtifactException unsupported(OnnxNode node, String what) {
        return new ArtifactException("The ONNX model has " + what
                + (what.contains(node.operator()) ? "" : " in " + node.operator())
                + ", which cannot be imported: only tree ensembles and linear models can");
    }

    private void give(OnnxNode node, int output, OnnxValue value) {
        if (output < node.outputs().size()) {
            values.put(node.outputs().get(output), value);
        }
    }

    private OnnxValue value(OnnxNode node, int input) {
        OnnxValue value = values.get(node.input(input));
        if (value == null) {
            throw new ArtifactException(
                    "The ONNX operator " + node.operator() + " reads " + node.input(input) + ", which nothing gives");
        }
        return value;
    }

    private List<Column> columns(OnnxNode node, int input) {
        if (value(node, input) instanceof Columns columns) {
            return columns.columns();
        }
        throw unsupported(node, "a second layer");
    }

    private Scores scores(OnnxNode node, int input) {
        if (value(node, input) instanceof Scores scores) {
            return scores;
        }
        throw unsupported(node, "arithmetic on features");
    }

    private boolean isConstant(OnnxNode node, int input) {
        return value(node, input) instanceof Constant;
    }

    private OnnxTensor constant(OnnxNode node, int input) {
        if (value(node, input) instanceof Constant constant) {
            return constant.tensor();
        }
        throw unsupported(node, "a product of what is not constant");
    }

    private OnnxTensor addend(OnnxNode node) {
        return constant(node, isConstant(node, 0) ? 0 : 1);
    }

    /** Features are 32-bit numbers; labels may be cast to anything. */
    private void cast(OnnxNode node) {
        OnnxValue value = value(node, 0);
        long type = node.integer("to", 0);
        if (value instanceof Columns && type != CAST_FLOAT && type != CAST_DOUBLE) {
            throw unsupported(node, "a cast of features to type " + type);
        }
        give(node, 0, value);
    }

    private void concat(OnnxNode node) {
        List<Column> all = new ArrayList<>();
        for (int input = 0; input < node.inputs().size(); input++) {
            all.addAll(columns(node, input));
            if (all.size() > MOST_COLUMNS) {
                throw new ArtifactException("The ONNX model has more than " + MOST_COLUMNS + " features");
            }
        }
        give(node, 0, new Columns(all));
    }

    /** Some of the features; or labels by their number, which the classifier's own labels stand for. */
    private void pick(OnnxNode node) {
        if (value(node, 0) instanceof Columns columns) {
            List<Column> picked = new ArrayList<>();
            for (double index : constant(node, 1).values()) {
                if (!(index >= 0 && index < columns.columns().size())) {
                    throw new ArtifactException("The ONNX model picks feature " + index + ", which it lacks");
                }
                picked.add(columns.columns().get((int) index));
            }
            give(node, 0, new Columns(picked));
        } else if (value(node, 0) instanceof Constant && value(node, 1) instanceof Labels labels) {
            give(node, 0, labels);
        } else {
            throw unsupported(node, "a choice among outputs");
        }
    }

    private void scale(OnnxNode node) {
        List<Column> columns = columns(node, 0);
        float[] offsets = node.reals("offset");
        float[] scales = node.reals("scale");
        List<Column> scaled = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            float offset = each(offsets, i, columns.size(), 0);
            float scale = each(scales, i, columns.size(), 1);
            if (column.offset() != 0 || column.scale() != 1) {
                throw unsupported(node, "features that are scaled twice");
            }
            if (!(scale > 0 && scale < Float.POSITIVE_INFINITY && Math.abs(offset) < Float.POSITIVE_INFINITY)) {
                throw unsupported(node, "a scale of " + scale);
            }
            scaled.add(new Column(column.input(), offset, scale, column.missing()));
        }
        give(node, 0, new Columns(scaled));
    }

    private void impute(OnnxNode node) {
        List<Column> columns = columns(node, 0);
        float[] missing = node.reals("imputed_value_floats");
        if (!Float.isNaN(node.real("replaced_value_float", Float.NaN))) {
            throw unsupported(node, "a value other than NaN for what is missing");
        }
        List<Column> imputed = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (column.offset() != 0 || column.scale() != 1) {
                throw unsupported(node, "features that are scaled first");
            }
            imputed.add(new Column(column.input(), 0, 1, each(missing, i, columns.size(), 0)));
        }
        give(node, 0, new Columns(imputed));
    }

    /** One number for all, or one each. */
    private static float each(float[] numbers, int index, int count, float otherwise) {
        if (numbers.length == 0) {
            return otherwise;
        }
        if (numbers.length != 1 && numbers.length != count) {
            throw new ArtifactException("The ONNX model has " + numbers.length + " numbers for " + count + " features");
        }
        return numbers[numbers.length == 1 ? 0 : index];
    }

    /** Probabilities add up to 1 already. */
    private void normalize(OnnxNode node) {
        Scores scores = scores(node, 0);
        if (!node.text("norm", "MAX").equals("L1") || scores.labels().isEmpty()) {
            throw unsupported(node, "a norm of scores");
        }
        give(node, 0, scores);
    }

    private Scores linked(OnnxNode node, Link link) {
        Scores scores = scores(node, 0);
        if (scores.link() != Link.IDENTITY) {
            throw unsupported(node, "a second function of the scores");
        }
        return new Scores(scores.transformers(), scores.predictor(), link, scores.labels());
    }

    private void classifier(OnnxNode node, Scores scores) {
        give(node, 0, new Labels(scores));
        give(node, 1, scores);
    }

    private void treeRegressor(OnnxNode node) {
        List<Column> columns = columns(node, 0);
        int targets = (int) Math.max(1, Math.min(MOST_COLUMNS, node.integer("n_targets", 1)));
        OnnxTrees trees = new OnnxTrees(node, columns, "target", targets);
        Link link =
                switch (node.text("post_transform", "NONE")) {
                    case "NONE" -> Link.IDENTITY;
                    case "LOGISTIC" -> Link.LOGISTIC;
                    default ->
                        throw unsupported(node, "the function " + node.text("post_transform", "") + " of scores");
                };
        give(
                node,
                0,
                new Scores(OnnxLinear.passed(columns), trees.ensemble(bases(node, targets), false), link, List.of()));
    }

    private void treeClassifier(OnnxNode node) {
        List<Column> columns = columns(node, 0);
        List<String> labels = OnnxLinear.labels(node, "classlabels_int64s");
        OnnxTrees trees = new OnnxTrees(node, columns, "class", labels.size());
        boolean one = labels.size() == 2 && trees.usesOneOutput();
        String function = node.text("post_transform", "NONE");
        Link link;
        if (function.equals("LOGISTIC") && one) {
            link = Link.LOGISTIC;
        } else if (function.equals("SOFTMAX") && !one) {
            link = Link.SOFTMAX;
        } else if (function.equals("NONE") && !trees.hasNegativeWeights()) {
            link = Link.PROBABILITY;
        } else {
            throw unsupported(node, "the function " + function + " of " + labels.size() + " scores");
        }
        float[] bases = bases(node, one ? 1 : labels.size());
        classifier(node, new Scores(OnnxLinear.passed(columns), trees.ensemble(bases, one), link, labels));
    }

    private static float[] bases(OnnxNode node, int outputs) {
        float[] bases = node.reals("base_values");
        if (bases.length == 0) {
            return new float[outputs];
        }
        if (bases.length != outputs) {
            throw unsupported(node, bases.length + " base values for " + outputs + " scores");
        }
        return bases;
    }
}
