package io.auspex.model.transform;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import java.util.List;

/**
 * {@code (x - center) / scale} in double arithmetic, cut to the finite floats. NULL stays missing (NaN), which is what sets
 * it apart from {@link NumberScaler}; a value outside the range of the training rows goes on along the same line.
 *
 * @param scale positive
 */
public record ScaledNumber(int column, double center, double scale) implements ColumnTransformer {
    public ScaledNumber {
        Inputs.requireColumn(column);
        Inputs.requireFinite(center, "center");
        Inputs.requireScale(scale);
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public boolean accepts(ColumnType type) {
        return !type.isText();
    }

    @Override
    public List<String> featureNames(List<Field> inputs) {
        return List.of(inputs.get(column).name());
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
