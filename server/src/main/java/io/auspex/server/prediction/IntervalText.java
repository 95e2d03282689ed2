package io.auspex.server.prediction;

import io.auspex.model.Model;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.decision.Uncertainty;

/** Between which numbers the truth lies, as {@code {"lower":8.1,"upper":12.4}}; NULL where there is no prediction or no confidence. */
final class IntervalText {
    private final Model model;
    private final Uncertainty.Intervals intervals;

    IntervalText(Model model, Uncertainty.Intervals intervals) {
        this.model = model;
        this.intervals = intervals;
    }

    /** @param batch the model's columns, and behind them the confidence if another than the usual one is wanted */
    void evaluate(ColumnBatch batch, String[] texts) {
        double[] confidences = ConfidenceArgument.of(batch, model.inputs().size());
        double[] predicted = new double[batch.rows()];
        model.values(batch, predicted);
        for (int row = 0; row < batch.rows(); row++) {
            if (Double.isNaN(confidences[row]) || !Double.isFinite(predicted[row])) {
                texts[row] = null;
                continue;
            }
            double lower = intervals.lower(predicted[row], confidences[row]);
            double upper = intervals.upper(predicted[row], confidences[row]);
            texts[row] = "{\"lower\":" + JsonNumber.text(lower) + ",\"upper\":" + JsonNumber.text(upper) + "}";
        }
    }
}
