package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.server.access.AccessControl;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.session.SessionContext;
import java.util.function.Function;

/**
 * What a statement may say of models that the engine does not know: {@code FORECAST(model)}, {@code ML.EVALUATE(MODEL model, ...)},
 * {@code ML.FEATURE_IMPORTANCE(MODEL model)} and {@code EXPLAIN_MODEL('model')}. Each is replaced by SQL before the engine sees the statement, and again at every execution.
 */
record ModelCalls(
        EvaluationCalls evaluations,
        ForecastCalls forecasts,
        FeatureImportanceCalls importances,
        ModelReports reports) {
    ModelCalls(CatalogDatabase database, AccessControl access) {
        this(
                new EvaluationCalls(database, access),
                new ForecastCalls(database, access),
                new ModelReports(database, access));
    }

    private ModelCalls(EvaluationCalls evaluations, ForecastCalls forecasts, ModelReports reports) {
        this(evaluations, forecasts, new FeatureImportanceCalls(reports), reports);
    }

    /** The statement with the relations in it replaced; EXPLAIN_MODEL, which gives a value, stays. */
    ReplacedText relations(SessionContext session, EngineStatement statement) {
        ReplacedText ranked = importances.replace(session, statement);
        ReplacedText evaluated = next(statement, ranked, inner -> evaluations.replace(session, inner));
        return next(statement, evaluated, inner -> forecasts.replace(session, inner));
    }

    /** The next replacement, in a text that was replaced in before; its errors lead back to the user's own text. */
    private static ReplacedText next(
            EngineStatement original, ReplacedText before, Function<EngineStatement, ReplacedText> replacement) {
        try {
            return replacement
                    .apply(new EngineStatement(original.kind(), before.sql()))
                    .after(before);
        } catch (SqlException e) {
            throw e.position().isPresent()
                    ? e.at(before.originalOffset(e.position().getAsInt()))
                    : e;
        }
    }
}
