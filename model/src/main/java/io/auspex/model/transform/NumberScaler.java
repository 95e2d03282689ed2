package io.auspex.model.transform;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import java.util.List;

/**
 * {@code (x - center) / scale}, for predictors that need numbers of like size and no missing ones. NULL is replaced by
 * {@code missingValue} before scaling; a result that a float cannot hold is cut to the largest one, so that what comes
 * out is always finite.
 *
 * @param scale positive
 * @param missingValue in units of the column
 * @param missingIndicator whether a second feature tells with 1 that the value was NULL, with 0 that it was not
 */
public record NumberScaler(int column, double center, double scale, double missingValue, boolean missingIndicator)
        implements ColumnTransformer {
    public NumberScaler {
        Inputs.requireColumn(column);
        Inputs.requireFinite(center, "center");
        Inputs.requireScale(scale);
        Inputs.requireFinite(missingValue, "missing value");
    }

    @Override
    public int width() {
        return missingIndicator ? 2 : 1;
    }

    @Override
    public boolean accepts(ColumnType type) {
        return !type.isText();
    }

    /** The column's own name, and {@code column.missing} for the indicator. */
    @Override
    public List<String> featureNames(List<Field> inputs) {
        String name = inputs.get(column).name();
        return missingIndicator ? List.of(name, name + ".missing") : List.of(name);
    }

    @Override
    public void apply(ColumnBatch batch, float[][] features, int first) {
        double[] values = batch.numbers(column);
        float[] out = features[first];
        for (int row = 0; row < batch.rows(); row++) {
            double value = Double.isNaN(values[row]) ? missingValue : values[row];
            out[row] = Inputs.finiteFloat((value - center) / scale);
        }
        if (missingIndicator) {
            float[] indicator = features[first + 1];
            for (int row = 0; row < batch.rows(); row++) {
                indicator[row] = Double.isNaN(values[row]) ? 1f : 0f;
            }
        }
    }
}
