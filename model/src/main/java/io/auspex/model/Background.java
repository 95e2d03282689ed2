package io.auspex.model;

import static java.util.Objects.requireNonNull;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A few training rows that stand for all of them: what "this column is not known" means when a prediction is explained by
 * putting other rows' values in its place. Small, because it travels in the artifact and each explanation visits all of it.
 *
 * @param rows the model's inputs, in order, in rows that were drawn at random, in random order
 */
public record Background(ColumnBatch rows) {
    public static final int MOST_ROWS = 100;

    /** @throws IllegalArgumentException if there are no rows or too many, or a column is shorter */
    public Background {
        requireNonNull(rows, "rows is null");
        if (rows.rows() < 1 || rows.rows() > MOST_ROWS) {
            throw new IllegalArgumentException(
                    "A background has 1 to " + MOST_ROWS + " rows, this one has " + rows.rows());
        }
        List<ColumnVector> columns = new ArrayList<>();
        for (ColumnVector column : rows.columns()) {
            columns.add(copy(column, rows.rows()));
        }
        rows = new ColumnBatch(rows.rows(), columns);
    }

    private static ColumnVector copy(ColumnVector column, int rows) {
        if (column instanceof ColumnVector.Numbers numbers) {
            requireLength(numbers.values().length, rows);
            return new ColumnVector.Numbers(Arrays.copyOf(numbers.values(), rows));
        }
        if (column instanceof ColumnVector.Dictionary dictionary) {
            requireLength(dictionary.codes().length, rows);
            return new ColumnVector.Texts(dictionary.spread(rows));
        }
        String[] texts = ((ColumnVector.Texts) column).values();
        requireLength(texts.length, rows);
        return new ColumnVector.Texts(Arrays.copyOf(texts, rows));
    }

    private static void requireLength(int length, int rows) {
        if (length < rows) {
            throw new IllegalArgumentException("A column of the background has " + length + " of " + rows + " rows");
        }
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Background that)
                || rows.rows() != that.rows.rows()
                || rows.columns().size() != that.rows.columns().size()) {
            return false;
        }
        for (int column = 0; column < rows.columns().size(); column++) {
            if (!same(rows.columns().get(column), that.rows.columns().get(column))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(ColumnVector one, ColumnVector other) {
        if (one instanceof ColumnVector.Numbers a && other instanceof ColumnVector.Numbers b) {
            return Arrays.equals(a.values(), b.values());
        }
        return one instanceof ColumnVector.Texts a
                && other instanceof ColumnVector.Texts b
                && Arrays.equals(a.values(), b.values());
    }

    @Override
    public int hashCode() {
        return 31 * rows.rows() + rows.columns().size();
    }
}
