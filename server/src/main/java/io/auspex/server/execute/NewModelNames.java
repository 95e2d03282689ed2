package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.server.catalog.CatalogTransaction;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.session.SessionContext;
import java.util.List;

/** Whether a new model and its functions may have the names that a statement gives them. */
final class NewModelNames {
    private NewModelNames() {}

    /** @throws SqlException INVALID_SCHEMA_NAME if there is no such schema */
    static void requireSchema(SessionContext session, QualifiedName name) {
        String schema = name.schema().orElseThrow();
        if (!session.warehouse().catalog().schemas().contains(schema)) {
            throw new SqlException(SqlState.INVALID_SCHEMA_NAME, "schema \"" + schema + "\" does not exist")
                    .withHint("CREATE SCHEMA " + schema + " first.");
        }
    }

    /** A function named sum would take the place of the aggregate in everybody's queries. */
    static void requireOwnName(SessionContext session, List<QualifiedName> functions) {
        for (QualifiedName function : functions) {
            if (session.warehouse().catalog().isBuiltInFunction(function.name())) {
                throw new SqlException(SqlState.DUPLICATE_FUNCTION, "function \"" + function.name() + "\" is built in")
                        .withHint("Choose another name in FUNCTION.");
            }
        }
    }

    /**
     * @param model whose functions they are to be; what it has already it may keep
     * @throws SqlException DUPLICATE_FUNCTION if another model has a function of one of these names
     */
    static void requireFree(
            ModelCatalog models, CatalogTransaction transaction, QualifiedName model, List<QualifiedName> functions) {
        models.ownerOfFunction(transaction, functions, model).ifPresent(owner -> {
            throw new SqlException(
                            SqlState.DUPLICATE_FUNCTION,
                            "function \"" + functions.get(0) + "\" cannot be created: model \""
                                    + owner.definition().name() + "\" has functions of that name")
                    .withHint("Choose another name in FUNCTION. A function NAME may also take NAME_prob,"
                            + " NAME_probabilities and NAME_explain.");
        });
    }

    /**
     * For who was found to be allowed to replace a model some time before.
     *
     * @throws SqlException OBJECT_IN_USE if another user's model has taken the name since
     */
    static void requireOwner(ModelDefinition replaced, String owner) {
        if (!replaced.owner().equals(owner)) {
            throw new SqlException(
                            SqlState.OBJECT_IN_USE,
                            "model \"" + replaced.name() + "\" has been created by another user meanwhile")
                    .withHint("Choose another name.");
        }
    }

    static SqlException exists(QualifiedName name) {
        return new SqlException(SqlState.DUPLICATE_OBJECT, "model \"" + name + "\" already exists")
                .withHint("DROP MODEL " + name + " first, or choose another name.");
    }
}
