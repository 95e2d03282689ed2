package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement;
import io.auspex.server.access.AccessControl;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.CatalogTransaction;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.catalog.ModelState;
import io.auspex.server.session.Notice;
import io.auspex.server.session.Plan;
import io.auspex.server.session.Result;
import io.auspex.server.session.SessionContext;
import io.auspex.server.training.TrainingQueue;
import io.auspex.server.training.TrainingQueue.Stopping;

/**
 * STOP MODEL: ends a search early; the best found so far becomes the model. It takes effect at once, whatever transaction the session is
 * in. Of a model that is being replaced it stops the one to come.
 */
final class StopModelExecutor {
    private final CatalogDatabase database;
    private final TrainingQueue queue;
    private final AccessControl access;
    private final ModelCatalog models = new ModelCatalog();

    StopModelExecutor(CatalogDatabase database, TrainingQueue queue, AccessControl access) {
        this.database = database;
        this.queue = queue;
        this.access = access;
    }

    Plan plan(SessionContext session, Statement.StopModel statement) {
        return parameters -> {
            WriteAccess.require(session, "STOP MODEL");
            ModelEntry model = database.transact(
                            transaction -> ModelNames.find(session, models, transaction, statement.name()))
                    .orElseThrow(() -> ModelNames.missing(statement.name()));
            access.requireOwner(session, model.definition());
            stop(session, database.transact(transaction -> inTraining(transaction, model)));
            return new Result.Completed("STOP MODEL");
        };
    }

    private ModelEntry inTraining(CatalogTransaction transaction, ModelEntry model) {
        return model.is(ModelState.TRAINING)
                ? model
                : models.replacement(transaction, model.definition().id())
                        .filter(successor -> successor.is(ModelState.TRAINING))
                        .orElseThrow(() -> notTraining(model));
    }

    private void stop(SessionContext session, ModelEntry model) {
        String name = model.definition().name().toString();
        if (!model.definition().auto()) {
            throw new SqlException(
                            SqlState.WRONG_OBJECT_TYPE,
                            "model \"" + name + "\" is trained with AUTO OFF: there is no search to stop")
                    .withHint("DROP MODEL " + name + " ends its training.");
        }
        Stopping stopping = queue.endSearch(model.definition().id());
        switch (stopping) {
            case SEARCH_ENDS ->
                tell(session, "The search for model " + name + " ends; the best found so far becomes the model");
            case NEVER_BEGUN ->
                tell(session, "Model " + name + " waited for its training and had found nothing yet; it is FAILED");
            case OVER -> throw notTraining(model);
        }
    }

    private static void tell(SessionContext session, String message) {
        session.notice(Notice.Severity.INFO, SqlState.SUCCESSFUL_COMPLETION, message);
    }

    private static SqlException notTraining(ModelEntry model) {
        String name = model.definition().name().toString();
        return new SqlException(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "model \"" + name + "\" is not in training")
                .withHint("SHOW MODEL " + name + " tells its state.");
    }
}
