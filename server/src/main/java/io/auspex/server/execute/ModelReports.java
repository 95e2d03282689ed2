package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;
import io.auspex.server.access.AccessControl;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.ExplanationCatalog;
import io.auspex.server.catalog.ExplanationState;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.catalog.ModelState;
import io.auspex.server.session.SessionContext;
import java.util.List;
import java.util.Optional;

/** What EXPLAIN_MODEL gives: the report, or in its place how far it is; the words are Redshift's. */
final class ModelReports {
    private static final String WAITING_FOR_TRAINING = "waiting for training job to complete";
    private static final String WAITING_FOR_PROCESSING = "waiting for processing job to complete";
    private static final String FAILED = "processing job failed";

    private final CatalogDatabase database;
    private final AccessControl access;
    private final ModelCatalog models = new ModelCatalog();
    private final ExplanationCatalog explanations = new ExplanationCatalog();

    ModelReports(CatalogDatabase database, AccessControl access) {
        this.database = database;
        this.access = access;
    }

    private record Found(ModelEntry model, ExplanationCatalog.Entry explanation) {}

    /**
     * JSON text.
     *
     * @param name {@code model} or {@code schema.model}, read as in SQL
     * @throws SqlException UNDEFINED_OBJECT if there is no such model, FEATURE_NOT_SUPPORTED if it is of a kind that is not
     *     explained, OBJECT_NOT_IN_PREREQUISITE_STATE if it has failed
     */
    String of(SessionContext session, String name) {
        return of(session, parse(name));
    }

    /** The same of a name that has been read. */
    String of(SessionContext session, QualifiedName wanted) {
        Found found = database.transact(transaction -> {
            ModelEntry model =
                    ModelNames.find(session, models, transaction, wanted).orElseThrow(() -> ModelNames.missing(wanted));
            return new Found(
                    model,
                    explanations
                            .find(transaction, model.definition().id())
                            .orElseThrow(() -> ModelNames.missing(wanted)));
        });
        requireUsable(session, found.model());
        if (found.model().is(ModelState.TRAINING)) {
            return status(WAITING_FOR_TRAINING);
        }
        Optional<ExplanationState> state = found.explanation().state();
        if (state.equals(Optional.of(ExplanationState.PENDING))) {
            return status(WAITING_FOR_PROCESSING);
        }
        return found.explanation().report().orElse(status(FAILED));
    }

    private static String status(String words) {
        return "{\"explanations\":\"" + words + "\"}";
    }

    /** The one place that decides whether a user may have a model's report. */
    private void requireUsable(SessionContext session, ModelEntry model) {
        access.requireExecute(session, model.definition());
        QualifiedName name = model.definition().name();
        if (!model.definition().kind().isExplained()) {
            throw new SqlException(
                            SqlState.FEATURE_NOT_SUPPORTED,
                            "EXPLAIN_MODEL does not explain model \"" + name + "\", which is of kind "
                                    + model.definition().kind())
                    .withHint("It explains models of AUTO ON and of AUTO OFF MODEL_TYPE XGBOOST.");
        }
        if (model.is(ModelState.FAILED)) {
            throw model.notReady();
        }
    }

    private static QualifiedName parse(String name) {
        List<Token> tokens;
        try {
            tokens = Lexer.tokenize(name);
        } catch (SqlException notANameAtAll) {
            tokens = List.of();
        }
        if (tokens.size() == 1 && tokens.get(0).isName()) {
            return QualifiedName.of(tokens.get(0).text());
        }
        if (tokens.size() == 3
                && tokens.get(0).isName()
                && tokens.get(1).isSymbol('.')
                && tokens.get(2).isName()) {
            return QualifiedName.of(tokens.get(0).text(), tokens.get(2).text());
        }
        throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "'" + name + "' is not the name of a model")
                .withHint("EXPLAIN_MODEL takes 'model' or 'schema.model'.");
    }
}
