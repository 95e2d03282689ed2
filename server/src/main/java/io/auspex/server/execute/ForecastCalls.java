package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;
import io.auspex.server.access.AccessControl;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.catalog.ModelKind;
import io.auspex.server.catalog.ModelState;
import io.auspex.server.prediction.ForecastFunctions;
import io.auspex.server.session.SessionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * FORECAST(model): the rows of a forecast, as a relation. Redshift knows it in {@code CREATE TABLE t AS SELECT FORECAST(m)} alone; here
 * it stands wherever a query does, and behind FROM or JOIN as well. It is replaced by a query before the engine sees the statement.
 */
final class ForecastCalls {
    private final CatalogDatabase database;
    private final AccessControl access;
    private final ModelCatalog models = new ModelCatalog();

    ForecastCalls(CatalogDatabase database, AccessControl access) {
        this.database = database;
        this.access = access;
    }

    /**
     * @throws SqlException UNDEFINED_OBJECT, WRONG_OBJECT_TYPE or OBJECT_NOT_IN_PREREQUISITE_STATE if a model cannot be read,
     *     FEATURE_NOT_SUPPORTED where a forecast cannot stand
     */
    ReplacedText replace(SessionContext session, EngineStatement statement) {
        List<Token> tokens = Lexer.tokenize(statement.text());
        List<ReplacedText.Replacement> replacements = new ArrayList<>();
        SelectLists lists = new SelectLists();
        for (int i = 0; i < tokens.size(); i++) {
            lists.next(tokens.get(i));
            if (!tokens.get(i).isWord("forecast") || !Token.at(tokens, i + 1).isSymbol('(')) {
                continue;
            }
            int close = closing(tokens, i + 2);
            Token before = Token.at(tokens, i - 1);
            boolean wholeList = before.isWord("select") && close > 0 && endsQuery(Token.at(tokens, close + 1));
            boolean relation = before.isWord("from") || before.isWord("join");
            if (close < 0 || !(wholeList || relation)) {
                if (lists.inside() && !before.isSymbol('.')) {
                    refuseElsewhere(tokens.get(i));
                }
                continue;
            }
            ModelEntry model =
                    model(session, name(tokens, i + 2), tokens.get(i + 2).start());
            if (statement.kind() == EngineKind.CREATE_VIEW) {
                throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "FORECAST cannot be read by a view")
                        .withHint("Its rows never change: write CREATE TABLE name AS SELECT FORECAST("
                                + model.definition().name() + ").")
                        .at(tokens.get(i).start());
            }
            String query = "(" + ForecastFunctions.relation(model.definition()) + ")";
            replacements.add(new ReplacedText.Replacement(
                    wholeList ? "* FROM " + query : query,
                    tokens.get(i).start(),
                    tokens.get(close).end()));
        }
        return ReplacedText.of(statement.text(), replacements);
    }

    /** Position of the parenthesis behind a name, or -1 if it is no name alone. */
    private static int closing(List<Token> tokens, int first) {
        if (!Token.at(tokens, first).isName()) {
            return -1;
        }
        int next = first + 1;
        if (Token.at(tokens, next).isSymbol('.') && Token.at(tokens, next + 1).isName()) {
            next += 2;
        }
        return Token.at(tokens, next).isSymbol(')') ? next : -1;
    }

    private static boolean endsQuery(Token token) {
        return token.kind() == Token.Kind.END || token.isSymbol(';') || token.isSymbol(')');
    }

    private static QualifiedName name(List<Token> tokens, int first) {
        String text = tokens.get(first).text();
        return Token.at(tokens, first + 1).isSymbol('.')
                ? QualifiedName.of(text, tokens.get(first + 2).text())
                : QualifiedName.of(text);
    }

    /** A model may have a function that is called forecast. */
    private void refuseElsewhere(Token call) {
        boolean function = database.transact(models::all).stream()
                .flatMap(model -> model.definition().functionNames().stream())
                .anyMatch(name -> name.name().equals("forecast"));
        if (!function) {
            throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "FORECAST(model) cannot stand here")
                    .withHint("It gives rows: write CREATE TABLE name AS SELECT FORECAST(model), or SELECT ... FROM"
                            + " FORECAST(model).")
                    .at(call.start());
        }
    }

    private ModelEntry model(SessionContext session, QualifiedName name, int offset) {
        try {
            ModelEntry model = find(session, name).orElseThrow(() -> ModelNames.missing(name));
            requireUsable(session, model);
            return model;
        } catch (SqlException e) {
            throw e.at(offset);
        }
    }

    private Optional<ModelEntry> find(SessionContext session, QualifiedName name) {
        return database.transact(transaction -> ModelNames.find(session, models, transaction, name));
    }

    /** The one place that decides whether a session may read a forecast. */
    private void requireUsable(SessionContext session, ModelEntry model) {
        access.requireExecute(session, model.definition());
        QualifiedName name = model.definition().name();
        if (model.definition().kind() != ModelKind.FORECAST) {
            String hint = model.definition()
                    .function()
                    .map(function -> "Call its function: SELECT " + function + "(...) FROM ...")
                    .orElse("FORECAST reads models that were created with MODEL_TYPE FORECAST.");
            throw new SqlException(SqlState.WRONG_OBJECT_TYPE, "model \"" + name + "\" is not a forecast")
                    .withHint(hint);
        }
        if (!model.is(ModelState.READY)) {
            throw model.notReady();
        }
    }
}
