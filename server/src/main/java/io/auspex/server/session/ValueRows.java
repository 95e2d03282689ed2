package io.auspex.server.session;

import io.auspex.warehouse.RowBatch;
import java.math.BigDecimal;
import java.util.List;

/**
 * A batch of values that are objects already: short results that the server makes itself, and rows that come back from a
 * file.
 *
 * @param values a row each: Boolean, Number, BigDecimal or anything whose text is meant; null for NULL
 */
public record ValueRows(List<Object[]> values) implements RowBatch {
    @Override
    public int rows() {
        return values.size();
    }

    @Override
    public boolean isNull(int column, int row) {
        return values.get(row)[column] == null;
    }

    @Override
    public boolean booleanAt(int column, int row) {
        return (Boolean) values.get(row)[column];
    }

    @Override
    public long longAt(int column, int row) {
        return ((Number) values.get(row)[column]).longValue();
    }

    @Override
    public double doubleAt(int column, int row) {
        return ((Number) values.get(row)[column]).doubleValue();
    }

    @Override
    public BigDecimal decimalAt(int column, int row) {
        return (BigDecimal) values.get(row)[column];
    }

    @Override
    public String textAt(int column, int row) {
        return values.get(row)[column].toString();
    }
}
