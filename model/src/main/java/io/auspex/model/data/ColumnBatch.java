package io.auspex.model.data;

import java.util.ArrayList;
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

    public String[] texts(int column) {
        return ((ColumnVector.Texts) columns.get(column)).values();
    }

    /** The same batch with another column in the place of one. */
    public ColumnBatch with(int column, ColumnVector vector) {
        List<ColumnVector> changed = new ArrayList<>(columns);
        changed.set(column, vector);
        return new ColumnBatch(rows, changed);
    }
}
