package io.auspex.warehouse;

import java.util.List;

/** Rows, batch by batch, with memory bounded by one batch. */
public interface RowStream extends AutoCloseable {
    List<ResultColumn> columns();

    /** The next batch, valid until the following call, or null at the end. */
    RowBatch next();

    @Override
    void close();
}
