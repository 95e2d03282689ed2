package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement.ImportModel;
import io.auspex.language.statement.Statement.ModelLocation;
import io.auspex.learn.objective.ProblemType;
import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.artifact.ArtifactWriter;
import io.auspex.server.access.AccessControl;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.CatalogTransaction;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.catalog.ModelKind;
import io.auspex.server.catalog.TrainedModel;
import io.auspex.server.object.ObjectStores;
import io.auspex.server.prediction.ModelInstaller;
import io.auspex.server.session.Plan;
import io.auspex.server.session.Result;
import io.auspex.server.session.SessionContext;
import io.auspex.server.training.TrainingQueue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * CREATE MODEL of a model that is trained already. There is nothing to wait for: the file is read, checked against the types
 * that the statement declares, stored as our own artifact, and the model is READY when the statement returns.
 *
 * <pre>
 *   names ► file ► types ► published ► one transaction: row, artifact, functions
 *   └──────── an error leaves nothing behind ────────────────────────────────┘
 * </pre>
 */
final class ImportModelExecutor {
    private final CatalogDatabase database;
    private final ModelInstaller installer;
    private final TrainingQueue queue;
    private final TrainedModelFiles files;
    private final AccessControl access;
    private final ModelCatalog models = new ModelCatalog();

    ImportModelExecutor(
            CatalogDatabase database,
            ModelInstaller installer,
            TrainingQueue queue,
            ObjectStores stores,
            AccessControl access) {
        this.database = database;
        this.installer = installer;
        this.queue = queue;
        this.access = access;
        this.files = new TrainedModelFiles(database, installer, stores, access);
    }

    Plan plan(SessionContext session, ImportModel statement, String text) {
        return parameters -> {
            WriteAccess.require(session, "CREATE MODEL");
            session.transaction().leave("CREATE MODEL");
            create(session, statement, text);
            return new Result.Completed("CREATE MODEL");
        };
    }

    private void create(SessionContext session, ImportModel statement, String text) {
        QualifiedName name = statement.name().in(session.currentSchema());
        QualifiedName function = statement.function().in(name.schema().orElseThrow());
        NewModelNames.requireSchema(session, name);
        NewModelNames.requireSchema(session, function);
        access.requireCreateModel(session, name, Optional.of(function), statement.iamRole());
        String owner = owner(session, statement, name);
        List<QualifiedName> functions = ModelDefinition.functionNames(function, ModelKind.IMPORTED);
        NewModelNames.requireOwnName(session, functions);
        if (!statement.orReplace()) {
            database.change(transaction -> requireNew(transaction, name));
        }
        FoundModel found = files.find(session, statement.source());
        Model model = ImportedTypes.declare(statement, found);
        database.change(transaction -> NewModelNames.requireFree(models, transaction, name, functions, model.inputs()));
        byte[] artifact = artifact(model);
        ModelDefinition definition = definition(owner, statement, text, name, function, model);
        installer.publish(definition, model);
        List<String> dropped = database.transact(transaction -> {
            Optional<ModelEntry> old = statement.orReplace() ? models.find(transaction, name) : Optional.empty();
            old.ifPresent(entry -> NewModelNames.requireOwner(entry.definition(), owner));
            List<String> vain = old.map(entry -> installer.drop(transaction, entry.definition()))
                    .orElse(List.of());
            requireNew(transaction, name);
            NewModelNames.requireFree(models, transaction, name, functions, model.inputs());
            installer.install(transaction, definition, model, artifact, hash -> result(found, hash));
            return vain;
        });
        access.definitionsChanged();
        dropped.forEach(queue::cancel);
    }

    /** Who replaces a model leaves it its owner. */
    private String owner(SessionContext session, ImportModel statement, QualifiedName name) {
        if (!statement.orReplace()) {
            return session.user();
        }
        Optional<ModelEntry> old = database.transact(transaction -> models.find(transaction, name));
        old.ifPresent(model -> access.requireOwner(session, model.definition()));
        return old.map(model -> model.definition().owner()).orElseGet(session::user);
    }

    private void requireNew(CatalogTransaction transaction, QualifiedName name) {
        if (models.find(transaction, name).isPresent()) {
            throw NewModelNames.exists(name);
        }
    }

    private static byte[] artifact(Model model) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ArtifactWriter.write(model, bytes);
        } catch (ArtifactException e) {
            throw new SqlException(SqlState.PROGRAM_LIMIT_EXCEEDED, e.getMessage())
                    .withHint("Import a model with fewer or smaller trees.")
                    .causedBy(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static ModelDefinition definition(
            String owner, ImportModel statement, String text, QualifiedName name, QualifiedName function, Model model) {
        ModelLocation source = statement.source();
        return new ModelDefinition(
                UUID.randomUUID().toString().replace("-", ""),
                name,
                owner,
                Instant.now(),
                text,
                new ModelDefinition.Source(
                        source.isObject() ? ModelDefinition.Source.Kind.ARTIFACT : ModelDefinition.Source.Kind.JOB,
                        source.text()),
                ModelKind.IMPORTED,
                Optional.empty(),
                Optional.of(function),
                model.inputs(),
                Optional.of(statement.returns().type().toString()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                statement.iamRole(),
                statement.settings(),
                Map.of(),
                "",
                0);
    }

    private static TrainedModel result(FoundModel found, String hash) {
        return new TrainedModel(
                problemType(found.task()), found.objective(), found.kind(), Map.of(), 0, 0, false, List.of(), hash);
    }

    private static Optional<String> problemType(Task task) {
        if (task instanceof Task.Classification classification) {
            ProblemType type = classification.labels().size() == 2
                    ? ProblemType.BINARY_CLASSIFICATION
                    : ProblemType.MULTICLASS_CLASSIFICATION;
            return Optional.of(type.displayName());
        }
        if (task instanceof Task.Outputs) {
            return Optional.of(TrainedModel.SEVERAL_NUMBERS);
        }
        return task instanceof Task.Regression ? Optional.of(ProblemType.REGRESSION.displayName()) : Optional.empty();
    }
}
