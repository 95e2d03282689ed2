package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.CreateModelCheck;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement.CreateModel;
import io.auspex.learn.TrainingException;
import io.auspex.learn.algorithm.XGBoostObjective;
import io.auspex.learn.algorithm.XGBoostParameters;
import io.auspex.learn.cluster.KMeansParameters;
import io.auspex.learn.forecast.ForecastSettings;
import io.auspex.learn.job.Algorithm;
import io.auspex.learn.job.JobSpecification;
import io.auspex.learn.objective.ModelType;
import io.auspex.learn.objective.ProblemType;
import io.auspex.learn.preprocess.Preprocessors;
import io.auspex.learn.preprocess.Transformer;
import io.auspex.model.data.Field;
import io.auspex.server.access.AccessControl;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.CatalogTransaction;
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
import io.auspex.server.storage.ObjectStore;
import io.auspex.server.training.JobFolders;
import io.auspex.server.training.TrainingQueue;
import io.auspex.server.training.WorkerSettings;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

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
    private final WorkerSettings workers;
    private final AccessControl access;
    private final ModelCatalog models = new ModelCatalog();

    CreateModelExecutor(
            CatalogDatabase database,
            ModelInstaller installer,
            TrainingQueue queue,
            JobFolders folders,
            WorkerSettings workers,
            AccessControl access) {
        this.database = database;
        this.installer = installer;
        this.queue = queue;
        this.folders = folders;
        this.workers = workers;
        this.access = access;
    }

    Plan plan(SessionContext session, CreateModel statement, String text) {
        CreateModelCheck.check(statement);
        requireHyperparameters(statement);
        return parameters -> {
            WriteAccess.require(session, "CREATE MODEL");
            session.transaction().leave("CREATE MODEL");
            create(session, statement, text);
            return new Result.Completed("CREATE MODEL");
        };
    }

    private static void requireHyperparameters(CreateModel statement) {
        try {
            if (kind(statement) == ModelKind.FORECAST) {
                ForecastSettings.parse(statement.settings(), statement.objective());
            }
            if (statement.isAuto()) {
                return;
            }
            Map<String, String> hyperparameters = statement.hyperparameters().orElseThrow();
            if (kind(statement) == ModelKind.KMEANS) {
                KMeansParameters.parse(hyperparameters);
            } else {
                XGBoostParameters.parse(
                        XGBoostObjective.parse(statement.objective().orElseThrow()), hyperparameters);
            }
        } catch (TrainingException e) {
            throw TrainingExport.refusal(e);
        }
    }

    /** What PREPROCESSORS and HYPERPARAMETERS say of columns, for which these must be known. */
    private static void requireColumnsFit(CreateModel statement, TrainingColumns columns) {
        boolean clusters = kind(statement) == ModelKind.KMEANS;
        List<Field> features = columns.features();
        try {
            if (clusters) {
                KMeansParameters.parse(statement.hyperparameters().orElseThrow())
                        .requireColumns(features.size());
            }
            if (statement.preprocessors().isPresent()) {
                Set<Transformer> allowed = clusters ? Transformer.ofClusters() : Transformer.all();
                Preprocessors.parse(
                        statement.preprocessors().get(),
                        features,
                        columns.targetField().map(Field::name),
                        allowed);
            }
        } catch (TrainingException e) {
            throw TrainingExport.refusal(e);
        }
    }

    private void create(SessionContext session, CreateModel statement, String text) {
        QualifiedName name = statement.name().in(session.currentSchema());
        Optional<QualifiedName> function =
                statement.function().map(own -> own.in(name.schema().orElseThrow()));
        NewModelNames.requireSchema(session, name);
        function.ifPresent(own -> NewModelNames.requireSchema(session, own));
        access.requireCreateModel(session, name, function, statement.iamRole());
        String owner = owner(session, statement, name);
        List<QualifiedName> functions = function.map(own -> ModelDefinition.functionNames(own, kind(statement)))
                .orElse(List.of());
        NewModelNames.requireOwnName(session, functions);
        requireBucketToKeepIn(statement);
        database.change(transaction -> requireNew(transaction, statement, name));
        queue.requireRoom();

        String id = UUID.randomUUID().toString().replace("-", "");
        TrainingRows rows = TrainingRows.prepare(session, statement, kind(statement));
        List<Field> parameters = rows.columns().features();
        database.change(transaction -> NewModelNames.requireFree(models, transaction, name, functions, parameters));
        requireColumnsFit(statement, rows.columns());
        JobSpecification job = specification(owner, statement, rows.columns(), name, text);
        try (TrainingExport export = new TrainingExport(folders, id)) {
            long count = rows.export(export.folder());
            export.check(job);
            export.complete(job);
            ModelDefinition definition = definition(owner, statement, text, id, name, function, rows, count);
            List<String> vain = database.transact(transaction -> {
                requireNew(transaction, statement, name);
                NewModelNames.requireFree(models, transaction, name, functions, parameters);
                Optional<ModelEntry> old = models.find(transaction, name);
                if (old.isPresent()) {
                    NewModelNames.requireOwner(old.get().definition(), owner);
                    return installer.replace(transaction, old.get(), definition);
                }
                installer.create(transaction, definition);
                return List.of();
            });
            access.definitionsChanged();
            export.keep();
            vain.forEach(queue::cancel);
            queue.submit(definition);
            tell(session, definition, job);
            if (session.parameters().waitForModels()) {
                awaitReady(session, definition);
            }
        }
    }

    /** For scripts of clients that cannot wait themselves. Who cancels the statement ends the wait, not the training. */
    private void awaitReady(SessionContext session, ModelDefinition definition) {
        ProgressNotices notices = new ProgressNotices(session, queue, definition);
        queue.await(definition.id(), () -> {
            session.checkInterrupted();
            notices.tell();
        });
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

    /** Who replaces a model leaves it its owner. */
    private String owner(SessionContext session, CreateModel statement, QualifiedName name) {
        if (!statement.orReplace()) {
            return session.user();
        }
        Optional<ModelEntry> old = database.transact(transaction -> models.find(transaction, name));
        old.ifPresent(model -> access.requireOwner(session, model.definition()));
        return old.map(model -> model.definition().owner()).orElseGet(session::user);
    }

    private void requireNew(CatalogTransaction transaction, CreateModel statement, QualifiedName name) {
        if (!statement.orReplace() && models.find(transaction, name).isPresent()) {
            throw NewModelNames.exists(name);
        }
    }

    /** What S3_GARBAGE_COLLECT OFF leaves has to lie somewhere; otherwise the bucket is not looked at. */
    private static void requireBucketToKeepIn(CreateModel statement) {
        if (!"OFF".equalsIgnoreCase(statement.settings().get("S3_GARBAGE_COLLECT"))) {
            return;
        }
        String bucket = statement.settings().get("S3_BUCKET");
        if (bucket == null) {
            throw new SqlException(SqlState.SYNTAX_ERROR, "S3_GARBAGE_COLLECT OFF needs a bucket")
                    .withHint("Add S3_BUCKET 'name' to SETTINGS; it becomes the folder s3/name of the data folder.");
        }
        ObjectStore.requireBucket(bucket);
    }

    private JobSpecification specification(
            String owner, CreateModel statement, TrainingColumns columns, QualifiedName name, String text) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", name.toString());
        facts.put("owner", owner);
        facts.put("statement", text);
        ModelKind kind = kind(statement);
        return new JobSpecification(
                algorithm(kind),
                columns.targetField().map(Field::name),
                statement.problemType().map(type -> ProblemType.valueOf(type.toUpperCase(Locale.ROOT))),
                statement.objective(),
                kind == ModelKind.AUTOPILOT
                        ? statement.modelType().map(type -> ModelType.valueOf(type.toUpperCase(Locale.ROOT)))
                        : Optional.empty(),
                statement.preprocessors(),
                statement.hyperparameters().orElse(Map.of()),
                columns.named(statement.settings()),
                number(statement, "MAX_RUNTIME", JobSpecification.DEFAULT_MAX_RUNTIME_SECONDS),
                number(statement, "SEED", 0),
                workers.threads(),
                number(statement, "MAX_CELLS", JobSpecification.DEFAULT_MAX_CELLS),
                workers.memoryBytes(),
                facts);
    }

    private static ModelKind kind(CreateModel statement) {
        return switch (statement.modelType().orElse("").toUpperCase(Locale.ROOT)) {
            case "KMEANS" -> ModelKind.KMEANS;
            case "FORECAST" -> ModelKind.FORECAST;
            default -> statement.isAuto() ? ModelKind.AUTOPILOT : ModelKind.XGBOOST;
        };
    }

    private static Algorithm algorithm(ModelKind kind) {
        return switch (kind) {
            case AUTOPILOT -> Algorithm.AUTOPILOT;
            case XGBOOST -> Algorithm.XGBOOST;
            case KMEANS -> Algorithm.KMEANS;
            case FORECAST -> Algorithm.FORECAST;
            case IMPORTED -> throw new IllegalStateException("No algorithm trains models of kind " + kind);
        };
    }

    private static String jobSuffix(ModelKind kind) {
        return switch (kind) {
            case AUTOPILOT, FORECAST, IMPORTED -> "";
            case XGBOOST -> "-xgboost";
            case KMEANS -> "-kmeans";
        };
    }

    private static long number(CreateModel statement, String setting, long otherwise) {
        String value = statement.settings().get(setting);
        return value == null ? otherwise : Long.parseLong(value);
    }

    private static ModelDefinition definition(
            String owner,
            CreateModel statement,
            String text,
            String id,
            QualifiedName name,
            Optional<QualifiedName> function,
            TrainingRows rows,
            long count) {
        Instant now = Instant.now();
        ModelKind kind = kind(statement);
        return new ModelDefinition(
                id,
                name,
                owner,
                now,
                text,
                rows.source(),
                kind,
                rows.columns().targetField(),
                function,
                rows.columns().features(),
                Optional.empty(),
                statement.modelType(),
                statement.problemType(),
                statement.objective(),
                statement.preprocessors(),
                statement.iamRole(),
                statement.settings(),
                statement.hyperparameters().orElse(Map.of()),
                "redshiftml-" + JOB_TIME.format(now) + jobSuffix(kind),
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
