package io.auspex.server.execute;

import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import java.util.ArrayList;
import java.util.List;

/** The engine's plan as PostgreSQL's clients expect one: a single column, a line a row. */
final class ExplainRows {
    static final List<ResultColumn> COLUMNS = MemoryRows.textColumns("QUERY PLAN");

    private ExplainRows() {}

    static RowStream of(RowStream plan) {
        List<Object[]> lines = new ArrayList<>();
        try (plan) {
            int last = plan.columns().size() - 1;
            for (RowBatch batch = plan.next(); batch != null; batch = plan.next()) {
                for (int row = 0; row < batch.rows(); row++) {
                    batch.textAt(last, row).lines().forEach(line -> lines.add(new Object[] {line}));
                }
            }
        }
        return new MemoryRows(COLUMNS, lines);
    }
}
