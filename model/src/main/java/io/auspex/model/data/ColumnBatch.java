package io.auspex.model.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some rows, column by column: what an engine hands to a model.
 *
 * @param rows how many leading elements of each column count
 */
public record ColumnBatch(int rows, List<ColumnVector> columns) {
    public ColumnBatch {
        columns = List.copyOf(columns);
    }

    public double[] numbers(int column) {
        return ((ColumnVector.Numbers) columns.get(column)).values();
    }

    /** One a row. Of a {@link ColumnVector.Dictionary} a new array: who can should use its codes. */
    public String[] texts(int column) {
        ColumnVector vector = columns.get(column);
        return vector instanceof ColumnVector.Dictionary dictionary
                ? dictionary.spread(rows)
                : ((ColumnVector.Texts) vector).values();
    }

    /** Of one row of a column of texts; null is NULL. */
    public String text(int column, int row) {
        ColumnVector vector = columns.get(column);
        return vector instanceof ColumnVector.Dictionary dictionary
                ? dictionary.text(row)
                : ((ColumnVector.Texts) vector).values()[row];
    }

    /** Some rows of the batch in a row, copied; a dictionary has only the texts of these rows then, since who reads it works for each of them. */
    public ColumnBatch part(int first, int count) {
        List<ColumnVector> parts = new ArrayList<>(columns.size());
        for (ColumnVector column : columns) {
            parts.add(part(column, first, first + count));
        }
        return new ColumnBatch(count, parts);
    }

    private static ColumnVector part(ColumnVector column, int first, int end) {
        if (column instanceof ColumnVector.Numbers numbers) {
            return new ColumnVector.Numbers(Arrays.copyOfRange(numbers.values(), first, end));
        }
        if (column instanceof ColumnVector.Dictionary texts) {
            return part(texts, first, end);
        }
        return new ColumnVector.Texts(Arrays.copyOfRange(((ColumnVector.Texts) column).values(), first, end));
    }

    private static ColumnVector part(ColumnVector.Dictionary column, int first, int end) {
        int[] codes = new int[end - first];
        String[] texts = new String[Math.min(codes.length, column.size())];
        // Of each text its new code and one.
        int[] places = new int[column.size()];
        int size = 0;
        for (int row = 0; row < codes.length; row++) {
            int code = column.codes()[first + row];
            if (code != ColumnVector.Dictionary.NULL && places[code] == 0) {
                texts[size++] = column.texts()[code];
                places[code] = size;
            }
            codes[row] = code == ColumnVector.Dictionary.NULL ? code : places[code] - 1;
        }
        return new ColumnVector.Dictionary(codes, texts, size);
    }

    /** The same batch with another column in the place of one. */
    public ColumnBatch with(int column, ColumnVector vector) {
        List<ColumnVector> changed = new ArrayList<>(columns);
        changed.set(column, vector);
        return new ColumnBatch(rows, changed);
    }
}
