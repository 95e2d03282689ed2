package io.auspex.server.execute;

import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.prediction.ModelInstaller;
import io.auspex.server.session.Notice;
import io.auspex.server.session.Plan;
import io.auspex.server.session.Result;
import io.auspex.server.session.SessionContext;
import io.auspex.server.training.TrainingQueue;
import java.util.List;

/**
 * DROP MODEL: ends the training, removes the model with its functions. As in Redshift it takes effect at once, whatever
 * transaction the session is in, and cannot be rolled back.
 */
final class DropModelExecutor {
    private final CatalogDatabase database;
    private final ModelInstaller installer;
    private final TrainingQueue queue;
    private final ModelCatalog models = new ModelCatalog();

    DropModelExecutor(CatalogDatabase database, ModelInstaller installer, TrainingQueue queue) {
        this.database = database;
        this.installer = installer;
        this.queue = queue;
    }

    Plan plan(SessionContext session, Statement.DropModel statement) {
        return parameters -> {
            WriteAccess.require(session, "DROP MODEL");
            List<String> dropped =
                    database.transact(transaction -> ModelNames.find(session, models, transaction, statement.name())
                            .map(model -> installer.drop(transaction, model.definition()))
                            .orElse(List.of()));
            dropped.forEach(queue::cancel);
            if (!dropped.isEmpty()) {
                return new Result.Completed("DROP MODEL");
            }
            if (statement.ifExists()) {
                session.notice(
                        Notice.Severity.NOTICE,
                        SqlState.SUCCESSFUL_COMPLETION,
                        "model \"" + statement.name() + "\" does not exist, skipping");
            } else {
                throw ModelNames.missing(statement.name());
            }
            return new Result.Completed("DROP MODEL");
        };
    }
}
