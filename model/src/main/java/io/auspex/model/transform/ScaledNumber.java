package io.auspex.model.transform;

import io.auspex.model.data.ColumnBatch;

/**
 * {@code (x - center) / scale} in double arithmetic, cut to the finite floats. NULL stays missing (NaN), which is what sets
 * it apart from {@link NumberScaler}; a value outside the range of the training rows goes on along the same line.
 *
 * @param scale positive
 */
public record ScaledNumber(int column, double center, double scale) implements SingleNumber {
    public ScaledNumber {
        Inputs.requireColumn(column);
        Inputs.requireFinite(center, "center");
        Inputs.requireScale(scale);
    }

    @Override
    public void apply(ColumnBatch batch, float[][] features, int first) {
        double[] values = batch.numbers(column);
        float[] out = features[first];
        for (int row = 0; row < batch.rows(); row++) {
            out[row] = Inputs.finiteFloat((values[row] - center) / scale);
        }
    }
}
