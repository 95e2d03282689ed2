package io.auspex.warehouse.duckdb;

import io.auspex.model.data.ColumnVector;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBWritableVector;

/** A call through the driver's own interface, value by value: right with every driver, and slow. */
record DriverCall(DuckDBDataChunkReader chunk, DuckDBWritableVector result) implements FunctionCall {
    @Override
    public int rows() {
        return (int) chunk.rowCount();
    }

    @Override
    public void numbers(int column, double[] into) {
        DuckDBReadableVector vector = chunk.vector(column);
        for (int row = 0; row < rows(); row++) {
            into[row] = vector.getDouble(row, Double.NaN);
        }
    }

    @Override
    public ColumnVector texts(int column, TextDictionary known) {
        DuckDBReadableVector vector = chunk.vector(column);
        String[] values = new String[rows()];
        for (int row = 0; row < rows(); row++) {
            values[row] = vector.getString(row);
        }
        return new ColumnVector.Texts(values);
    }

    @Override
    public void give(Object results) {
        if (results instanceof int[] codes) {
            for (int row = 0; row < rows(); row++) {
                if (codes[row] < 0) {
                    result.setNull(row);
                } else {
                    result.setInt(row, codes[row]);
                }
            }
        } else if (results instanceof double[] numbers) {
            for (int row = 0; row < rows(); row++) {
                if (Double.isNaN(numbers[row])) {
                    result.setNull(row);
                } else {
                    result.setDouble(row, numbers[row]);
                }
            }
        } else {
            String[] texts = (String[]) results;
            for (int row = 0; row < rows(); row++) {
                result.setString(row, texts[row]);
            }
        }
    }
}
