package io.auspex.warehouse;

import io.auspex.language.statement.QualifiedName;
import io.auspex.language.type.SqlType;
import java.util.List;
import java.util.Optional;

/** What the database holds, as of the session's transaction. Internal schemas are left out. */
public interface Catalog {
    List<String> schemas();

    /** Tables and views of a schema, by name. */
    List<Relation> relations(String schema);

    Optional<Relation> relation(QualifiedName name);

    /** All views of users. */
    List<View> views();

    /** Columns of a table or view in order. */
    List<Column> columns(QualifiedName relation);

    /** Whether every session has a function of this name, in any case, which one of a user's would hide. */
    boolean isBuiltInFunction(String name);

    record Relation(String schema, String name, RelationKind kind) {}

    /** @param definition the statement that would create it, in the engine's dialect */
    record View(QualifiedName name, String definition) {}

    enum RelationKind {
        TABLE,
        VIEW
    }

    record Column(String name, SqlType type, boolean nullable, Optional<String> defaultExpression) {}
}
