package io.auspex.server.execute;

import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import java.util.List;

/** Rows of the engine under the names that the statement's description gave their columns. */
record RenamedRows(RowStream rows, List<ResultColumn> columns) implements RowStream {
    @Override
    public RowBatch next() {
        return rows.next();
    }

    @Override
    public void close() {
        rows.close();
    }
}
