package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.importer.OnnxValue.Column;
import io.auspex.model.importer.OnnxValue.Columns;
import io.auspex.model.importer.OnnxValue.Complement;
import io.auspex.model.importer.OnnxValue.Constant;
import io.auspex.model.importer.OnnxValue.Labels;
import io.auspex.model.importer.OnnxValue.Scores;
import io.auspex.model.predict.Activation;
import io.auspex.model.predict.DenseNet;
import io.auspex.model.predict.Link;
import io.auspex.model.predict.NetLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The operators of an ONNX graph that are understood, each by what it makes of the values before it. */
final class OnnxOperators {
    private static final int MOST_COLUMNS = 1_000_000;
    private static final int CAST_FLOAT = 1;
    private static final int CAST_DOUBLE = 11;

    private static final int MOST_SIDE_BY_SIDE = 1_000;
    /** A file of few bytes can name one constant often, and each operator makes something of it. */
    private static final long MOST_HELD = 1L << 24;

    private final Map<String, OnnxValue> values;
    private long held;

    OnnxOperators(Map<String, OnnxValue> values) {
        this.values = values;
    }

    /** @throws ArtifactException naming the operator if it is none of those that are understood */
    void apply(OnnxNode node) {
        switch (node.operator()) {
            case "Constant" -> give(node, 0, new Constant(node.tensor("value")));
            case "Identity", "Dropout", "Flatten", "Reshape", "Squeeze", "Unsqueeze" -> give(node, 0, value(node, 0));
            case "ZipMap" -> give(node, 0, labelled(node));
            case "Cast" -> cast(node);
            case "Concat", "FeatureVectorizer" -> concat(node);
            case "ArrayFeatureExtractor", "Gather" -> pick(node);
            case "Scaler" -> scale(node);
            case "Imputer" -> impute(node);
            case "Normalizer", "LpNormalization" -> normalize(node);
            case "Slice" -> slice(node);
            case "TreeEnsembleRegressor" -> treeRegressor(node);
            case "TreeEnsembleClassifier" -> treeClassifier(node);
            case "LinearRegressor" -> give(node, 0, OnnxLinear.regressor(node, columns(node, 0)));
            case "LinearClassifier" -> classifier(node, OnnxLinear.classifier(node, columns(node, 0)));
            case "Gemm" ->
                give(
                        node,
                        0,
                        OnnxLayers.product(
                                node,
                                factor(node),
                                constant(node, 1),
                                node.inputs().size() > 2 ? constant(node, 2) : null));
            case "MatMul" -> give(node, 0, OnnxLayers.product(node, factor(node), constant(node, 1), null));
            case "Add", "Sub", "Mul", "Div" -> give(node, 0, arithmetic(node));
            case "Relu" -> give(node, 0, OnnxLayers.activated(node, scores(node, 0), Activation.RELU, 0));
            case "LeakyRelu" ->
                give(node, 0, OnnxLayers.activated(node, scores(node, 0), Activation.RELU, node.real("alpha", 0.01f)));
            case "Elu" ->
                give(node, 0, OnnxLayers.activated(node, scores(node, 0), Activation.ELU, node.real("alpha", 1)));
            case "Tanh" -> give(node, 0, OnnxLayers.activated(node, scores(node, 0), Activation.TANH, 0));
            case "Softplus" -> give(node, 0, OnnxLayers.activated(node, scores(node, 0), Activation.SOFTPLUS, 0));
            case "Sigmoid" -> give(node, 0, linked(node, Link.LOGISTIC));
            case "Softmax" -> give(node, 0, linked(node, Link.SOFTMAX));
            case "Exp" -> give(node, 0, linked(node, Link.EXP));
            case "ArgMax" -> give(node, 0, new Labels(scores(node, 0), List.of()));
            default -> throw unsupported(node, "the operator " + node.operator());
        }
    }

    static ArtifactException unsupported(OnnxNode node, String what) {
        return new ArtifactException("The ONNX model has " + what
                + (what.contains(node.operator()) ? "" : " in " + node.operator())
                + ", which cannot be imported: only tree ensembles and chains of linear layers can");
    }

    private void give(OnnxNode node, int output, OnnxValue value) {
        if (value instanceof Columns columns) {
            held += columns.columns().size();
        } else if (value instanceof Scores scores && scores.predictor() instanceof DenseNet net) {
            held += net.layers().stream().mapToLong(NetLayer::inputs).max().orElse(0)
                    * net.layers().get(net.layers().size() - 1).units();
        }
        if (held > MOST_HELD) {
            throw new ArtifactException("The ONNX model's operators hold more than " + MOST_HELD + " numbers");
        }
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

    /** What a matrix multiplies: features, or the scores of a layer. */
    private OnnxValue factor(OnnxNode node) {
        return value(node, 0) instanceof Columns columns ? columns : scores(node, 0);
    }

    /** A constant and features, or a constant and scores. */
    private OnnxValue arithmetic(OnnxNode node) {
        boolean constantFirst = value(node, 0) instanceof Constant;
        OnnxTensor constant = constant(node, constantFirst ? 0 : 1);
        OnnxValue other = value(node, constantFirst ? 1 : 0);
        String operator = node.operator();
        if (operator.equals("Sub") && constantFirst && other instanceof Scores scores && scores.isOneProbability()) {
            if (constant.values().length != 1 || constant.values()[0] != 1) {
                throw unsupported(node, "a complement that is none");
            }
            return new Complement(scores);
        }
        if (constantFirst && (operator.equals("Div") || operator.equals("Sub"))) {
            throw unsupported(node, "a constant before the " + operator);
        }
        if (other instanceof Columns columns) {
            return new Columns(shifted(node, columns.columns(), constant));
        }
        Scores scores = scores(node, constantFirst ? 1 : 0);
        return switch (operator) {
            case "Add" -> OnnxLayers.rescaled(node, scores, OnnxTensor.of(1), constant);
            case "Sub" -> OnnxLayers.rescaled(node, scores, OnnxTensor.of(1), constant.mapped(x -> -x));
            case "Mul" -> OnnxLayers.rescaled(node, scores, constant, OnnxTensor.of(0));
            default -> OnnxLayers.rescaled(node, scores, constant.mapped(x -> 1 / x), OnnxTensor.of(0));
        };
    }

    /** A mean is taken off first and a deviation divided by afterwards, as a scaler does. */
    private static List<Column> shifted(OnnxNode node, List<Column> columns, OnnxTensor constant) {
        List<Column> shifted = new ArrayList<>();
        boolean offset = node.operator().equals("Sub") || node.operator().equals("Add");
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            float number = (float) OnnxLayers.each(constant, i, columns.size());
            if (column.scale() != 1 || (offset && column.offset() != 0)) {
                throw unsupported(node, "features that are scaled twice");
            }
            Column next =
                    switch (node.operator()) {
                        case "Sub" -> column.withScale(number, 1);
                        case "Add" -> column.withScale(-number, 1);
                        case "Mul" -> column.withScale(column.offset(), number);
                        default -> column.withScale(column.offset(), 1 / number);
                    };
            requireScale(node, next.offset(), next.scale());
            shifted.add(next);
        }
        return shifted;
    }

    private static void requireScale(OnnxNode node, float offset, float scale) {
        boolean sound = scale > 0 && Float.isFinite(1 / scale) && Float.isFinite(scale) && Float.isFinite(offset);
        if (!sound) {
            throw unsupported(node, "a scale of " + scale);
        }
    }

    private OnnxTensor constant(OnnxNode node, int input) {
        if (value(node, input) instanceof Constant constant) {
            return constant.tensor();
        }
        throw unsupported(node, "a product of what is not constant");
    }

    /** Features are 32-bit numbers or 64-bit ones; labels may be cast to anything. */
    private void cast(OnnxNode node) {
        OnnxValue value = value(node, 0);
        long type = node.integer("to", 0);
        if (value instanceof Columns && type != CAST_FLOAT && type != CAST_DOUBLE) {
            throw unsupported(node, "a cast of features to type " + type);
        }
        boolean narrows = value instanceof Columns && type == CAST_FLOAT;
        give(node, 0, narrows ? new Columns(narrow(((Columns) value).columns())) : value);
    }

    private static List<Column> narrow(List<Column> columns) {
        return columns.stream()
                .map(each -> new Column(each.input(), each.offset(), each.scale(), each.missing(), false))
                .toList();
    }

    /** Features; or the probabilities of two labels, one being 1 less the other; or linear scores. */
    private void concat(OnnxNode node) {
        if (value(node, 0) instanceof Complement first) {
            boolean both = node.inputs().size() == 2
                    && value(node, 1) instanceof Scores second
                    && second.equals(first.scores());
            if (!both) {
                throw unsupported(node, "probabilities side by side that do not belong together");
            }
            give(node, 0, first.scores());
            return;
        }
        if (value(node, 0) instanceof Scores) {
            if (node.inputs().size() > MOST_SIDE_BY_SIDE) {
                throw unsupported(node, "more than " + MOST_SIDE_BY_SIDE + " scores side by side");
            }
            List<Scores> all = new ArrayList<>();
            for (int input = 0; input < node.inputs().size(); input++) {
                all.add(scores(node, input));
            }
            give(node, 0, OnnxLayers.sideBySide(node, all));
            return;
        }
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
        } else if (value(node, 0) instanceof Constant constant && value(node, 1) instanceof Labels labels) {
            give(node, 0, new Labels(labels.scores(), constant.tensor().texts()));
        } else if (value(node, 0) instanceof Scores && constant(node, 1).values().length == 1) {
            give(node, 0, ofTwo(node, constant(node, 1).values()[0]));
        } else {
            throw unsupported(node, "a choice among outputs");
        }
    }

    /** One of the two probabilities that a classifier of two labels gives. */
    private void slice(OnnxNode node) {
        for (int input = 1; input < Math.min(4, node.inputs().size()); input++) {
            if (constant(node, input).values().length != 1) {
                throw unsupported(node, "a part of several axes");
            }
        }
        boolean columns = node.inputs().size() > 3 && constant(node, 3).values()[0] == 1;
        double start = constant(node, 1).values()[0];
        double end = constant(node, 2).values()[0];
        if (!columns || !(start == 0 ? end == 1 : end > start)) {
            throw unsupported(node, "a part of the scores");
        }
        give(node, 0, ofTwo(node, start));
    }

    private OnnxValue ofTwo(OnnxNode node, double index) {
        Scores scores = scores(node, 0);
        if (!scores.isOneProbability() || scores.labels().size() != 2 || (index != 0 && index != 1)) {
            throw unsupported(node, "a choice among scores");
        }
        Scores second = scores.with(List.<String>of());
        return index == 1 ? second : new Complement(second);
    }

    /** The labels that the graph writes beside its probabilities. */
    private OnnxValue labelled(OnnxNode node) {
        Scores scores = scores(node, 0);
        List<String> labels = OnnxLinear.labels(node, "classlabels_int64s");
        if (!scores.labels().isEmpty()) {
            return scores;
        }
        boolean fit =
                labels.size() == scores.predictor().outputs() || (labels.size() == 2 && scores.isOneProbability());
        if (!fit) {
            throw unsupported(node, labels.size() + " labels for other scores");
        }
        return scores.with(labels);
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
            requireScale(node, offset, scale);
            scaled.add(column.withScale(offset, scale));
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
            float replacement = each(missing, i, columns.size(), 0);
            if (!Float.isFinite(replacement)) {
                throw unsupported(node, "the replacement " + replacement);
            }
            imputed.add(new Column(column.input(), 0, 1, replacement, column.wide()));
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

    /** Probabilities add up to 1 already, unless each class has a classifier of its own. */
    private void normalize(OnnxNode node) {
        Scores scores = scores(node, 0);
        boolean sum = node.operator().equals("Normalizer")
                ? node.text("norm", "MAX").equals("L1")
                : node.integer("p", 2) == 1;
        boolean apart = scores.link() == Link.LOGISTIC && scores.predictor().outputs() > 1;
        if (!sum || (scores.labels().isEmpty() && !apart)) {
            throw unsupported(node, "a norm of scores");
        }
        give(node, 0, apart ? scores.with(Link.LOGISTIC_SHARES) : scores);
    }

    private Scores linked(OnnxNode node, Link link) {
        Scores scores = scores(node, 0);
        if (scores.link() != Link.IDENTITY) {
            throw unsupported(node, "a second function of the scores");
        }
        return scores.with(link);
    }

    private void classifier(OnnxNode node, Scores scores) {
        give(node, 0, new Labels(scores, List.of()));
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
        give(node, 0, new Scores(trees.transformers(), trees.ensemble(bases(node, targets), false), link, List.of()));
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
        double[] bases = bases(node, one ? 1 : labels.size());
        classifier(node, new Scores(trees.transformers(), trees.ensemble(bases, one), link, labels));
    }

    private static double[] bases(OnnxNode node, int outputs) {
        double[] bases = node.numbers("base_values");
        if (bases.length == 0) {
            return new double[outputs];
        }
        if (bases.length != outputs) {
            throw unsupported(node, bases.length + " base values for " + outputs + " scores");
        }
        return bases;
    }
}
