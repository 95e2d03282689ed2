package io.auspex.server.prediction;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnBatch;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Class probabilities as Redshift gives them: {@code {"probabilities":[0.9,0.1],"labels":["a","b"]}}, the likeliest first,
 * the lower class first of equals. The order is that of the probabilities also where the model decides for the positive
 * class at a threshold below one half.
 */
final class ProbabilityText {
    private static final int DECIMALS = 8;

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
        double[][] perClass = new double[classes][batch.rows()];
        model.probabilities(batch, perClass);
        int[] order = new int[classes];
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < batch.rows(); row++) {
            sort(perClass, row, order);
            text.setLength(0);
            text.append("{\"probabilities\":[");
            for (int place = 0; place < classes; place++) {
                text.append(place == 0 ? "" : ",").append(number(perClass[order[place]][row]));
            }
            text.append("],\"labels\":[");
            for (int place = 0; place < classes; place++) {
                text.append(place == 0 ? "" : ",").append(quotedLabels[order[place]]);
            }
            texts[row] = text.append("]}").toString();
        }
    }

    /** Insertion sort: there are few classes, and it keeps the order of equals. */
    private static void sort(double[][] perClass, int row, int[] order) {
        for (int code = 0; code < order.length; code++) {
            int place = code;
            while (place > 0 && perClass[order[place - 1]][row] < perClass[code][row]) {
                order[place] = order[place - 1];
                place--;
            }
            order[place] = code;
        }
    }

    private static String number(double probability) {
        return BigDecimal.valueOf(probability)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
