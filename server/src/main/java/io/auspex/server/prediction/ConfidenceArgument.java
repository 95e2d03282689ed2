package io.auspex.server.prediction;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.decision.Confidences;
import java.util.Arrays;

/** The confidence that a call asks for, behind the features. */
final class ConfidenceArgument {
    private ConfidenceArgument() {}

    /**
     * One a row, NaN for NULL; 0.9 for each where the batch has the features only.
     *
     * @throws SqlException INVALID_PARAMETER_VALUE if one is not between 0.5 and 0.99
     */
    static double[] of(ColumnBatch batch, int features) {
        if (batch.columns().size() == features) {
            double[] usual = new double[batch.rows()];
            Arrays.fill(usual, Confidences.USUAL);
            return usual;
        }
        double[] given = batch.numbers(features);
        for (int row = 0; row < batch.rows(); row++) {
            if (!Double.isNaN(given[row]) && !Confidences.covers(given[row])) {
                throw new SqlException(
                                SqlState.INVALID_PARAMETER_VALUE,
                                "the confidence must be between 0.5 and 0.99, not " + JsonNumber.text(given[row]))
                        .withHint("0.9 means that nine of ten rows have the true value within.");
            }
        }
        return given;
    }
}
