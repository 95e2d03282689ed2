package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelEntry;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps schemas that hold models: the engine knows nothing of models and would drop their functions alone. */
final class SchemaGuard {
    private final CatalogDatabase database;
    private final ModelCatalog models = new ModelCatalog();

    SchemaGuard(CatalogDatabase database) {
        this.database = database;
    }

    /** @throws SqlException DEPENDENT_OBJECTS_STILL_EXIST if a schema that the statement names holds a model or its function */
    void requireNoModels(EngineStatement dropSchema) {
        // The engine ignores case in quoted names too.
        Set<String> names = Lexer.tokenize(dropSchema.text()).stream()
                .filter(Token::isName)
                .map(token -> token.text().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        for (ModelEntry model : database.transact(models::all)) {
            String schema = model.definition().name().schema().orElseThrow();
            String functionSchema =
                    model.definition().function().flatMap(QualifiedName::schema).orElse(schema);
            boolean holdsModel = names.contains(schema.toLowerCase(Locale.ROOT));
            if (holdsModel || names.contains(functionSchema.toLowerCase(Locale.ROOT))) {
                throw new SqlException(
                                SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                                "cannot drop schema " + (holdsModel ? schema : functionSchema) + " because model "
                                        + model.definition().name() + " depends on it")
                        .withHint("DROP MODEL " + model.definition().name() + " first.");
            }
        }
    }
}
