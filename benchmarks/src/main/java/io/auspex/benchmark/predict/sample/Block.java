package io.auspex.benchmark.predict.sample;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnVector;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of one call, in both forms, so that nobody's time has the conversion in it.
 *
 * @param rowMajor {@code float[row * features + feature]}, what the other libraries take
 * @param columns what our models take from the engine
 */
public record Block(int rows, int features, float[] rowMajor, ColumnBatch columns) {
    /**
     * Some blocks of as many rows, one after the other; behind the last row comes the first again.
     *
     * @param from the first row of the first block
     */
    public static List<Block> of(Sample sample, int from, int rows, int count) {
        List<Block> blocks = new ArrayList<>();
        for (int block = 0; block < count; block++) {
            blocks.add(of(sample, (from + block * rows) % sample.rows(), rows));
        }
        return List.copyOf(blocks);
    }

    private static Block of(Sample sample, int from, int rows) {
        List<ColumnVector> columns = new ArrayList<>();
        for (float[] column : sample.columns()) {
            double[] values = new double[rows];
            int row = from;
            for (int i = 0; i < rows; i++) {
                values[i] = column[row];
                row = row + 1 == column.length ? 0 : row + 1;
            }
            columns.add(new ColumnVector.Numbers(values));
        }
        return new Block(rows, sample.features(), sample.rowMajor(from, rows), new ColumnBatch(rows, columns));
    }
}
