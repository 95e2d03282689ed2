package io.auspex.warehouse.duckdb;

import io.auspex.model.data.ColumnVector;
import org.duckdb.RawChunk;

/** A call through the engine's memory: columns are copied whole, and texts become strings when they are seen for the first time. */
record RawCall(RawChunk chunk) implements FunctionCall {
    @Override
    public int rows() {
        return chunk.rows();
    }

    @Override
    public void numbers(int column, double[] into) {
        chunk.numbers(column, into);
    }

    @Override
    public ColumnVector texts(int column, TextDictionary known) {
        return known.read(chunk, column);
    }

    @Override
    public void give(Object results) {
        if (results instanceof int[] codes) {
            chunk.giveCodes(codes);
        } else if (results instanceof double[] numbers) {
            chunk.giveNumbers(numbers);
        } else {
            chunk.giveTexts((String[]) results);
        }
    }
}
