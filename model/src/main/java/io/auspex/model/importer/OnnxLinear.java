package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.importer.OnnxValue.Column;
import io.auspex.model.importer.OnnxValue.Scores;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.Link;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.NumberPassthrough;
import io.auspex.model.transform.NumberScaler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The linear operators of ONNX: {@code LinearRegressor}, {@code LinearClassifier}, {@code Gemm}, {@code MatMul} and
 * {@code Add}. A missing feature adds nothing to a linear model, where ONNX Runtime gives no number.
 */
final class OnnxLinear {
    private static final int MOST_OUTPUTS = 100_000;

    private OnnxLinear() {}

    static Scores regressor(OnnxNode node, List<Column> columns) {
        int targets = (int) Math.max(1, Math.min(MOST_OUTPUTS, node.integer("targets", 1)));
        requirePlain(node);
        return new Scores(
                transformers(columns),
                predictor(node.reals("coefficients"), node.reals("intercepts"), targets, columns.size()),
                Link.IDENTITY,
                List.of());
    }

    private static void requirePlain(OnnxNode node) {
        if (!node.text("post_transform", "NONE").equals("NONE")) {
            throw new ArtifactException("The ONNX model has the function " + node.text("post_transform", "") + " in "
                    + node.operator() + ", which is not supported");
        }
    }

    static Scores classifier(OnnxNode node, List<Column> columns) {
        List<String> labels = labels(node, "classlabels_ints");
        float[] coefficients = node.reals("coefficients");
        float[] intercepts = node.reals("intercepts");
        String function = node.text("post_transform", "NONE");
        int rows = columns.isEmpty() ? 0 : coefficients.length / columns.size();
        if (function.equals("SOFTMAX") && rows == labels.size()) {
            return new Scores(
                    transformers(columns),
                    predictor(coefficients, intercepts, rows, columns.size()),
                    Link.SOFTMAX,
                    labels);
        }
        boolean mirrored = rows == 2 && isMirrored(coefficients) && isMirrored(intercepts);
        if (function.equals("LOGISTIC") && labels.size() == 2 && (rows == 1 || mirrored)) {
            return new Scores(
                    transformers(columns),
                    predictor(lastRow(coefficients, rows), lastRow(intercepts, rows), 1, columns.size()),
                    Link.LOGISTIC,
                    labels);
        }
        throw new ArtifactException("The ONNX model has a LinearClassifier of " + labels.size()
                + " labels with the function " + function + ", which is not supported");
    }

    /** Of two labels, the scores of the first are those of the second with the other sign. */
    private static boolean isMirrored(float[] numbers) {
        int half = numbers.length / 2;
        for (int i = 0; i < half; i++) {
            if (numbers[i] != -numbers[half + i]) {
                return false;
            }
        }
        return true;
    }

    private static float[] lastRow(float[] numbers, int rows) {
        return Arrays.copyOfRange(numbers, numbers.length - numbers.length / rows, numbers.length);
    }

    static List<String> labels(OnnxNode node, String numbers) {
        List<String> labels = new ArrayList<>(node.texts("classlabels_strings"));
        if (labels.isEmpty()) {
            for (int number : node.integers(numbers)) {
                labels.add(Integer.toString(number));
            }
        }
        if (labels.size() < 2 || labels.size() > MOST_OUTPUTS) {
            throw new ArtifactException("The ONNX model tells " + labels.size() + " classes apart");
        }
        return labels;
    }

    /**
     * Features times a matrix, plus a vector.
     *
     * @param vector null if there is none
     */
    static Scores product(OnnxNode node, List<Column> columns, OnnxTensor matrix, OnnxTensor vector) {
        boolean transposed = node.integer("transB", 0) != 0;
        if (matrix.shape().length > 2 || matrix.shape().length == 0 || node.integer("transA", 0) != 0) {
            throw new ArtifactException("The ONNX model has a " + node.operator() + " of " + matrix.shape().length
                    + " axes, which is not supported");
        }
        int features = columns.size();
        int outputs = matrix.values().length / Math.max(1, features);
        int expected = matrix.shape()[transposed ? matrix.shape().length - 1 : 0];
        if (outputs < 1 || outputs > MOST_OUTPUTS || expected != features) {
            throw new ArtifactException(
                    "The ONNX model multiplies " + features + " features with a matrix for " + expected);
        }
        double alpha = node.real("alpha", 1);
        double[][] weights = new double[outputs][features];
        for (int output = 0; output < outputs; output++) {
            for (int feature = 0; feature < features; feature++) {
                int index = transposed ? output * features + feature : feature * outputs + output;
                weights[output][feature] = alpha * matrix.values()[index];
            }
        }
        double[] intercepts = new double[outputs];
        if (vector != null) {
            add(intercepts, vector, node.real("beta", 1));
        }
        return new Scores(transformers(columns), linear(weights, intercepts), Link.IDENTITY, List.of());
    }

    static Scores sum(Scores scores, OnnxTensor addend) {
        if (!(scores.predictor() instanceof LinearPredictor linear) || scores.link() != Link.IDENTITY) {
            throw new ArtifactException("The ONNX model adds to scores that are not linear, which is not supported");
        }
        double[] intercepts = linear.intercepts();
        add(intercepts, addend, 1);
        return new Scores(scores.transformers(), linear(linear.weights(), intercepts), Link.IDENTITY, scores.labels());
    }

    private static void add(double[] intercepts, OnnxTensor vector, double factor) {
        int length = vector.values().length;
        if (length != 1 && length != intercepts.length) {
            throw new ArtifactException(
                    "The ONNX model adds " + length + " numbers to " + intercepts.length + " scores");
        }
        for (int output = 0; output < intercepts.length; output++) {
            intercepts[output] += factor * vector.values()[length == 1 ? 0 : output];
        }
    }

    private static LinearPredictor predictor(float[] coefficients, float[] intercepts, int outputs, int features) {
        if (coefficients.length != (long) outputs * features
                || (intercepts.length != 0 && intercepts.length != outputs)) {
            throw new ArtifactException("The ONNX model has " + coefficients.length + " coefficients and "
                    + intercepts.length + " intercepts for " + features + " features and " + outputs + " scores");
        }
        double[][] weights = new double[outputs][features];
        double[] constants = new double[outputs];
        for (int output = 0; output < outputs; output++) {
            for (int feature = 0; feature < features; feature++) {
                weights[output][feature] = coefficients[output * features + feature];
            }
            constants[output] = intercepts.length == 0 ? 0 : intercepts[output];
        }
        return linear(weights, constants);
    }

    private static LinearPredictor linear(double[][] weights, double[] intercepts) {
        try {
            return new LinearPredictor(weights, intercepts);
        } catch (IllegalArgumentException unsound) {
            throw new ArtifactException("The ONNX model is not sound: " + unsound.getMessage(), unsound);
        }
    }

    /** The input columns as they are. */
    static List<ColumnTransformer> passed(List<Column> columns) {
        List<ColumnTransformer> transformers = new ArrayList<>();
        columns.forEach(column -> transformers.add(new NumberPassthrough(column.input())));
        return transformers;
    }

    /** A missing number becomes what scales to 0, unless the model says what stands for it. */
    private static List<ColumnTransformer> transformers(List<Column> columns) {
        List<ColumnTransformer> transformers = new ArrayList<>();
        for (Column column : columns) {
            transformers.add(
                    column.isPlain()
                            ? new NumberPassthrough(column.input())
                            : new NumberScaler(
                                    column.input(),
                                    column.offset(),
                                    1.0 / column.scale(),
                                    Float.isNaN(column.missing()) ? column.offset() : column.missing(),
                                    false));
        }
        return transformers;
    }
}
