package io.auspex.server.prediction;

import io.auspex.language.statement.QualifiedName;
import io.auspex.learn.search.LeaderboardRow;
import io.auspex.model.Model;
import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.kernel.KernelChoice;
import io.auspex.server.catalog.ArtifactStore;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.CatalogTransaction;
import io.auspex.server.catalog.DataReportCatalog;
import io.auspex.server.catalog.ExplanationCatalog;
import io.auspex.server.catalog.LeaderboardCatalog;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.catalog.ModelState;
import io.auspex.server.catalog.ModelStatus;
import io.auspex.server.catalog.TrainedModel;
import io.auspex.server.metrics.ServerMetrics;
import io.auspex.warehouse.ModelFunction;
import io.auspex.warehouse.UserFunction;
import io.auspex.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes models through the states of the catalog, their functions with them: a model and what its functions do always
 * change in one transaction.
 */
public final class ModelInstaller {
    private final CatalogDatabase database;
    private final Warehouse warehouse;
    private final KernelChoice kernels;
    private final WarmUp warmUp;
    private final Runnable functionsChanged;
    private final ServerMetrics metrics;
    private final ModelCatalog models = new ModelCatalog();
    private final ArtifactStore artifacts = new ArtifactStore();
    private final ExplanationCatalog explanations = new ExplanationCatalog();
    private final LeaderboardCatalog leaderboards = new LeaderboardCatalog();
    private final DataReportCatalog reports = new DataReportCatalog();

    /**
     * @param kernels what predictions are compiled for
     * @param warmUp gets every model that answers from now on
     * @param functionsChanged is run when a training in the background has ended and given functions a new meaning
     * @param metrics counts trainings, and what functions are asked
     */
    public ModelInstaller(
            CatalogDatabase database,
            Warehouse warehouse,
            KernelChoice kernels,
            WarmUp warmUp,
            Runnable functionsChanged,
            ServerMetrics metrics) {
        this.database = database;
        this.warehouse = warehouse;
        this.kernels = kernels;
        this.warmUp = warmUp;
        this.functionsChanged = functionsChanged;
        this.metrics = metrics;
    }

    /** A new model that waits for its training; its functions refuse. */
    public void create(CatalogTransaction transaction, ModelDefinition definition) {
        create(transaction, definition, 1);
    }

    private void create(CatalogTransaction transaction, ModelDefinition definition, long version) {
        models.insert(transaction, definition, ModelStatus.waiting(), version, Optional.empty());
        PredictionFunctions.refusing(definition, ModelState.TRAINING, Optional.empty())
                .forEach(transaction::createFunction);
    }

    /**
     * A new model that shall take another's place: at once, or, where the other one is READY, when it is READY itself.
     *
     * @param old of the same name
     * @return the ids of those whose training is now in vain
     */
    public List<String> replace(CatalogTransaction transaction, ModelEntry old, ModelDefinition definition) {
        long version = old.version() + 1;
        if (!old.is(ModelState.READY)) {
            List<String> dropped = drop(transaction, old.definition());
            create(transaction, definition, version);
            return dropped;
        }
        String id = old.definition().id();
        List<String> dropped = dropReplacement(transaction, id);
        models.insert(transaction, definition, ModelStatus.waiting(), version, Optional.of(id));
        return dropped;
    }

    /** @param phase of a model that is TRAINING, as {@link ModelStatus} names them */
    public void reached(ModelDefinition definition, String phase) {
        database.change(transaction -> models.setPhase(transaction, definition.id(), phase));
    }

    /**
     * Makes a trained model READY, or does nothing if it has been dropped meanwhile.
     *
     * @param report what was found in its rows, as JSON text
     * @param result gets the artifact's hash
     * @param leaderboard what was tried; empty where nothing was searched
     * @throws ArtifactException if the artifact is not a model of this definition
     */
    public void ready(
            ModelDefinition definition,
            byte[] artifact,
            Optional<String> report,
            Function<String, TrainedModel> result,
            List<LeaderboardRow> leaderboard) {
        ReadyFunctions functions = published(definition, artifact);
        database.change(transaction -> {
            String hash = artifacts.put(transaction, artifact);
            if (models.setReady(transaction, definition.id(), result.apply(hash))) {
                report.ifPresent(text -> reports.insert(transaction, definition.id(), text));
                if (definition.kind().isExplained()) {
                    explanations.setPending(transaction, definition.id());
                }
                leaderboards.set(transaction, definition.id(), leaderboard);
                takePlace(transaction, definition.id());
                dropOthers(transaction, definition, functions.answering());
                functions.answering().forEach(transaction::createFunction);
            } else {
                artifacts.deleteUnreferenced(transaction);
            }
        });
        functionsChanged.run();
        metrics.training("ready");
    }

    private void publish(ModelDefinition definition, List<ModelFunction> functions) {
        String name = definition.name().toString();
        functions.forEach(function -> warehouse.publish(metrics.metered(name, function)));
    }

    private ReadyFunctions published(ModelDefinition definition, byte[] artifact) {
        ReadyFunctions functions = ReadyFunctions.of(definition, artifact, kernels);
        publish(definition, functions.vectorised());
        functions.rows().ifPresent(rows -> warmUp.add(definition.name(), rows, functions.vectorised()));
        return functions;
    }

    /**
     * Makes what the functions of an imported model will call, before the transaction that creates the model: published
     * functions belong to none, and cannot be taken back.
     */
    public void publish(ModelDefinition definition, Model model) {
        List<ModelFunction> functions = PredictionFunctions.vectorised(definition, model.compiled(kernels));
        publish(definition, functions);
        warmUp.add(definition.name(), MadeUpRows.of(model), functions);
    }

    /**
     * A model that needs no training and answers at once; {@link #publish} has gone before.
     *
     * @param artifact of that model
     * @param result gets the artifact's hash
     */
    public void install(
            CatalogTransaction transaction,
            ModelDefinition definition,
            Model model,
            byte[] artifact,
            Function<String, TrainedModel> result) {
        models.insert(transaction, definition, ModelStatus.waiting());
        String hash = artifacts.put(transaction, artifact);
        models.setReady(transaction, definition.id(), result.apply(hash));
        PredictionFunctions.answering(definition, model).forEach(transaction::createFunction);
    }

    /** The artifact of a READY model. */
    public byte[] artifact(ModelEntry entry) {
        String hash = entry.result().orElseThrow().artifact();
        return database.transact(transaction -> artifacts.get(transaction, hash));
    }

    /** @param report JSON text, or empty if there will be none */
    public void explained(ModelDefinition definition, Optional<String> report) {
        database.change(transaction -> report.ifPresentOrElse(
                text -> explanations.setDone(transaction, definition.id(), text),
                () -> explanations.setFailed(transaction, definition.id())));
    }

    private void takePlace(CatalogTransaction transaction, String id) {
        Optional<String> replaced = models.withId(transaction, id).flatMap(ModelEntry::replaces);
        models.takePlace(transaction, id);
        replaced.flatMap(old -> models.withId(transaction, old)).ifPresent(old -> drop(transaction, old.definition()));
    }

    /** The functions of a model whose replacement fails go on answering. */
    public void failed(ModelDefinition definition, String reason, Optional<String> hint) {
        metrics.training("failed");
        fail(definition, reason, hint);
    }

    private void fail(ModelDefinition definition, String reason, Optional<String> hint) {
        database.change(transaction -> {
            boolean replacement = models.withId(transaction, definition.id())
                    .flatMap(ModelEntry::replaces)
                    .isPresent();
            if (models.setFailed(transaction, definition.id(), reason, hint) && !replacement) {
                PredictionFunctions.refusing(definition, ModelState.FAILED, Optional.of(reason))
                        .forEach(transaction::createFunction);
            }
        });
    }

    /**
     * Removes a model, its functions, what was to take its place, and its artifact if no other model is the same.
     *
     * @return the ids of what is gone, whose training is in vain
     */
    public List<String> drop(CatalogTransaction transaction, ModelDefinition definition) {
        List<String> dropped = new ArrayList<>(dropReplacement(transaction, definition.id()));
        dropped.add(definition.id());
        models.delete(transaction, definition.id());
        reports.delete(transaction, definition.id());
        dropFunctions(transaction, definition);
        artifacts.deleteUnreferenced(transaction);
        return dropped;
    }

    private List<String> dropReplacement(CatalogTransaction transaction, String id) {
        List<String> dropped = models.replacement(transaction, id)
                .map(waiting -> List.of(waiting.definition().id()))
                .orElse(List.of());
        dropped.forEach(waiting -> models.delete(transaction, waiting));
        return dropped;
    }

    /**
     * Puts a READY model back to work after a start. One whose artifact is damaged becomes FAILED and says so: it must not
     * keep the others from answering.
     */
    public void restore(ModelEntry entry) {
        ModelDefinition definition = entry.definition();
        try {
            ReadyFunctions functions = published(definition, artifact(entry));
            database.change(transaction -> functions.ofServer().forEach(transaction::createFunction));
            bringForward(definition, functions);
        } catch (RuntimeException e) {
            fail(
                    definition,
                    "The stored model cannot be read: " + e.getMessage(),
                    Optional.of("DROP MODEL " + definition.name() + " and create it again."));
        }
    }

    /** A model that an earlier version of the program trained lacks the function that came since, and has no report. */
    private void bringForward(ModelDefinition definition, ReadyFunctions functions) {
        if (!definition.kind().isExplained()) {
            return;
        }
        database.change(transaction -> {
            boolean explained = explanations
                    .find(transaction, definition.id())
                    .flatMap(ExplanationCatalog.Entry::state)
                    .isPresent();
            if (!explained) {
                functions.answering().forEach(transaction::createFunction);
                explanations.setFailed(transaction, definition.id());
            }
        });
    }

    private static void dropFunctions(CatalogTransaction transaction, ModelDefinition definition) {
        dropOthers(transaction, definition, List.of());
    }

    /** @param made are about to be made, which takes the place of what there is */
    private static void dropOthers(
            CatalogTransaction transaction, ModelDefinition definition, List<UserFunction> made) {
        Map<QualifiedName, Integer> dropped = new LinkedHashMap<>();
        definition
                .functions()
                .forEach(kind -> dropped.put(
                        definition.function(kind), definition.parameters(kind).size()));
        dropped.put(
                PredictionFunctions.scores(definition), definition.parameters().size());
        made.forEach(function ->
                dropped.remove(function.name(), function.parameters().size()));
        dropped.forEach(transaction::dropFunction);
    }
}
