package io.auspex.server.execute;

import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import java.util.List;

/** The engine's rows under the types that the client has been told. */
record DescribedRows(RowStream rows, List<ResultColumn> columns) implements RowStream {
    @Override
    public RowBatch next() {
        return rows.next();
    }

    @Override
    public void close() {
        rows.close();
    }
}
