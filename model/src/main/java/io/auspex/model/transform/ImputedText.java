package io.auspex.model.transform;

import static java.util.Objects.requireNonNull;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.util.Arrays;
import java.util.List;

/**
 * Another transformer that sees a text where the column is NULL, so that being NULL is a category like the others.
 *
 * @param transformer one that takes a column as it is
 */
public record ImputedText(ColumnTransformer transformer, String replacement) implements ColumnTransformer {
    public ImputedText {
        requireNonNull(transformer, "transformer is null");
        requireNonNull(replacement, "replacement is null");
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
        return type.isText() && transformer.accepts(type);
    }

    @Override
    public List<String> featureNames(List<Field> inputs) {
        return transformer.featureNames(inputs);
    }

    @Override
    public void apply(ColumnBatch batch, float[][] features, int first) {
        if (batch.columns().get(column()) instanceof ColumnVector.Dictionary texts) {
            transformer.apply(batch.with(column(), filled(texts, batch.rows())), features, first);
            return;
        }
        String[] filled = Arrays.copyOf(batch.texts(column()), batch.rows());
        for (int row = 0; row < filled.length; row++) {
            if (filled[row] == null) {
                filled[row] = replacement;
            }
        }
        transformer.apply(batch.with(column(), new ColumnVector.Texts(filled)), features, first);
    }

    private ColumnVector.Dictionary filled(ColumnVector.Dictionary texts, int rows) {
        String[] more = Arrays.copyOf(texts.texts(), texts.size() + 1);
        more[texts.size()] = replacement;
        int[] codes = Arrays.copyOf(texts.codes(), rows);
        for (int row = 0; row < rows; row++) {
            if (codes[row] == ColumnVector.Dictionary.NULL) {
                codes[row] = texts.size();
            }
        }
        return new ColumnVector.Dictionary(codes, more, more.length);
    }
}
