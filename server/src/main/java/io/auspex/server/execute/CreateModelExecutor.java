package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement.CreateModel;
import io.auspex.learn.job.JobSpecification;
import io.auspex.server.access.AccessControl;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.catalog.ModelKind;
import io.auspex.server.catalog.ModelState;
import io.auspex.server.prediction.ModelInstaller;
import io.auspex.server.session.Notice;
import io.auspex.server.session.Plan;
import io.auspex.server.session.Result;
import io.auspex.server.session.SessionContext;
import io.auspex.server.training.JobFolders;
import io.auspex.server.training.TrainingQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * CREATE MODEL: checks all that can be checked, exports the training rows, and leaves the rest to the training queue.
 *
 * <pre>
 *   clauses ► names ► columns ► preprocessors ► rows exported ► rows checked ► catalog and functions ► queue
 *   └────────────────────── an error leaves nothing behind ──────────────────┘
 * </pre>
 */
final class CreateModelExecutor {
    private static final DateTimeFormatter JOB_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSSSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final CatalogDatabase database;
    private final ModelInstaller installer;
    private final TrainingQueue queue;
    private final JobFolders folders;
    private final NewModelCheck checks;
    private final AccessControl access;
    private final ModelCatalog models = new ModelCatalog();

    CreateModelExecutor(
            CatalogDatabase database,
            ModelInstaller installer,
            TrainingQueue queue,
            JobFolders folders,
            NewModelCheck checks,
            AccessControl access) {
        this.database = database;
        this.installer = installer;
        this.queue = queue;
        this.folders = folders;
        this.checks = checks;
        this.access = access;
    }

    Plan plan(SessionContext session, CreateModel statement, String text) {
        NewModelCheck.requireClauses(statement);
        return parameters -> {
            WriteAccess.require(session, "CREATE MODEL");
            session.transaction().leave("CREATE MODEL");
            create(session, statement, text);
            return new Result.Completed("CREATE MODEL");
        };
    }

    private void create(SessionContext session, CreateModel statement, String text) {
        long begun = System.nanoTime();
        NewModel model = checks.check(session, statement, text);
        QualifiedName name = model.name();
        try (TrainingExport export = new TrainingExport(folders, model.id())) {
            long count = model.rows().export(export.folder());
            export.check(model.job());
            export.complete(model.job());
            ModelDefinition definition = definition(model, statement, text, count);
            List<String> vain = database.transact(transaction -> {
                checks.requireFree(transaction, model, statement);
                Optional<ModelEntry> old = models.find(transaction, name);
                if (old.isPresent()) {
                    NewModelNames.requireOwner(old.get().definition(), model.owner());
                    return installer.replace(transaction, old.get(), definition);
                }
                installer.create(transaction, definition);
                return List.of();
            });
            access.definitionsChanged();
            export.keep();
            vain.forEach(queue::cancel);
            queue.submit(definition, Duration.ofNanos(System.nanoTime() - begun));
            tell(session, definition, model.job());
            if (session.parameters().waitForModels()) {
                awaitReady(session, definition);
            }
        }
    }

    /** For scripts of clients that cannot wait themselves. Who cancels the statement ends the wait, not the training. */
    private void awaitReady(SessionContext session, ModelDefinition definition) {
        ProgressNotices notices = new ProgressNotices(session, queue, definition);
        session.leaveEngine();
        queue.await(definition.id(), () -> {
            session.checkInterrupted();
            notices.tell();
        });
        session.enterEngine();
        Optional<ModelEntry> model = database.transact(transaction -> models.withId(transaction, definition.id()));
        if (model.isPresent() && model.get().is(ModelState.READY)) {
            return;
        }
        String reason = model.flatMap(found -> found.status().failureReason()).orElse("it was dropped");
        SqlException failure = new SqlException(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "Model " + definition.name() + " was created but is not READY: " + reason);
        throw model.flatMap(found -> found.status().failureHint())
                .map(failure::withHint)
                .orElse(failure);
    }

    private static String jobSuffix(ModelKind kind) {
        return switch (kind) {
            case AUTOPILOT, FORECAST, IMPORTED -> "";
            case XGBOOST -> "-xgboost";
            case KMEANS -> "-kmeans";
        };
    }

    private static ModelDefinition definition(NewModel model, CreateModel statement, String text, long count) {
        Instant now = Instant.now();
        return new ModelDefinition(
                model.id(),
                model.name(),
                model.owner(),
                now,
                text,
                model.rows().source(),
                model.kind(),
                model.rows().columns().targetField(),
                model.function(),
                model.rows().columns().features(),
                Optional.empty(),
                statement.modelType(),
                statement.problemType(),
                statement.objective(),
                statement.preprocessors(),
                statement.iamRole(),
                statement.settings(),
                statement.hyperparameters().orElse(Map.of()),
                "redshiftml-" + JOB_TIME.format(now) + jobSuffix(model.kind()),
                count);
    }

    private static void tell(SessionContext session, ModelDefinition definition, JobSpecification job) {
        long used = Math.max(1, job.maxCells() / TrainingColumns.count(definition));
        if (used < definition.rows()) {
            session.notice(
                    Notice.Severity.WARNING,
                    SqlState.WARNING,
                    "MAX_CELLS " + job.maxCells() + " lets " + used + " of " + definition.rows()
                            + " rows train the model; raise it in SETTINGS to use more");
        }
        session.notice(
                Notice.Severity.INFO,
                SqlState.SUCCESSFUL_COMPLETION,
                "Model " + definition.name() + " is training in the background; SHOW MODEL " + definition.name()
                        + " tells how far it is");
    }
}
