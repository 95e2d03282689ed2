package io.auspex.server.access;

import io.auspex.language.statement.SecurableKind;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.warehouse.ModelFunction;
import io.auspex.warehouse.Warehouse;
import java.util.List;

/**
 * Tells the catalog's views what a user may know of. They ask by a function of the engine, whose name no statement of a user's
 * may hold, because the rules in memory know the answer at once, where SQL would follow groups and roles for each row.
 */
public final class CatalogSight {
    private static final String FUNCTION = "__auspex_sees";

    private final AccessControl access;

    private CatalogSight(AccessControl access) {
        this.access = access;
    }

    /** Makes the function known to the engine. */
    public static void publish(AccessControl access, Warehouse warehouse) {
        CatalogSight sight = new CatalogSight(access);
        warehouse.publish(new ModelFunction(
                FUNCTION,
                List.of(ColumnType.VARCHAR, ColumnType.VARCHAR, ColumnType.VARCHAR, ColumnType.VARCHAR),
                ModelFunction.Returns.CODE,
                (batch, result) -> sight.evaluate(batch, (int[]) result)));
    }

    private void evaluate(ColumnBatch batch, int[] result) {
        AccessRules rules = access.rules();
        String[] users = batch.texts(0);
        String[] kinds = batch.texts(1);
        String[] schemas = batch.texts(2);
        String[] objects = batch.texts(3);
        for (int row = 0; row < batch.rows(); row++) {
            boolean complete = users[row] != null && kinds[row] != null && schemas[row] != null && objects[row] != null;
            boolean seen = complete
                    && rules.sees(
                            users[row], new Securable(SecurableKind.valueOf(kinds[row]), schemas[row], objects[row]));
            result[row] = seen ? 1 : 0;
        }
    }
}
