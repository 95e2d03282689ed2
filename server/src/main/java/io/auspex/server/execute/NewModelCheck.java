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
import io.auspex.server.object.ObjectPlace;
import io.auspex.server.session.SessionContext;
import io.auspex.server.training.TrainingQueue;
import io.auspex.server.training.WorkerSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** All that can be checked of a CREATE MODEL before a row is read: CREATE MODEL goes on from there, and so does CHECK MODEL. */
final class NewModelCheck {
    private final CatalogDatabase database;
    private final TrainingQueue queue;
    private final WorkerSettings workers;
    private final AccessControl access;
    private final ModelCatalog models = new ModelCatalog();

    NewModelCheck(CatalogDatabase database, TrainingQueue queue, WorkerSettings workers, AccessControl access) {
        this.database = database;
        this.queue = queue;
        this.workers = workers;
        this.access = access;
    }

    /** What needs neither catalog nor data. */
    static void requireClauses(CreateModel statement) {
        CreateModelCheck.check(statement);
        requireHyperparameters(statement);
    }

    /**
     * @param text of the statement
     * @throws SqlException that says what is wrong, with its place where that is known
     */
    NewModel check(SessionContext session, CreateModel statement, String text) {
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
        JobSpecification job = specification(owner, statement, rows.columns(), name, text);
        NewModel model = new NewModel(id, name, function, functions, owner, kind(statement), rows, job);
        database.change(transaction -> requireFunctions(transaction, model));
        requireColumnsFit(statement, rows.columns());
        return model;
    }

    /** Once more, in the transaction that creates the model: time has passed. */
    void requireFree(CatalogTransaction transaction, NewModel model, CreateModel statement) {
        requireNew(transaction, statement, model.name());
        requireFunctions(transaction, model);
    }

    private void requireFunctions(CatalogTransaction transaction, NewModel model) {
        NewModelNames.requireFree(
                models,
                transaction,
                model.name(),
                model.functions(),
                model.rows().columns().features());
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
        ObjectPlace.requireBucket(bucket);
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

    private static long number(CreateModel statement, String setting, long otherwise) {
        String value = statement.settings().get(setting);
        return value == null ? otherwise : Long.parseLong(value);
    }
}
