package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.importer.OnnxValue.Column;
import io.auspex.model.importer.OnnxValue.Scores;
import io.auspex.model.predict.DenseNet;
import io.auspex.model.predict.Link;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.NumberPassthrough;
import io.auspex.model.transform.NumberScaler;
import io.auspex.model.transform.ScaledNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The linear models of ONNX: {@code LinearRegressor} and {@code LinearClassifier}. As with ONNX Runtime there is no number for a
 * row that misses a feature.
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
        if (function.equals("LOGISTIC") && labels.size() > 2 && rows == labels.size()) {
            return new Scores(
                    transformers(columns),
                    predictor(coefficients, intercepts, rows, columns.size()),
                    Link.LOGISTIC,
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

    private static DenseNet predictor(float[] coefficients, float[] intercepts, int outputs, int features) {
        if (coefficients.length != (long) outputs * features
                || (intercepts.length != 0 && intercepts.length != outputs)) {
            throw new ArtifactException("The ONNX model has " + coefficients.length + " coefficients and "
                    + intercepts.length + " intercepts for " + features + " features and " + outputs + " scores");
        }
        double[] weights = new double[coefficients.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = coefficients[i];
        }
        double[] constants = new double[outputs];
        for (int output = 0; output < intercepts.length; output++) {
            constants[output] = intercepts[output];
        }
        return OnnxLayers.net(List.of(OnnxLayers.layer(weights, constants)));
    }

    /** A missing number stays missing, unless the model says what stands for it. */
    static List<ColumnTransformer> transformers(List<Column> columns) {
        List<ColumnTransformer> transformers = new ArrayList<>();
        for (Column column : columns) {
            transformers.add(transformer(column));
        }
        return transformers;
    }

    private static ColumnTransformer transformer(Column column) {
        if (column.isPlain()) {
            return new NumberPassthrough(column.input());
        }
        double scale = 1.0 / column.scale();
        return Float.isNaN(column.missing())
                ? new ScaledNumber(column.input(), column.offset(), scale)
                : new NumberScaler(column.input(), column.offset(), scale, column.missing(), false);
    }
}
