package io.auspex.server.prediction;

import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnBatch;

/**
 * All numbers of a model that predicts several, as {@code {"values":[1.5,2.25]}} in the order of the file: targets, quantiles,
 * or chances of labels that do not exclude each other. NULL where there are none for a row.
 */
final class OutputsText {
    private final int outputs;

    OutputsText(Task.Outputs task) {
        outputs = task.count();
    }

    void evaluate(Model model, ColumnBatch batch, String[] texts) {
        double[][] values = new double[outputs][batch.rows()];
        model.outputs(batch, values);
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < batch.rows(); row++) {
            if (Double.isNaN(values[0][row])) {
                texts[row] = null;
                continue;
            }
            text.setLength(0);
            text.append("{\"values\":[");
            for (int output = 0; output < outputs; output++) {
                text.append(output == 0 ? "" : ",").append(JsonNumber.text(values[output][row]));
            }
            texts[row] = text.append("]}").toString();
        }
    }
}
