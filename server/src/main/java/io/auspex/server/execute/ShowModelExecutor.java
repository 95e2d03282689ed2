package io.auspex.server.execute;

import io.auspex.language.statement.QualifiedName;
import io.auspex.server.access.AccessControl;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.session.Plan;
import io.auspex.server.session.SessionContext;
import io.auspex.server.training.TrainingQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** SHOW MODEL and SHOW MODEL ALL. */
final class ShowModelExecutor {
    private final CatalogDatabase database;
    /** What only the owner of a model and superusers are shown; a model's path begins with its bucket. */
    private static final Set<String> OWNERS_KEYS =
            Set.of("IAM Role", "S3 Bucket", "S3 Model Path", "KMS Key", "Estimated Cost");

    private final TrainingQueue queue;
    private final AccessControl access;
    private final ModelCatalog models = new ModelCatalog();

    ShowModelExecutor(CatalogDatabase database, TrainingQueue queue, AccessControl access) {
        this.database = database;
        this.queue = queue;
        this.access = access;
    }

    Plan show(SessionContext session, QualifiedName name) {
        return new RowsPlan("SHOW MODEL", MemoryRows.textColumns("Key", "Value"), List.of(), values -> {
            ModelEntry found = database.transact(transaction -> ModelNames.find(session, models, transaction, name))
                    .orElseThrow(() -> ModelNames.missing(name));
            access.requireExecute(session, found.definition());
            List<Object[]> rows = new ArrayList<>(ModelDescription.rows(found, training(found)));
            database.transact(transaction ->
                            models.replacement(transaction, found.definition().id()))
                    .ifPresent(waiting -> rows.addAll(ModelDescription.replacement(waiting, training(waiting))));
            return access.isOwner(session, found.definition())
                    ? rows
                    : rows.stream().filter(row -> !OWNERS_KEYS.contains(row[0])).toList();
        });
    }

    private TrainingCourse training(ModelEntry model) {
        String id = model.definition().id();
        return new TrainingCourse(queue.progress(id), queue.ahead(id));
    }

    Plan showAll(SessionContext session) {
        return new RowsPlan("SHOW MODEL", MemoryRows.textColumns("Schema Name", "Model Name"), List.of(), values -> {
            List<Object[]> rows = new ArrayList<>();
            for (ModelEntry model : database.transact(models::all)) {
                QualifiedName name = model.definition().name();
                if (access.mayExecute(session, model.definition())) {
                    rows.add(new Object[] {name.schema().orElseThrow(), name.name()});
                }
            }
            return rows;
        });
    }
}
