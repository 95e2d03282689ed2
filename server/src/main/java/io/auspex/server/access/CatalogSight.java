package io.auspex.server.access;

import io.auspex.language.statement.SecurableKind;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.warehouse.ModelFunction;
import io.auspex.warehouse.Warehouse;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Tells the catalog's views what a user may know of, and whose it is. They ask by functions of the engine, whose names no statement
 * of a user's may hold, because the rules in memory know the answer at once, where SQL would follow groups and roles for each
 * row; and what a query does not ask for, the engine does not call.
 */
public final class CatalogSight {
    private static final String SEES = "__auspex_sees";
    private static final String OWNER = "__auspex_owner_number";
    private static final String PRIVILEGES = "__auspex_acl";

    /** The number of {@link User#FIRST}, to whom all belongs that is nobody else's. */
    private static final int FIRST_USER = 100;

    private final AccessControl access;

    private CatalogSight(AccessControl access) {
        this.access = access;
    }

    /** Makes the functions known to the engine. */
    public static void publish(AccessControl access, Warehouse warehouse) {
        CatalogSight sight = new CatalogSight(access);
        warehouse.publish(new ModelFunction(
                SEES,
                Collections.nCopies(4, ColumnType.VARCHAR),
                ModelFunction.Returns.CODE,
                (batch, result) -> sight.sees(batch, (int[]) result)));
        List<ColumnType> object = Collections.nCopies(3, ColumnType.VARCHAR);
        warehouse.publish(new ModelFunction(
                OWNER, object, ModelFunction.Returns.CODE, (batch, result) -> sight.owners(batch, (int[]) result)));
        warehouse.publish(new ModelFunction(
                PRIVILEGES,
                object,
                ModelFunction.Returns.TEXT,
                (batch, result) -> sight.privileges(batch, (String[]) result)));
    }

    /** Arguments: the user, then the object. */
    private void sees(ColumnBatch batch, int[] result) {
        AccessRules rules = access.rules();
        String[] users = batch.texts(0);
        for (int row = 0; row < batch.rows(); row++) {
            Securable object = users[row] == null ? null : object(batch, 1, row);
            boolean seen = object != null
                    && (rules.sees(users[row], object)
                            || access.uncommittedOwner(object)
                                    .filter(users[row]::equals)
                                    .isPresent());
            result[row] = seen ? 1 : 0;
        }
    }

    private void owners(ColumnBatch batch, int[] result) {
        AccessRules rules = access.rules();
        for (int row = 0; row < batch.rows(); row++) {
            Securable object = object(batch, 0, row);
            Optional<User> owner = Optional.ofNullable(object)
                    .map(found -> access.uncommittedOwner(found).orElseGet(() -> rules.owner(found)))
                    .flatMap(rules::user);
            result[row] = owner.map(user -> (int) user.id()).orElse(FIRST_USER);
        }
    }

    private void privileges(ColumnBatch batch, String[] result) {
        AccessRules rules = access.rules();
        for (int row = 0; row < batch.rows(); row++) {
            Securable object = object(batch, 0, row);
            result[row] =
                    object == null ? null : PrivilegeText.of(rules, object).orElse(null);
        }
    }

    /** From three columns: kind, schema and name; null where one of them is. */
    private static Securable object(ColumnBatch batch, int first, int row) {
        String kind = batch.text(first, row);
        String schema = batch.text(first + 1, row);
        String name = batch.text(first + 2, row);
        return kind == null || schema == null || name == null
                ? null
                : new Securable(SecurableKind.valueOf(kind), schema, name);
    }
}
