package io.auspex.server.prediction;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.decision.Uncertainty;

/**
 * Among which labels the true one is, as {@code ["setosa","virginica"]}: the predicted one first, the others by falling probability.
 * NULL where there is no prediction or no confidence.
 */
final class LabelSetText {
    private final Model model;
    private final Uncertainty.LabelSets sets;
    private final String[] quotedLabels;

    LabelSetText(Model model, Uncertainty.LabelSets sets) {
        this.model = model;
        this.sets = sets;
        this.quotedLabels = ((Task.Classification) model.task())
                .labels().stream()
                        .map(label ->
                                '"' + new String(JsonStringEncoder.getInstance().quoteAsString(label)) + '"')
                        .toArray(String[]::new);
    }

    /** @param batch the model's columns, and behind them the confidence if another than the usual one is wanted */
    void evaluate(ColumnBatch batch, String[] texts) {
        double[] confidences = ConfidenceArgument.of(batch, model.inputs().size());
        int classes = quotedLabels.length;
        double[][] perClass = new double[classes][batch.rows()];
        int[] codes = new int[batch.rows()];
        model.calibrated(batch, perClass, codes);
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < batch.rows(); row++) {
            if (Double.isNaN(confidences[row]) || codes[row] < 0) {
                texts[row] = null;
                continue;
            }
            text.setLength(0);
            text.append('[').append(quotedLabels[codes[row]]);
            double cut = sets.cut(confidences[row]);
            // What is in the set already is taken out of the race.
            perClass[codes[row]][row] = -1;
            for (int next = largest(perClass, row); perClass[next][row] >= cut; next = largest(perClass, row)) {
                text.append(',').append(quotedLabels[next]);
                perClass[next][row] = -1;
            }
            texts[row] = text.append(']').toString();
        }
    }

    private static int largest(double[][] perClass, int row) {
        int largest = 0;
        for (int code = 1; code < perClass.length; code++) {
            if (perClass[code][row] > perClass[largest][row]) {
                largest = code;
            }
        }
        return largest;
    }
}
