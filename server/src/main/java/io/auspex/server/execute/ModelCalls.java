package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.server.access.AccessControl;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.session.SessionContext;

/**
 * What a statement may say of models that the engine does not know: {@code FORECAST(model)}, {@code ML.EVALUATE(MODEL model, ...)}
 * and {@code EXPLAIN_MODEL('model')}. Each is replaced by SQL before the engine sees the statement, and again at every execution.
 */
record ModelCalls(EvaluationCalls evaluations, ForecastCalls forecasts, ModelReports reports) {
    ModelCalls(CatalogDatabase database, AccessControl access) {
        this(
                new EvaluationCalls(database, access),
                new ForecastCalls(database, access),
                new ModelReports(database, access));
    }

    /** The statement with the relations in it replaced; EXPLAIN_MODEL, which gives a value, stays. */
    ReplacedText relations(SessionContext session, EngineStatement statement) {
        ReplacedText evaluated = evaluations.replace(session, statement);
        try {
            return forecasts
                    .replace(session, new EngineStatement(statement.kind(), evaluated.sql()))
                    .after(evaluated);
        } catch (SqlException e) {
            throw e.position().isPresent()
                    ? e.at(evaluated.originalOffset(e.position().getAsInt()))
                    : e;
        }
    }
}
