package io.auspex.server.session;

import io.auspex.warehouse.RowBatch;
import java.math.BigDecimal;

/**
 * Some of the rows of a batch.
 *
 * @param first row of the batch that is row 0 here
 */
record BatchPart(RowBatch batch, int first, int rows) implements RowBatch {
    @Override
    public boolean isNull(int column, int row) {
        return batch.isNull(column, first + row);
    }

    @Override
    public boolean booleanAt(int column, int row) {
        return batch.booleanAt(column, first + row);
    }

    @Override
    public long longAt(int column, int row) {
        return batch.longAt(column, first + row);
    }

    @Override
    public double doubleAt(int column, int row) {
        return batch.doubleAt(column, first + row);
    }

    @Override
    public BigDecimal decimalAt(int column, int row) {
        return batch.decimalAt(column, first + row);
    }

    @Override
    public String textAt(int column, int row) {
        return batch.textAt(column, first + row);
    }
}
