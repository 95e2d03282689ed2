package io.auspex.server.execute;

import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement;
import io.auspex.server.access.AccessControl;
import io.auspex.server.access.Securable;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.prediction.ModelInstaller;
import io.auspex.server.session.Notice;
import io.auspex.server.session.Plan;
import io.auspex.server.session.Result;
import io.auspex.server.session.SessionContext;
import io.auspex.server.training.TrainingQueue;
import java.util.List;
import java.util.Optional;

/**
 * DROP MODEL: ends the training, removes the model with its functions. As in Redshift it takes effect at once, whatever
 * transaction the session is in, and cannot be rolled back.
 */
final class DropModelExecutor {
    private final CatalogDatabase database;
    private final ModelInstaller installer;
    private final TrainingQueue queue;
    private final AccessControl access;
    private final ModelCatalog models = new ModelCatalog();

    DropModelExecutor(CatalogDatabase database, ModelInstaller installer, TrainingQueue queue, AccessControl access) {
        this.database = database;
        this.installer = installer;
        this.queue = queue;
        this.access = access;
    }

    Plan plan(SessionContext session, Statement.DropModel statement) {
        return parameters -> {
            WriteAccess.require(session, "DROP MODEL");
            Optional<ModelEntry> found =
                    database.transact(transaction -> ModelNames.find(session, models, transaction, statement.name()));
            if (found.isPresent()) {
                access.requireDrop(session, found.get().definition());
                drop(found.get().definition()).forEach(queue::cancel);
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

    /** Gives the jobs that are in vain now. */
    private List<String> drop(ModelDefinition model) {
        List<String> vain = database.transact(transaction -> {
            access.forget(transaction, Securable.model(model.name()));
            return installer.drop(transaction, model);
        });
        access.rulesChanged();
        access.definitionsChanged();
        return vain;
    }
}
