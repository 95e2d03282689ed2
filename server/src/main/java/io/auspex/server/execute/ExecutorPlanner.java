package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement;
import io.auspex.language.type.SqlType;
import io.auspex.server.session.Plan;
import io.auspex.server.session.SessionContext;
import io.auspex.server.session.StatementPlanner;
import java.util.List;

/** Hands every kind of statement to the class that executes it. */
public final class ExecutorPlanner implements StatementPlanner {
    @Override
    public Plan plan(SessionContext session, Statement statement, String text, List<SqlType> declaredParameters) {
        throw new SqlException(
                SqlState.FEATURE_NOT_SUPPORTED, statement.getClass().getSimpleName() + " is not supported");
    }
}
