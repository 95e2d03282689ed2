package io.auspex.server.execute;

import io.auspex.language.statement.QualifiedName;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.session.Plan;
import io.auspex.server.session.SessionContext;
import io.auspex.server.training.TrainingQueue;
import java.util.ArrayList;
import java.util.List;

/** SHOW MODEL and SHOW MODEL ALL. */
final class ShowModelExecutor {
    private final CatalogDatabase database;
    private final TrainingQueue queue;
    private final ModelCatalog models = new ModelCatalog();

    ShowModelExecutor(CatalogDatabase database, TrainingQueue queue) {
        this.database = database;
        this.queue = queue;
    }

    Plan show(SessionContext session, QualifiedName name) {
        return new RowsPlan("SHOW MODEL", MemoryRows.textColumns("Key", "Value"), List.of(), values -> {
            List<Object[]> rows = new ArrayList<>();
            database.change(transaction -> {
                ModelEntry model =
                        ModelNames.find(session, models, transaction, name).orElseThrow(() -> ModelNames.missing(name));
                rows.addAll(ModelDescription.rows(model, training(model)));
                models.replacement(transaction, model.definition().id())
                        .ifPresent(waiting -> rows.addAll(ModelDescription.replacement(waiting, training(waiting))));
            });
            return rows;
        });
    }

    private ModelDescription.Training training(ModelEntry model) {
        String id = model.definition().id();
        return new ModelDescription.Training(queue.progress(id), queue.ahead(id));
    }

    Plan showAll() {
        return new RowsPlan("SHOW MODEL", MemoryRows.textColumns("Schema Name", "Model Name"), List.of(), values -> {
            List<Object[]> rows = new ArrayList<>();
            for (ModelEntry model : database.transact(models::all)) {
                QualifiedName name = model.definition().name();
                rows.add(new Object[] {name.schema().orElseThrow(), name.name()});
            }
            return rows;
        });
    }
}
