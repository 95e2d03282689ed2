package io.auspex.server.prediction;

import io.auspex.language.error.SqlException;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.warehouse.ModelFunction;
import io.auspex.warehouse.Warehouse;
import io.auspex.warehouse.WarehouseSession;
import java.util.List;
import java.util.Optional;

/**
 * Whether a model could be trained anew: the tables and columns of its training query still exist, and its owner may still
 * read them. The catalog's view {@code stv_ml_model_info} asks it by the function {@link #FUNCTION}, which takes a model's id
 * and gives 1 or 0.
 */
public final class ModelRefresh {
    static final String FUNCTION = "auspex_model_is_refreshable";

    private final CatalogDatabase database;
    private final Warehouse warehouse;
    private final Permission permission;
    private final ModelCatalog models = new ModelCatalog();

    private ModelRefresh(CatalogDatabase database, Warehouse warehouse, Permission permission) {
        this.database = database;
        this.warehouse = warehouse;
        this.permission = permission;
    }

    /** Who may read what. */
    public interface Permission {
        /**
         * @param session without a transaction, its search path set
         * @param sql a query in the engine's dialect
         */
        boolean mayRead(String user, WarehouseSession session, List<String> searchPath, String sql);
    }

    /** Makes the function known to the engine. */
    public static void publish(CatalogDatabase database, Warehouse warehouse, Permission permission) {
        ModelRefresh refresh = new ModelRefresh(database, warehouse, permission);
        warehouse.publish(new ModelFunction(
                FUNCTION,
                List.of(ColumnType.VARCHAR),
                ModelFunction.Returns.CODE,
                (batch, result) -> refresh.evaluate(batch, (int[]) result)));
    }

    private void evaluate(ColumnBatch ids, int[] refreshable) {
        String[] texts = ids.texts(0);
        for (int row = 0; row < ids.rows(); row++) {
            String id = texts[row];
            Optional<ModelEntry> model =
                    id == null ? Optional.empty() : database.transact(transaction -> models.withId(transaction, id));
            refreshable[row] = model.filter(this::isRefreshable).isPresent() ? 1 : 0;
        }
    }

    private boolean isRefreshable(ModelEntry model) {
        ModelDefinition.Source source = model.definition().source();
        if (source.engineQuery().isEmpty()) {
            return false;
        }
        String query = source.engineQuery().get();
        try (WarehouseSession session = warehouse.openSession()) {
            session.setSearchPath(source.searchPath());
            session.prepare(query, List.of()).close();
            return permission.mayRead(model.definition().owner(), session, source.searchPath(), query);
        } catch (SqlException gone) {
            return false;
        }
    }
}
