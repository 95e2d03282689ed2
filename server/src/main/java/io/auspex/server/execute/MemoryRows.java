package io.auspex.server.execute;

import io.auspex.language.type.SqlType;
import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** A short result that the server makes itself, of text, whole numbers and null. */
final class MemoryRows implements RowStream {
    private final List<ResultColumn> columns;
    private List<Object[]> rows;

    MemoryRows(List<ResultColumn> columns, List<Object[]> rows) {
        this.columns = List.copyOf(columns);
        this.rows = List.copyOf(rows);
    }

    static List<ResultColumn> textColumns(String... names) {
        return Arrays.stream(names)
                .map(name -> new ResultColumn(name, SqlType.VARCHAR))
                .toList();
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public RowBatch next() {
        if (rows.isEmpty()) {
            return null;
        }
        RowBatch batch = new Batch(rows);
        rows = List.of();
        return batch;
    }

    @Override
    public void close() {
        rows = List.of();
    }

    private record Batch(List<Object[]> values) implements RowBatch {
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
}
