package io.auspex.model.transform;

import io.auspex.model.data.ColumnVector;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/**
 * An immutable list of distinct categories that also finds the position of a value. Transformers keep their categories
 * as one, so that the hash tables are built once a transformer and not once a batch.
 *
 * <p>Numbers are looked up by value, never by their text: what {@code Double.toString} prints has changed between Java
 * versions, the value has not.
 */
final class CategoryDictionary extends AbstractList<String> implements RandomAccess {
    /** What {@link #codes} gives for NULL. */
    static final int MISSING = -1;

    private final String[] categories;
    private final Map<String, Integer> byText;
    private final NumberCodes byNumber;

    private CategoryDictionary(List<String> categories) {
        this.categories = categories.toArray(new String[0]);
        this.byText = new HashMap<>(this.categories.length * 2);
        Map<Double, Integer> numbers = new HashMap<>();
        for (int code = 0; code < this.categories.length; code++) {
            String category = this.categories[code];
            if (category == null) {
                throw new IllegalArgumentException("Category " + code + " is null");
            }
            if (byText.put(category, code) != null) {
                throw new IllegalArgumentException("Category \"" + category + "\" occurs twice");
            }
            double number = CanonicalText.parse(category);
            if (!Double.isNaN(number)) {
                numbers.putIfAbsent(number, code);
            }
        }
        this.byNumber = new NumberCodes(numbers);
    }

    static CategoryDictionary of(List<String> categories) {
        return categories instanceof CategoryDictionary dictionary ? dictionary : new CategoryDictionary(categories);
    }

    @Override
    public String get(int index) {
        return categories[index];
    }

    @Override
    public int size() {
        return categories.length;
    }

    @Override
    public int indexOf(Object category) {
        return category instanceof String text ? byText.getOrDefault(text, -1) : -1;
    }

    @Override
    public boolean contains(Object category) {
        return indexOf(category) >= 0;
    }

    /** Fills {@code codes}: the position of each value, {@link #MISSING} for NULL, {@link #size()} for one never seen. */
    void codes(ColumnVector vector, int rows, int[] codes) {
        if (vector instanceof ColumnVector.Texts texts) {
            String[] values = texts.values();
            for (int row = 0; row < rows; row++) {
                String value = values[row];
                codes[row] = value == null ? MISSING : code(value);
            }
        } else if (vector instanceof ColumnVector.Dictionary texts) {
            texts.gather(codes(texts), MISSING, rows, codes);
        } else {
            double[] values = ((ColumnVector.Numbers) vector).values();
            for (int row = 0; row < rows; row++) {
                double value = values[row];
                codes[row] = Double.isNaN(value) ? MISSING : byNumber.find(value, categories.length);
            }
        }
    }

    /** The position of each text, {@link #size()} for one never seen. */
    int[] codes(ColumnVector.Dictionary texts) {
        int[] codes = new int[texts.size()];
        for (int position = 0; position < codes.length; position++) {
            codes[position] = code(texts.texts()[position]);
        }
        return codes;
    }

    private int code(String text) {
        return orUnseen(byText.get(text));
    }

    private int orUnseen(Integer code) {
        return code == null ? categories.length : code;
    }
}
