package io.auspex.model.transform;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.util.List;

/** 1 where the column is NULL, 0 where it is not. */
public record MissingIndicator(int column) implements ColumnTransformer {
    public MissingIndicator {
        Inputs.requireColumn(column);
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public boolean accepts(ColumnType type) {
        return true;
    }

    /** {@code column.missing}. */
    @Override
    public List<String> featureNames(List<Field> inputs) {
        return List.of(inputs.get(column).name() + ".missing");
    }

    @Override
    public void apply(ColumnBatch batch, float[][] features, int first) {
        float[] out = features[first];
        if (batch.columns().get(column) instanceof ColumnVector.Texts texts) {
            for (int row = 0; row < batch.rows(); row++) {
                out[row] = texts.values()[row] == null ? 1f : 0f;
            }
        } else if (batch.columns().get(column) instanceof ColumnVector.Dictionary texts) {
            for (int row = 0; row < batch.rows(); row++) {
                out[row] = texts.codes()[row] == ColumnVector.Dictionary.NULL ? 1f : 0f;
            }
        } else {
            double[] values = batch.numbers(column);
            for (int row = 0; row < batch.rows(); row++) {
                out[row] = Double.isNaN(values[row]) ? 1f : 0f;
            }
        }
    }
}
