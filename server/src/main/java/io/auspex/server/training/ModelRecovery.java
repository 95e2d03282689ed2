package io.auspex.server.training;

import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.ExplanationCatalog;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.catalog.ModelState;
import io.auspex.server.prediction.ModelInstaller;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a start does with the models of the run before: READY ones answer again, unfinished ones train again, and those whose
 * explanation was under way are explained again.
 */
public final class ModelRecovery {
    private static final ModelCatalog MODELS = new ModelCatalog();
    private static final ExplanationCatalog EXPLANATIONS = new ExplanationCatalog();

    private ModelRecovery() {}

    public static void recover(
            CatalogDatabase database, ModelInstaller installer, JobFolders folders, TrainingQueue queue)
            throws IOException {
        List<ModelEntry> training = in(database, ModelState.TRAINING);
        Set<String> unexplained = Set.copyOf(database.transact(EXPLANATIONS::pending));
        Set<String> needed = new HashSet<>(unexplained);
        for (ModelEntry model : training) {
            needed.add(model.definition().id());
        }
        folders.retainOnly(needed);
        List<ModelEntry> ready = in(database, ModelState.READY);
        ready.forEach(installer::restore);
        for (ModelEntry model : training) {
            if (folders.exists(model.definition().id())) {
                queue.submit(model.definition(), Duration.ZERO);
            } else {
                installer.failed(
                        model.definition(),
                        "The server stopped while the model was training, and its training data are gone",
                        Optional.of("DROP MODEL " + model.definition().name() + " and create it again."));
            }
        }
        for (ModelEntry model : ready) {
            String id = model.definition().id();
            if (unexplained.contains(id) && folders.exists(id)) {
                queue.explain(model.definition());
            } else if (unexplained.contains(id)) {
                installer.explained(model.definition(), Optional.empty());
            }
        }
    }

    private static List<ModelEntry> in(CatalogDatabase database, ModelState state) {
        return database.transact(transaction -> MODELS.inState(transaction, state));
    }
}
