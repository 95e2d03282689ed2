package io.auspex.server.prediction;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnBatch;
import java.util.List;

/**
 * What an evaluation needs of a classification, as JSON: {@code {"labels":["a","b"],"predicted":1,"p":[0.1,0.9]}}. Unlike
 * {@link ProbabilityText} it keeps the order of the classes and every digit.
 */
final class ScoreText {
    private final Model model;
    private final int classes;
    private final String labels;

    ScoreText(Model model, Task.Classification task) {
        this.model = model;
        this.classes = task.labels().size();
        StringBuilder text = new StringBuilder("{\"labels\":[");
        List<String> all = task.labels();
        for (int code = 0; code < classes; code++) {
            text.append(code == 0 ? "\"" : ",\"")
                    .append(JsonStringEncoder.getInstance().quoteAsString(all.get(code)))
                    .append('"');
        }
        this.labels = text.append("],\"predicted\":").toString();
    }

    /** Fills a text a row. */
    void evaluate(ColumnBatch batch, String[] texts) {
        double[][] perClass = new double[classes][batch.rows()];
        int[] codes = new int[batch.rows()];
        model.probabilities(batch, perClass, codes);
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < batch.rows(); row++) {
            text.setLength(0);
            text.append(labels).append(codes[row]).append(",\"p\":[");
            for (int code = 0; code < classes; code++) {
                text.append(code == 0 ? "" : ",").append(perClass[code][row]);
            }
            texts[row] = text.append("]}").toString();
        }
    }
}
