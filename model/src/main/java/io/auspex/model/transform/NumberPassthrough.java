package io.auspex.model.transform;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import java.util.List;

/**
 * The number itself, rounded to a float as XGBoost takes it. NULL stays missing (NaN); what a float cannot hold becomes
 * an infinity of the same sign.
 */
public record NumberPassthrough(int column) implements ColumnTransformer {
    public NumberPassthrough {
        Inputs.requireColumn(column);
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
            out[row] = (float) values[row];
        }
    }
}
