package io.auspex.server.execute;

import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.server.access.Securable;
import io.auspex.server.catalog.CatalogTransaction;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.Catalog;
import io.auspex.warehouse.ColumnOrigin;
import java.util.List;
import java.util.Set;

/**
 * Keeps a list of which columns of tables the text columns of views are, in step with DDL and in its transaction, so that the
 * catalog can give them the lengths that those have now. Views do not change with their tables, so what is noted when a view
 * is made holds until it is made anew.
 */
final class ViewColumns {
    private ViewColumns() {}

    /** To be called when a statement of this kind has been carried out. */
    static void follow(SessionContext session, EngineKind kind, Securable object) {
        CatalogTransaction transaction = CatalogTransaction.within(session.warehouse());
        switch (kind) {
            case CREATE_VIEW -> {
                forget(transaction, object);
                note(session, transaction, object);
            }
            case DROP_VIEW -> forget(transaction, object);
            case DROP_SCHEMA ->
                transaction.execute("DELETE FROM auspex.view_columns WHERE schema_name = $1", object.schema());
            default -> {
                // Tables are not in the list, and a view keeps its columns.
            }
        }
    }

    static void renamed(SessionContext session, Securable object, String newName) {
        Securable renamed = new Securable(object.kind(), object.schema(), newName);
        CatalogTransaction.within(session.warehouse())
                .execute(
                        "UPDATE auspex.view_columns SET view_name = $1 WHERE schema_name = $2 AND view_name = $3",
                        renamed.name(),
                        object.schema(),
                        object.name());
    }

    private static void forget(CatalogTransaction transaction, Securable view) {
        transaction.execute(
                "DELETE FROM auspex.view_columns WHERE schema_name = $1 AND view_name = $2",
                view.schema(),
                view.name());
    }

    private static void note(SessionContext session, CatalogTransaction transaction, Securable view) {
        QualifiedName name = QualifiedName.of(view.schema(), view.name());
        List<Catalog.Column> columns = session.warehouse().catalog().columns(name);
        List<Set<ColumnOrigin>> origins =
                columns.stream().anyMatch(column -> column.type().isText())
                        ? session.warehouse().origins("SELECT * FROM " + name.quoted(), List.of())
                        : List.of();
        for (int i = 0; i < columns.size() && origins.size() == columns.size(); i++) {
            if (columns.get(i).type().isText()) {
                for (ColumnOrigin origin : origins.get(i)) {
                    transaction.execute(
                            "INSERT INTO auspex.view_columns VALUES ($1, $2, $3, $4, $5, $6)",
                            view.schema(),
                            view.name(),
                            columns.get(i).name(),
                            origin.table().schema().orElseThrow(),
                            origin.table().name(),
                            origin.column());
                }
            }
        }
    }
}
