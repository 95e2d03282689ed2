package io.auspex.model.transform;

import io.auspex.model.data.ColumnBatch;

/**
 * A category that is a number already: its whole part, towards zero. NULL, a negative one and one of 2^24 or more are
 * missing, which in LightGBM's trees is the same as a category that training never saw.
 */
public record CategoryNumbers(int column) implements SingleNumber {
    private static final int MOST = 1 << 24;

    public CategoryNumbers {
        Inputs.requireColumn(column);
    }

    @Override
    public void apply(ColumnBatch batch, float[][] features, int first) {
        double[] values = batch.numbers(column);
        float[] out = features[first];
        for (int row = 0; row < batch.rows(); row++) {
            double value = values[row];
            out[row] = value > -1 && value < MOST ? (int) value : Float.NaN;
        }
    }
}
