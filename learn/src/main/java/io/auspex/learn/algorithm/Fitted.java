package io.auspex.learn.algorithm;

import static java.util.Objects.requireNonNull;

import io.auspex.model.predict.Link;
import io.auspex.model.predict.Predictor;

/**
 * What a learner made of some rows.
 *
 * @param setting what early stopping settled on: rounds of boosting, or strength of regularisation
 * @param rounds rounds of work done, what the time is proportional to
 * @param cutOff whether the deadline ended it early
 */
public record Fitted(Predictor predictor, Link link, double setting, int rounds, boolean cutOff) {
    public Fitted {
        requireNonNull(predictor, "predictor is null");
        requireNonNull(link, "link is null");
    }

    /** Probabilities or values, {@code float[output][row]}. */
    public float[][] predict(float[][] features, int rows) {
        float[][] margins = new float[predictor.outputs()][rows];
        predictor.margins(features, rows, margins);
        link.apply(margins, rows);
        return margins;
    }
}
