package io.auspex.server.prediction;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnBatch;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * Class probabilities as Redshift gives them: {@code {"probabilities":[0.9,0.1],"labels":["a","b"]}}, the likeliest first,
 * which is always the label that the model's function gives. NULL where a row has no class.
 */
final class ProbabilityText {
    private static final MathContext DIGITS = new MathContext(9);
    /** Smaller ones are 0. */
    private static final double LEAST = 1e-18;

    private final String[] quotedLabels;

    ProbabilityText(Task.Classification task) {
        List<String> labels = task.labels();
        quotedLabels = new String[labels.size()];
        for (int code = 0; code < quotedLabels.length; code++) {
            quotedLabels[code] =
                    '"' + new String(JsonStringEncoder.getInstance().quoteAsString(labels.get(code))) + '"';
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
                text.append(place == 0 ? "" : ",").append(number(sorted[place][row]));
            }
            text.append("],\"labels\":[");
            for (int place = 0; place < classes; place++) {
                text.append(place == 0 ? "" : ",").append(quotedLabels[order[place][row]]);
            }
            texts[row] = text.append("]}").toString();
        }
    }

    private static String number(double probability) {
        return probability < LEAST
                ? "0"
                : BigDecimal.valueOf(probability)
                        .round(DIGITS)
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
