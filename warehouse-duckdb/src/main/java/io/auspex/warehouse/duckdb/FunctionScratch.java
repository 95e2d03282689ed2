package io.auspex.warehouse.duckdb;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.warehouse.ModelFunction;
import java.util.ArrayList;
import java.util.List;

/** The arguments and results of one call; the arrays are used again by the next one. */
final class FunctionScratch {
    private static final int USUAL_ROWS = 2_048;

    private final int capacity;
    private final double[][] numbers;
    private final TextDictionary[] texts;
    private final Object results;
    private final IdenticalRows identical = new IdenticalRows();

    FunctionScratch(int rows, List<ColumnType> arguments, ModelFunction.Returns returns) {
        capacity = Math.max(rows, USUAL_ROWS);
        numbers = new double[arguments.size()][];
        texts = new TextDictionary[arguments.size()];
        for (int column = 0; column < numbers.length; column++) {
            if (arguments.get(column).isText()) {
                texts[column] = new TextDictionary();
            } else {
                numbers[column] = new double[capacity];
            }
        }
        results = resultArray(returns, capacity);
    }

    /** What a function of this kind fills. */
    static Object resultArray(ModelFunction.Returns returns, int length) {
        return switch (returns) {
            case CODE -> new int[length];
            case NUMBER -> new double[length];
            case TEXT -> new String[length];
        };
    }

    boolean holds(int rows) {
        return rows <= capacity;
    }

    /**
     * Copies the arguments of a call.
     *
     * @param nanosPerRow that the function takes; NaN if that is not known. Identical rows of slow ones are left out
     */
    ColumnBatch read(FunctionCall call, double nanosPerRow) {
        List<ColumnVector> columns = new ArrayList<>(numbers.length);
        for (int column = 0; column < numbers.length; column++) {
            if (texts[column] == null) {
                call.numbers(column, numbers[column]);
                columns.add(new ColumnVector.Numbers(numbers[column]));
            } else {
                columns.add(call.texts(column, texts[column]));
            }
        }
        ColumnBatch all = new ColumnBatch(call.rows(), columns);
        int left = identical.unite(all, nanosPerRow);
        return left == all.rows() ? all : new ColumnBatch(left, columns);
    }

    /** To be filled with one result for each of the rows that were read. */
    Object results() {
        return results;
    }

    /** Hands the results on. */
    void give(FunctionCall call) {
        identical.spread(results);
        call.give(results);
    }
}
