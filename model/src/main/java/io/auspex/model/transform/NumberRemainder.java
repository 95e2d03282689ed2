package io.auspex.model.transform;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.Field;
import java.util.List;

/**
 * What {@link NumberPassthrough} leaves out: the number less its nearest float, as a float. Both together hold some 48
 * bits, for linear functions of 64-bit numbers. 0 where the float is infinite; NULL is missing.
 */
public record NumberRemainder(int column) implements SingleNumber {
    public NumberRemainder {
        Inputs.requireColumn(column);
    }

    @Override
    public List<String> featureNames(List<Field> inputs) {
        return List.of(inputs.get(column).name() + ".remainder");
    }

    @Override
    public void apply(ColumnBatch batch, float[][] features, int first) {
        double[] values = batch.numbers(column);
        float[] out = features[first];
        for (int row = 0; row < batch.rows(); row++) {
            float nearest = (float) values[row];
            out[row] = Float.isInfinite(nearest) ? 0 : (float) (values[row] - nearest);
        }
    }
}
