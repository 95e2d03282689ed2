package io.auspex.server.access;

import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.Catalog;
import io.auspex.warehouse.WarehouseSession;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the names in a statement can stand for, at one moment.
 *
 * @param schemas in lower case
 * @param models by id
 */
record Definitions(Set<String> schemas, List<Catalog.View> views, Map<String, ModelDefinition> models) {
    Definitions {
        schemas = Set.copyOf(schemas);
        views = List.copyOf(views);
        models = Map.copyOf(models);
    }

    /**
     * Remembers them, because asking the engine takes longer than a short statement. A transaction that began before the last
     * change sees older ones than are remembered, and has them read anew.
     */
    static final class Memory {
        private record Remembered(long version, Definitions definitions) {}

        private final AccessControl access;
        private final CatalogDatabase database;
        private final ModelCatalog models = new ModelCatalog();
        private volatile Remembered remembered = new Remembered(-1, null);

        Memory(AccessControl access, CatalogDatabase database) {
            this.access = access;
            this.database = database;
        }

        Definitions of(SessionContext session) {
            return access.seesCurrentDefinitions(session) ? committed(session.warehouse()) : read(session.warehouse());
        }

        /** @param warehouse a session that sees what is committed now */
        Definitions committed(WarehouseSession warehouse) {
            long version = access.definitionsVersion();
            Remembered current = remembered;
            if (current.version() != version) {
                // Read after the version: a change meanwhile makes it move on, and they are read again.
                current = new Remembered(version, read(warehouse));
                remembered = current;
            }
            return current.definitions();
        }

        private Definitions read(WarehouseSession warehouse) {
            Catalog catalog = warehouse.catalog();
            Map<String, ModelDefinition> byId = new HashMap<>();
            for (ModelEntry model : database.transact(models::all)) {
                byId.put(model.definition().id(), model.definition());
            }
            Set<String> schemas = catalog.schemas().stream()
                    .map(schema -> schema.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            return new Definitions(schemas, catalog.views(), byId);
        }
    }
}
