package io.auspex.server.session;

import io.auspex.language.statement.Statement;
import io.auspex.language.type.SqlType;
import io.auspex.server.admission.ServiceClass;
import io.auspex.warehouse.ResultColumn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A statement with the plan that carries it out.
 *
 * @param queue that its executions wait in, if they wait at all
 * @param kind as {@link #kind} names it
 */
record PlannedStatement(
        SessionContext owner, String text, Statement statement, Plan plan, Optional<ServiceClass> queue, String kind)
        implements PreparedStatement {
    /** What the statement is, in small letters and underscores: {@code select}, {@code create_model}. */
    static String kind(Statement statement) {
        String name = statement instanceof Statement.EngineStatement engine
                ? engine.kind().name()
                : statement.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_");
        return name.toLowerCase(Locale.ROOT);
    }

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
