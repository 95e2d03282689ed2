package io.auspex.server.prediction;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnBatch;
import java.util.List;

/**
 * Class probabilities as Redshift gives them: {@code {"probabilities":[0.9,0.1],"labels":["a","b"]}}, the likeliest first,
 * which is always the label that the model's function gives. NULL where a row has no class.
 */
final class ProbabilityText {
    /** Smaller ones are 0. */
    private static final double LEAST = 1e-18;

    private final String[] quotedLabels;
    /** Of two classes, what stands behind the probabilities if this one comes first. */
    private final String[] endings;

    ProbabilityText(Task.Classification task) {
        List<String> labels = task.labels();
        quotedLabels = new String[labels.size()];
        for (int code = 0; code < quotedLabels.length; code++) {
            quotedLabels[code] =
                    '"' + new String(JsonStringEncoder.getInstance().quoteAsString(labels.get(code))) + '"';
        }
        endings = new String[quotedLabels.length == 2 ? 2 : 0];
        for (int first = 0; first < endings.length; first++) {
            endings[first] = "],\"labels\":[" + quotedLabels[first] + "," + quotedLabels[1 - first] + "]}";
        }
    }

    void evaluate(Model model, ColumnBatch batch, String[] texts) {
        int classes = quotedLabels.length;
        int[][] order = new int[classes][batch.rows()];
        double[][] sorted = new double[classes][batch.rows()];
        model.ranked(batch, order, sorted);
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < batch.rows(); row++) {
            if (order[0][row] < 0) {
                texts[row] = null;
                continue;
            }
            text.setLength(0);
            text.append("{\"probabilities\":[");
            for (int place = 0; place < classes; place++) {
                append(place == 0 ? text : text.append(','), sorted[place][row]);
            }
            if (classes == 2) {
                text.append(endings[order[0][row]]);
            } else {
                appendLabels(text, order, row);
            }
            texts[row] = text.toString();
        }
    }

    private void appendLabels(StringBuilder text, int[][] order, int row) {
        text.append("],\"labels\":[");
        for (int place = 0; place < quotedLabels.length; place++) {
            text.append(place == 0 ? "" : ",").append(quotedLabels[order[place][row]]);
        }
        text.append("]}");
    }

    private static void append(StringBuilder text, double probability) {
        if (probability < LEAST) {
            text.append('0');
        } else {
            NineDigits.append(text, probability);
        }
    }
}
