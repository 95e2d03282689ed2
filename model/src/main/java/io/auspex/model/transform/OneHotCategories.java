package io.auspex.model.transform;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One feature a category: 1 where the row has it, 0 elsewhere. NULL and a category that training never saw are all
 * zeros. A column of numbers or truth values is looked up by its {@link CanonicalText}.
 *
 * @param categories distinct, at least one
 */
public record OneHotCategories(int column, List<String> categories) implements ColumnTransformer {
    public OneHotCategories {
        Inputs.requireColumn(column);
        categories = CategoryDictionary.of(categories);
        if (categories.isEmpty()) {
            throw new IllegalArgumentException("A one-hot transformer needs at least one category");
        }
    }

    @Override
    public int width() {
        return categories.size();
    }

    @Override
    public boolean accepts(ColumnType type) {
        return true;
    }

    /** {@code column=category}. */
    @Override
    public List<String> featureNames(List<Field> inputs) {
        String name = inputs.get(column).name();
        List<String> names = new ArrayList<>(categories.size());
        for (String category : categories) {
            names.add(name + "=" + category);
        }
        return names;
    }

    @Override
    public void apply(ColumnBatch batch, float[][] features, int first) {
        int rows = batch.rows();
        int[] levels = new int[rows];
        levels(batch, levels);
        for (int category = 0; category < categories.size(); category++) {
            Arrays.fill(features[first + category], 0, rows, 0f);
        }
        for (int row = 0; row < rows; row++) {
            if (levels[row] >= 0) {
                features[first + levels[row]][row] = 1f;
            }
        }
    }

    /**
     * The same in one number a row: which feature is 1.
     *
     * @param levels at least {@code batch.rows()} long; -1 where all features are 0
     */
    public void levels(ColumnBatch batch, int[] levels) {
        int rows = batch.rows();
        int unseen = categories.size();
        CategoryDictionary.of(categories).codes(batch.columns().get(column), rows, levels);
        for (int row = 0; row < rows; row++) {
            levels[row] = levels[row] == unseen ? -1 : levels[row];
        }
    }
}
