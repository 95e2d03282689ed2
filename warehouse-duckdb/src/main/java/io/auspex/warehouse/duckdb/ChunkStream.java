package io.auspex.warehouse.duckdb;

import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.EngineAccess;

/** A result as the engine makes it, chunk by chunk. */
final class ChunkStream implements RowStream {
    private final DuckDbSession session;
    private final DuckDBChunkedResult result;
    private final List<ColumnReading> columns;
    private final EngineText text;
    private boolean open = true;

    ChunkStream(DuckDbSession session, DuckDBChunkedResult result, List<ColumnReading> columns, EngineText text) {
        this.session = session;
        this.result = result;
        this.columns = columns;
        this.text = text;
    }

    @Override
    public List<ResultColumn> columns() {
        return columns.stream().map(ColumnReading::column).toList();
    }

    @Override
    public RowBatch next() {
        if (!open) {
            return null;
        }
        try {
            return session.fetch(text, () -> {
                if (result.nextChunk()) {
                    return new ChunkBatch(result.chunk(), columns);
                }
                EngineAccess.throwStreamError(result);
                close();
                return null;
            });
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        session.streamClosed(this);
        try {
            result.close();
        } catch (SQLException e) {
            throw session.failed(e, text);
        }
    }
}
