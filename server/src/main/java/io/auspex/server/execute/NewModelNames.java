package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
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
     * E02. Functions of one name differ by the number of their arguments: that is how the engine tells them apart.
     *
     * @param model whose functions they are to be; what it has already it may keep
     * @param parameters of the functions
     * @throws SqlException DUPLICATE_FUNCTION if another model has a function of one of these names with as many arguments
     */
    static void requireFree(
            ModelCatalog models,
            CatalogTransaction transaction,
            QualifiedName model,
            List<QualifiedName> functions,
            List<Field> parameters) {
        models.ownerOfFunction(transaction, functions, parameters.size(), model).ifPresent(owner -> {
            boolean same = types(owner.definition().parameters()).equals(types(parameters));
            String arguments = parameters.size() + (parameters.size() == 1 ? " argument" : " arguments");
            String advice = "Choose another name in FUNCTION. A function NAME may also take NAME_prob,"
                    + " NAME_probabilities, NAME_explain, NAME_interval, NAME_interval_at, NAME_set and NAME_set_at.";
            throw new SqlException(
                            SqlState.DUPLICATE_FUNCTION,
                            "function \"" + functions.get(0) + "\" cannot be created: model \""
                                    + owner.definition().name() + "\" has functions of that name with "
                                    + (same ? "the same argument types" : arguments))
                    .withHint(
                            same
                                    ? advice
                                    : "Functions of one name differ by the number of their arguments, not by their types. "
                                            + advice);
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

    private static List<ColumnType> types(List<Field> parameters) {
        return parameters.stream().map(Field::type).toList();
    }

    static SqlException exists(QualifiedName name) {
        return new SqlException(SqlState.DUPLICATE_OBJECT, "model \"" + name + "\" already exists")
                .withHint("DROP MODEL " + name + " first, or choose another name.");
    }
}
