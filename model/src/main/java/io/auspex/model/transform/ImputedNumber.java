package io.auspex.model.transform;

import static java.util.Objects.requireNonNull;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.util.Arrays;
import java.util.List;

/**
 * Another transformer that sees a number where the column is NULL: the first step of a column whose missing values are
 * to be filled. Works on any type but text.
 *
 * @param transformer one that takes a column as it is
 * @param replacement finite, in the units of the column
 */
public record ImputedNumber(ColumnTransformer transformer, double replacement) implements ColumnTransformer {
    public ImputedNumber {
        requireNonNull(transformer, "transformer is null");
        Inputs.requireFinite(replacement, "replacement");
        Inputs.requirePlain(transformer);
    }

    @Override
    public int column() {
        return transformer.column();
    }

    @Override
    public int width() {
        return transformer.width();
    }

    @Override
    public boolean accepts(ColumnType type) {
        return !type.isText() && transformer.accepts(type);
    }

    @Override
    public List<String> featureNames(List<Field> inputs) {
        return transformer.featureNames(inputs);
    }

    @Override
    public void apply(ColumnBatch batch, float[][] features, int first) {
        double[] filled = Arrays.copyOf(batch.numbers(column()), batch.rows());
        for (int row = 0; row < filled.length; row++) {
            if (Double.isNaN(filled[row])) {
                filled[row] = replacement;
            }
        }
        transformer.apply(batch.with(column(), new ColumnVector.Numbers(filled)), features, first);
    }
}
