package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.server.catalog.CatalogTransaction;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.session.SessionContext;
import java.util.Optional;

/** Finds the model that a name means in a session. */
final class ModelNames {
    private ModelNames() {}

    /** Looks into the schema given, or into those of the search path in turn. */
    static Optional<ModelEntry> find(
            SessionContext session, ModelCatalog models, CatalogTransaction transaction, QualifiedName name) {
        if (name.schema().isPresent()) {
            return models.find(transaction, name);
        }
        for (String schema : session.searchPath()) {
            Optional<ModelEntry> found = models.find(transaction, name.in(schema));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    static SqlException missing(QualifiedName name) {
        return new SqlException(SqlState.UNDEFINED_OBJECT, "model \"" + name + "\" does not exist")
                .withHint("SHOW MODEL ALL lists the models there are.");
    }
}
