package io.auspex.server.prediction;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.explain.Explanation;
import io.auspex.model.explain.ModelExplainer;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Why single rows are predicted as they are, as JSON texts:
 *
 * <pre>{"prediction":"True.","label":"True.","margin":1.5,"expected_value":-2.1,
 * "reasons":[{"feature":"day_mins","value":265.1,"contribution":2.2},...]}</pre>
 *
 * All columns are there, the strongest first, so that the contributions and the expected value add up to the margin. Of a
 * classification they speak for {@code label}: the second of two, the predicted one of more. A regression has no label.
 */
final class ReasonText {
    /** Keeps the arrays of a call with many labels and columns small; about 32 MB. */
    private static final int VALUES_AT_ONCE = 1 << 22;

    private final Model model;
    private final ModelExplainer explainer;
    private final String[] quotedNames;

    ReasonText(Model model, ModelExplainer explainer) {
        this.model = model;
        this.explainer = explainer;
        this.quotedNames =
                model.inputs().stream().map(input -> quote(input.name())).toArray(String[]::new);
    }

    private static String quote(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    void evaluate(ColumnBatch batch, String[] texts) {
        int atOnce = Math.max(1, VALUES_AT_ONCE / (explainer.outputs() * Math.max(1, quotedNames.length)));
        for (int first = 0; first < batch.rows(); first += atOnce) {
            int rows = Math.min(atOnce, batch.rows() - first);
            evaluate(rows == batch.rows() ? batch : batch.part(first, rows), texts, first);
        }
    }

    private void evaluate(ColumnBatch batch, String[] texts, int first) {
        Explanation explanation = explainer.explain(batch);
        double[] expected = explainer.expected();
        int[] codes = new int[batch.rows()];
        double[] values = new double[batch.rows()];
        if (model.task() instanceof Task.Classification) {
            model.codes(batch, codes);
        } else {
            model.values(batch, values);
        }
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < batch.rows(); row++) {
            int output = explainer.outputs() == 1 ? 0 : codes[row];
            text.setLength(0);
            text.append("{\"prediction\":");
            if (model.task() instanceof Task.Classification classification) {
                int explained = explainer.outputs() == 1 ? 1 : output;
                text.append(label(classification, codes[row]));
                text.append(",\"label\":").append(label(classification, explained));
            } else {
                text.append(JsonNumber.text(values[row]));
            }
            text.append(",\"margin\":").append(JsonNumber.text(explanation.margins()[output][row]));
            text.append(",\"expected_value\":").append(JsonNumber.text(expected[output]));
            appendReasons(batch, explanation.contributions()[output], row, text);
            texts[first + row] = text.append('}').toString();
        }
    }

    private void appendReasons(ColumnBatch batch, double[][] contributions, int row, StringBuilder text) {
        int[] order = IntStream.range(0, contributions.length)
                .boxed()
                .sorted(Comparator.comparingDouble(column -> -Math.abs(contributions[column][row])))
                .mapToInt(Integer::intValue)
                .toArray();
        text.append(",\"reasons\":[");
        for (int place = 0; place < order.length; place++) {
            int column = order[place];
            text.append(place == 0 ? "" : ",").append("{\"feature\":").append(quotedNames[column]);
            text.append(",\"value\":")
                    .append(value(batch, column, model.inputs().get(column).type(), row));
            text.append(",\"contribution\":")
                    .append(JsonNumber.text(contributions[column][row]))
                    .append('}');
        }
        text.append(']');
    }

    private static String label(Task.Classification classification, int code) {
        String label = classification.labels().get(code);
        ColumnType type = classification.labelType();
        if (type == ColumnType.BOOLEAN) {
            return Boolean.toString(label.equals("t"));
        }
        return type.isNumeric() ? label : quote(label);
    }

    private static String value(ColumnBatch batch, int column, ColumnType type, int row) {
        if (type.isText()) {
            String text = batch.text(column, row);
            return text == null ? "null" : quote(text);
        }
        double number = batch.numbers(column)[row];
        if (Double.isNaN(number)) {
            return "null";
        }
        if (type == ColumnType.BOOLEAN) {
            return Boolean.toString(number != 0);
        }
        return type.isTemporal() ? quote(MomentText.of(number, type)) : JsonNumber.text(number);
    }
}
