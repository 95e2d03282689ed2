package io.auspex.server.execute;

import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.server.access.Securable;
import io.auspex.server.catalog.CatalogTransaction;
import io.auspex.server.session.SessionContext;

/**
 * Keeps a list of the views that were made WITH NO SCHEMA BINDING, of which the engine knows nothing, in step with DDL and in its
 * transaction.
 */
final class LateBindingViews {
    private LateBindingViews() {}

    /** To be called when a statement has been carried out that makes or drops the object. */
    static void follow(SessionContext session, Definition definition, Securable object) {
        CatalogTransaction transaction = CatalogTransaction.within(session.warehouse());
        EngineKind kind = definition.kind();
        if (kind == EngineKind.DROP_SCHEMA) {
            transaction.execute("DELETE FROM auspex.late_binding_views WHERE schema_name = $1", object.schema());
        } else if (kind == EngineKind.CREATE_VIEW || kind == EngineKind.DROP_VIEW) {
            transaction.execute(
                    "DELETE FROM auspex.late_binding_views WHERE schema_name = $1 AND view_name = $2",
                    object.schema(),
                    object.name());
            if (definition.lateBinding()) {
                transaction.execute(
                        "INSERT INTO auspex.late_binding_views VALUES ($1, $2)", object.schema(), object.name());
            }
        }
    }

    static void renamed(SessionContext session, Securable object, String newName) {
        CatalogTransaction.within(session.warehouse())
                .execute(
                        "UPDATE auspex.late_binding_views SET view_name = $1 WHERE schema_name = $2 AND view_name = $3",
                        new Securable(object.kind(), object.schema(), newName).name(),
                        object.schema(),
                        object.name());
    }
}
