package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.importer.OnnxValue.Column;
import io.auspex.model.importer.OnnxValue.Columns;
import io.auspex.model.importer.OnnxValue.Constant;
import io.auspex.model.importer.OnnxValue.Labels;
import io.auspex.model.importer.OnnxValue.Scores;
import io.auspex.model.transform.FeaturePipeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads ONNX files (https://onnx.ai/onnx/repo-docs/IR.html) whose graph is a tree ensemble or a linear model with the
 * operators that converters put around it. The graph is lowered to our own predictors; no code of the file and no native
 * runtime ever runs. Any other operator is refused by name (docs/decisions/0006).
 */
public final class OnnxImporter {
    private static final int GRAPH = 7;
    private static final int NODE = 1;
    private static final int INITIALIZER = 5;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;
    private static final int VALUE_NAME = 1;
    private static final int VALUE_TYPE = 2;
    private static final int TENSOR_TYPE = 1;
    private static final int ELEMENT_TYPE = 1;
    private static final int SHAPE = 2;
    private static final int DIMENSION = 1;
    private static final int DIMENSION_VALUE = 1;
    private static final int TEXT = 8;
    private static final int MOST_COLUMNS = 1_000_000;
    private static final Set<Integer> SECOND_TAGS = Set.of(0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42);

    private final Map<String, OnnxValue> values = new HashMap<>();
    private final List<ImportedFeature> features = new ArrayList<>();

    private OnnxImporter() {}

    /** A version of the format, a small number in field 1, comes first; then another field of a model. */
    static boolean recognises(byte[] file) {
        return file.length > 2 && file[0] == 0x08 && file[1] > 0 && file[1] < 64 && SECOND_TAGS.contains((int) file[2]);
    }

    static ImportedModel read(byte[] file) {
        ProtocolBuffer graph = new ProtocolBuffer(file).message(GRAPH);
        return new OnnxImporter().lower(graph);
    }

    private ImportedModel lower(ProtocolBuffer graph) {
        for (ProtocolBuffer initializer : graph.messages(INITIALIZER)) {
            values.put(initializer.text(OnnxTensor.NAME), new Constant(OnnxTensor.of(initializer)));
        }
        graph.messages(INPUT).forEach(this::addInput);
        if (features.isEmpty()) {
            throw new ArtifactException("The ONNX model has no inputs");
        }
        OnnxOperators operators = new OnnxOperators(values);
        for (ProtocolBuffer message : graph.messages(NODE)) {
            operators.apply(OnnxNode.of(message));
        }
        List<String> outputs = new ArrayList<>();
        graph.messages(OUTPUT).forEach(output -> outputs.add(output.text(VALUE_NAME)));
        return imported(scores(outputs));
    }

    private void addInput(ProtocolBuffer input) {
        String name = input.text(VALUE_NAME);
        if (values.containsKey(name)) {
            return;
        }
        ProtocolBuffer tensor = input.message(VALUE_TYPE).message(TENSOR_TYPE);
        if (tensor.integer(ELEMENT_TYPE, 0) == TEXT) {
            throw new ArtifactException("The ONNX model has the text input " + name + ", which is not supported");
        }
        List<ProtocolBuffer> shape = tensor.message(SHAPE).messages(DIMENSION);
        long width = shape.size() == 2 ? shape.get(1).integer(DIMENSION_VALUE, 0) : 0;
        if (width < 1 || width > MOST_COLUMNS - features.size()) {
            throw new ArtifactException("The ONNX model does not say how many features its input " + name
                    + " has, as a shape of [rows, features]");
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            columns.add(Column.of(features.size()));
            features.add(ImportedFeature.number(width == 1 ? name : "f" + features.size()));
        }
        values.put(name, new Columns(columns));
    }

    /** What the graph gives; of a classifier, which gives labels too, its probabilities. */
    private Scores scores(List<String> outputs) {
        Set<Scores> found = new HashSet<>();
        for (String output : outputs) {
            OnnxValue value = values.get(output);
            if (value instanceof Scores scores) {
                found.add(scores);
            } else if (value instanceof Labels labels) {
                found.add(labels.scores());
            } else {
                throw new ArtifactException("The ONNX model's output " + output + " is not what a model predicts");
            }
        }
        if (found.size() != 1) {
            throw new ArtifactException(
                    "The ONNX model has " + found.size() + " predictions, and a function gives one");
        }
        return found.iterator().next();
    }

    private ImportedModel imported(Scores scores) {
        int outputs = scores.predictor().outputs();
        List<String> labels = scores.labels();
        if (labels.isEmpty()) {
            labels = switch (scores.link()) {
                case LOGISTIC -> outputs == 1 ? List.of("0", "1") : List.of();
                case SOFTMAX ->
                    IntStream.range(0, outputs).mapToObj(Integer::toString).toList();
                default -> List.of();
            };
        }
        try {
            return new ImportedModel(
                    ModelFormat.ONNX,
                    labels.isEmpty() ? "regression" : "classification",
                    features,
                    new FeaturePipeline(scores.transformers()),
                    scores.predictor(),
                    labels.size(),
                    scores.link(),
                    OwnPrediction.VALUES,
                    labels);
        } catch (IllegalArgumentException unsound) {
            throw new ArtifactException("The ONNX model is not sound: " + unsound.getMessage(), unsound);
        }
    }
}
