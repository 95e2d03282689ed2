package io.auspex.server.execute;

import io.auspex.language.statement.QualifiedName;
import io.auspex.language.token.SqlText;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.Catalog;
import java.util.List;
import java.util.Optional;

/**
 * Where a table that a statement names lies in the engine's lists, be it the session's own.
 *
 * @param condition on the engine's lists of tables, columns and constraints
 * @param schema absent for what is temporary
 * @param table its name
 */
record TablePlace(String condition, Optional<String> schema, String table, Catalog.RelationKind kind) {
    /**
     * Empty where there is nothing of this name.
     *
     * @param parts of the name, as the user wrote them
     */
    static Optional<TablePlace> of(SessionContext session, List<String> parts) {
        String table = parts.get(parts.size() - 1);
        QualifiedName name =
                parts.size() == 1 ? QualifiedName.of(table) : QualifiedName.of(parts.get(parts.size() - 2), table);
        if (name.schema().isEmpty() && MissingRelation.isTemporary(session, name)) {
            return Optional.of(new TablePlace(
                    "database_name = 'temp' AND lower(table_name) = lower(" + SqlText.quoteLiteral(table) + ")",
                    Optional.empty(),
                    table,
                    Catalog.RelationKind.TABLE));
        }
        return session.warehouse()
                .catalog()
                .relation(name)
                .map(found -> new TablePlace(
                        "database_name <> 'temp' AND schema_name = " + SqlText.quoteLiteral(found.schema())
                                + " AND table_name = " + SqlText.quoteLiteral(found.name()),
                        Optional.of(found.schema()),
                        found.name(),
                        found.kind()));
    }

    /** As the engine's SQL names it. */
    String quoted() {
        return QualifiedName.of(schema.orElse("temp"), table).quoted();
    }
}
