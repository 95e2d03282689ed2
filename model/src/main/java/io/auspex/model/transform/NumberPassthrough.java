package io.auspex.model.transform;

import io.auspex.model.data.ColumnBatch;

/**
 * The number itself, rounded to a float as XGBoost takes it. NULL stays missing (NaN); what a float cannot hold becomes
 * an infinity of the same sign.
 */
public record NumberPassthrough(int column) implements SingleNumber {
    public NumberPassthrough {
        Inputs.requireColumn(column);
    }

    @Override
    public void apply(ColumnBatch batch, float[][] features, int first) {
        double[] values = batch.numbers(column);
        float[] out = features[first];
        for (int row = 0; row < batch.rows(); row++) {
            out[row] = (float) values[row];
        }
    }
}
