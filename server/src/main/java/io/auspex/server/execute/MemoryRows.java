package io.auspex.server.execute;

import io.auspex.language.type.SqlType;
import io.auspex.server.session.ValueRows;
import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
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
        RowBatch batch = new ValueRows(rows);
        rows = List.of();
        return batch;
    }

    @Override
    public void close() {
        rows = List.of();
    }
}
