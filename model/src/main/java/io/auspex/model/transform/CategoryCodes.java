package io.auspex.model.transform;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.util.List;

/**
 * A category as its position in the list: 0 for the first. NULL is missing (NaN), a category that training never saw is
 * {@code categories.size()}. A column of numbers or truth values is looked up by its {@link CanonicalText}.
 *
 * @param categories distinct
 */
public record CategoryCodes(int column, List<String> categories) implements ColumnTransformer {
    public CategoryCodes {
        Inputs.requireColumn(column);
        categories = CategoryDictionary.of(categories);
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public boolean accepts(ColumnType type) {
        return true;
    }

    @Override
    public List<String> featureNames(List<Field> inputs) {
        return List.of(inputs.get(column).name());
    }

    @Override
    public void apply(ColumnBatch batch, float[][] features, int first) {
        CategoryDictionary dictionary = CategoryDictionary.of(categories);
        float[] out = features[first];
        if (batch.columns().get(column) instanceof ColumnVector.Dictionary texts) {
            int[] known = dictionary.codes(texts);
            float[] perText = new float[known.length];
            for (int position = 0; position < known.length; position++) {
                perText[position] = known[position];
            }
            texts.gather(perText, Float.NaN, batch.rows(), out);
            return;
        }
        int[] codes = new int[batch.rows()];
        dictionary.codes(batch.columns().get(column), batch.rows(), codes);
        for (int row = 0; row < codes.length; row++) {
            out[row] = codes[row] == CategoryDictionary.MISSING ? Float.NaN : codes[row];
        }
    }
}
