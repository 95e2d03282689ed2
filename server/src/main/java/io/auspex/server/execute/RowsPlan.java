package io.auspex.server.execute;

import io.auspex.language.type.SqlType;
import io.auspex.server.session.Plan;
import io.auspex.server.session.Result;
import io.auspex.warehouse.ResultColumn;
import java.util.List;
import java.util.function.Function;

/**
 * A statement whose rows the server makes itself.
 *
 * @param rows from the parameters' values
 */
record RowsPlan(
        String commandTag,
        List<ResultColumn> columns,
        List<SqlType> parameters,
        Function<List<Object>, List<Object[]>> rows)
        implements Plan {
    @Override
    public Result execute(List<Object> values) {
        return new Result.Rows(new MemoryRows(columns, rows.apply(values)), commandTag);
    }
}
