package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;
import io.auspex.server.access.AccessControl;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.DataReportCatalog;
import io.auspex.server.catalog.ExplanationCatalog;
import io.auspex.server.catalog.ExplanationState;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.catalog.ModelKind;
import io.auspex.server.catalog.ModelState;
import io.auspex.server.session.SessionContext;
import io.auspex.server.training.TrainingQueue;
import java.util.List;
import java.util.Optional;

/**
 * What EXPLAIN_MODEL and DATA_REPORT give. Of an explanation that is not there yet it tells how far it is, in Redshift's words, unless the
 * session is one that waits for models; what was found in the data is there when the model is.
 */
final class ModelReports {
    private static final String WAITING_FOR_TRAINING = "waiting for training job to complete";
    private static final String WAITING_FOR_PROCESSING = "waiting for processing job to complete";
    private static final String FAILED = "processing job failed";

    private final CatalogDatabase database;
    private final TrainingQueue queue;
    private final AccessControl access;
    private final ModelCatalog models = new ModelCatalog();
    private final ExplanationCatalog explanations = new ExplanationCatalog();
    private final DataReportCatalog reports = new DataReportCatalog();

    ModelReports(CatalogDatabase database, TrainingQueue queue, AccessControl access) {
        this.database = database;
        this.queue = queue;
        this.access = access;
    }

    private record Found(ModelEntry model, ExplanationCatalog.Entry explanation) {
        boolean isPending() {
            return model.is(ModelState.READY) && explanation.state().equals(Optional.of(ExplanationState.PENDING));
        }
    }

    /**
     * JSON text.
     *
     * @param name {@code model} or {@code schema.model}, read as in SQL
     * @throws SqlException UNDEFINED_OBJECT if there is no such model, FEATURE_NOT_SUPPORTED if it is of a kind that is not
     *     explained, OBJECT_NOT_IN_PREREQUISITE_STATE if it has failed
     */
    String explanation(SessionContext session, String name) {
        return explanation(session, parse("EXPLAIN_MODEL", name));
    }

    /** The same of a name that has been read. */
    String explanation(SessionContext session, QualifiedName wanted) {
        Found found = find(session, wanted);
        if (found.isPending() && session.parameters().waitForModels()) {
            awaitExplanation(session, found.model());
            found = find(session, wanted);
        }
        if (found.model().is(ModelState.TRAINING)) {
            return status(WAITING_FOR_TRAINING);
        }
        return found.isPending()
                ? status(WAITING_FOR_PROCESSING)
                : found.explanation().report().orElse(status(FAILED));
    }

    private Found find(SessionContext session, QualifiedName wanted) {
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
        return found;
    }

    /** Who waits for models has them when they are READY, before they are explained. */
    private void awaitExplanation(SessionContext session, ModelEntry model) {
        session.leaveEngine();
        queue.awaitExplanation(model.definition().id(), session::checkInterrupted);
        session.enterEngine();
    }

    /**
     * JSON text: what was found in the rows that the model was trained on.
     *
     * @param name {@code model} or {@code schema.model}, read as in SQL
     * @throws SqlException as {@link #data(SessionContext, QualifiedName)}
     */
    String data(SessionContext session, String name) {
        return data(session, parse("DATA_REPORT", name));
    }

    /**
     * JSON text: what was found in the rows that the model was trained on.
     *
     * @throws SqlException UNDEFINED_OBJECT if there is no such model, WRONG_OBJECT_TYPE if it is none of AUTO ON,
     *     OBJECT_NOT_IN_PREREQUISITE_STATE if it is not READY or older than such reports
     */
    String data(SessionContext session, QualifiedName name) {
        return database.transact(transaction -> {
            ModelEntry model =
                    ModelNames.find(session, models, transaction, name).orElseThrow(() -> ModelNames.missing(name));
            access.requireExecute(session, model.definition());
            QualifiedName known = model.definition().name();
            if (model.definition().kind() != ModelKind.AUTOPILOT) {
                throw new SqlException(
                                SqlState.WRONG_OBJECT_TYPE,
                                "model \"" + known + "\" is of kind "
                                        + model.definition().kind() + ", of whose data no report is made")
                        .withHint("Reports are made for AUTO ON. CHECK MODEL looks at the data of any model that is"
                                + " trained here.");
            }
            if (!model.is(ModelState.READY)) {
                throw model.notReady();
            }
            return reports.find(transaction, model.definition().id())
                    .orElseThrow(
                            () -> new SqlException(
                                            SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                                            "model \"" + known
                                                    + "\" was trained by a version of Auspex that made no report of its data")
                                    .withHint(
                                            "CREATE OR REPLACE MODEL trains it again; CHECK MODEL looks at the data without training."));
        });
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

    private static QualifiedName parse(String function, String name) {
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
                .withHint(function + " takes 'model' or 'schema.model'.");
    }
}
