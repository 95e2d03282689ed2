package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;
import io.auspex.learn.objective.ProblemType;
import io.auspex.model.data.Field;
import io.auspex.server.access.AccessControl;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.FunctionKind;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.catalog.ModelKind;
import io.auspex.server.catalog.ModelState;
import io.auspex.server.catalog.TrainedModel;
import io.auspex.server.evaluation.EvaluationCall;
import io.auspex.server.evaluation.EvaluationKind;
import io.auspex.server.evaluation.EvaluationSql;
import io.auspex.server.evaluation.EvaluationSql.Scoring;
import io.auspex.server.prediction.PredictionFunctions;
import io.auspex.server.session.SessionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** ML.EVALUATE(MODEL m, ...) and its kin in a statement: each is replaced by the query that it stands for. */
final class EvaluationCalls {
    private final CatalogDatabase database;
    private final AccessControl access;
    private final ModelCatalog models = new ModelCatalog();

    EvaluationCalls(CatalogDatabase database, AccessControl access) {
        this.database = database;
        this.access = access;
    }

    /**
     * @throws SqlException UNDEFINED_OBJECT, WRONG_OBJECT_TYPE or OBJECT_NOT_IN_PREREQUISITE_STATE if a model cannot be
     *     evaluated so, FEATURE_NOT_SUPPORTED in a view
     */
    ReplacedText replace(SessionContext session, EngineStatement statement) {
        String text = statement.text();
        List<Token> tokens = Lexer.tokenize(text);
        List<ReplacedText.Replacement> replacements = new ArrayList<>();
        int behind = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Optional<EvaluationCall> found =
                    tokens.get(i).start() < behind ? Optional.empty() : EvaluationCall.at(tokens, i, text);
            if (found.isEmpty()) {
                continue;
            }
            EvaluationCall call = found.get();
            if (statement.kind() == EngineKind.CREATE_VIEW) {
                throw new SqlException(
                                SqlState.FEATURE_NOT_SUPPORTED, call.kind().displayName() + " cannot be part of a view")
                        .withHint("The model may be replaced. Keep a result with CREATE TABLE AS.")
                        .at(call.start());
            }
            replacements.add(new ReplacedText.Replacement(
                    sql(session, call.over(rows(session, statement.kind(), call))), call.start(), call.end()));
            behind = call.end();
        }
        return ReplacedText.of(text, replacements);
    }

    /** The rows to judge, which may come from an evaluation themselves. */
    private String rows(SessionContext session, EngineKind kind, EvaluationCall call) {
        try {
            return replace(session, new EngineStatement(kind, call.source())).sql();
        } catch (SqlException e) {
            throw e.position().isPresent()
                    ? e.at(call.sourceOffset() + e.position().getAsInt())
                    : e;
        }
    }

    private String sql(SessionContext session, EvaluationCall call) {
        try {
            ModelEntry model = database.transact(
                            transaction -> ModelNames.find(session, models, transaction, call.model()))
                    .orElseThrow(() -> ModelNames.missing(call.model()));
            access.requireExecute(session, model.definition());
            if (!model.is(ModelState.READY)) {
                throw model.notReady();
            }
            return EvaluationSql.of(call, scoring(model, call));
        } catch (SqlException e) {
            throw e.position().isPresent() ? e : e.at(call.modelOffset());
        }
    }

    private static Scoring scoring(ModelEntry model, EvaluationCall call) {
        ModelDefinition definition = model.definition();
        Scoring.Kind kind = kind(model);
        if (kind == Scoring.Kind.REGRESSION
                && (call.kind() == EvaluationKind.ROC_CURVE || call.kind() == EvaluationKind.CONFUSION_MATRIX)) {
            throw new SqlException(
                            SqlState.WRONG_OBJECT_TYPE,
                            call.kind().displayName() + " needs a classifier; model \"" + definition.name()
                                    + "\" predicts numbers")
                    .withHint("ML.EVALUATE and ML.CALIBRATION take models that predict numbers too.");
        }
        if (call.threshold().isPresent() && kind != Scoring.Kind.BINARY) {
            throw new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE,
                            "THRESHOLD is for classifiers of two classes, which model \"" + definition.name()
                                    + "\" is not")
                    .withHint("Leave THRESHOLD out.");
        }
        Optional<String> target = definition.target().map(Field::name);
        if (target.isEmpty() && call.target().isEmpty()) {
            throw new SqlException(
                            SqlState.SYNTAX_ERROR,
                            "model \"" + definition.name() + "\" was trained elsewhere and names no target")
                    .withHint("Say which column has the truth: " + call.kind().displayName() + "(MODEL "
                            + definition.name() + ", ..., TARGET column).");
        }
        return new Scoring(
                kind,
                target,
                definition.target().map(Field::type),
                definition.parameters(),
                definition.function().orElseThrow(),
                PredictionFunctions.scores(definition));
    }

    private static Scoring.Kind kind(ModelEntry model) {
        ModelDefinition definition = model.definition();
        if (definition.kind() == ModelKind.KMEANS || definition.kind() == ModelKind.FORECAST) {
            throw new SqlException(
                            SqlState.WRONG_OBJECT_TYPE,
                            "model \"" + definition.name() + "\" is of MODEL_TYPE " + definition.kind()
                                    + ", which has no target to compare with")
                    .withHint("SHOW MODEL " + definition.name() + " has its metrics.");
        }
        Optional<String> problem = model.result().flatMap(TrainedModel::problemType);
        if (problem.isEmpty()) {
            String objective = definition.objective().orElse("").toLowerCase(Locale.ROOT);
            return objective.startsWith("binary:")
                    ? Scoring.Kind.BINARY
                    : objective.startsWith("multi:") ? Scoring.Kind.MULTICLASS : Scoring.Kind.REGRESSION;
        }
        if (problem.get().equals(TrainedModel.SEVERAL_NUMBERS)) {
            throw new SqlException(
                            SqlState.WRONG_OBJECT_TYPE,
                            "model \"" + definition.name() + "\" predicts several numbers, which one target cannot be"
                                    + " compared with")
                    .withHint("Compare one of " + definition.function(FunctionKind.PROBABILITIES)
                            + "'s values in a query of your own.");
        }
        if (problem.get().equals(ProblemType.BINARY_CLASSIFICATION.displayName())) {
            return Scoring.Kind.BINARY;
        }
        return problem.get().equals(ProblemType.REGRESSION.displayName())
                ? Scoring.Kind.REGRESSION
                : Scoring.Kind.MULTICLASS;
    }
}
