package io.auspex.server.session;

import io.auspex.language.statement.Statement;
import io.auspex.language.type.SqlType;
import io.auspex.warehouse.ResultColumn;
import java.util.List;

/** A statement with the plan that carries it out. */
record PlannedStatement(SessionContext owner, String text, Statement statement, Plan plan)
        implements PreparedStatement {
    @Override
    public List<ResultColumn> columns() {
        return plan.columns();
    }

    @Override
    public List<SqlType> parameters() {
        return plan.parameters();
    }

    @Override
    public void close() {
        plan.close();
    }
}
