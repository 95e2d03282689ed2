package io.auspex.server.session;

import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import java.util.List;

/** Rows on their way out: stops between batches when the statement is cancelled, and ends the statement at the last one. */
final class GuardedStream implements RowStream {
    private final RowStream rows;
    private final RunningStatement running;

    GuardedStream(RowStream rows, RunningStatement running) {
        this.rows = rows;
        this.running = running;
    }

    @Override
    public List<ResultColumn> columns() {
        return rows.columns();
    }

    @Override
    public RowBatch next() {
        RowBatch batch;
        try {
            running.proceed();
            running.check();
            running.enterEngine();
            batch = rows.next();
        } catch (RuntimeException e) {
            RuntimeException explained = running.explain(e);
            running.fail(explained);
            throw explained;
        }
        if (batch == null) {
            running.finish();
        } else {
            running.addRows(batch.rows());
            // Who takes the rows may do so slowly, or in portions.
            running.leaveEngine();
        }
        return batch;
    }

    @Override
    public void close() {
        running.finish();
        rows.close();
    }
}
