package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.server.access.AccessControl;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.session.SessionContext;
import io.auspex.server.training.TrainingQueue;
import java.util.function.Function;

/**
 * What a statement may say of models that the engine does not know: {@code FORECAST(model)}, {@code ML.EVALUATE(MODEL model, ...)},
 * {@code ML.LEADERBOARD(MODEL model)}, {@code ML.DATA_REPORT(MODEL model)}, {@code ML.FEATURE_IMPORTANCE(MODEL model)},
 * {@code EXPLAIN_MODEL('model')} and their kin. Each is replaced by SQL before the engine sees the statement, and again at every
 * execution.
 */
record ModelCalls(
        EvaluationCalls evaluations,
        ForecastCalls forecasts,
        LeaderboardCalls leaderboards,
        DataReportCalls dataReports,
        FeatureImportanceCalls importances,
        ModelReports reports) {
    static ModelCalls of(CatalogDatabase database, TrainingQueue queue, AccessControl access) {
        ModelReports reports = new ModelReports(database, queue, access);
        return new ModelCalls(
                new EvaluationCalls(database, access),
                new ForecastCalls(database, access),
                new LeaderboardCalls(database, queue, access),
                new DataReportCalls(reports),
                new FeatureImportanceCalls(reports),
                reports);
    }

    /** The statement with the relations in it replaced; EXPLAIN_MODEL and DATA_REPORT, which give a value, stay. */
    ReplacedText relations(SessionContext session, EngineStatement statement) {
        ReplacedText evaluated = evaluations.replace(session, statement);
        ReplacedText listed = after(evaluated, statement, next -> leaderboards.replace(session, next));
        ReplacedText reported = after(listed, statement, next -> dataReports.replace(session, next));
        ReplacedText ranked = after(reported, statement, next -> importances.replace(session, next));
        return after(ranked, statement, next -> forecasts.replace(session, next));
    }

    private static ReplacedText after(
            ReplacedText before, EngineStatement statement, Function<EngineStatement, ReplacedText> replace) {
        try {
            return replace.apply(new EngineStatement(statement.kind(), before.sql()))
                    .after(before);
        } catch (SqlException e) {
            throw e.position().isPresent()
                    ? e.at(before.originalOffset(e.position().getAsInt()))
                    : e;
        }
    }
}
