package io.auspex.server.execute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.SqlText;
import io.auspex.language.token.Token;
import io.auspex.server.session.SessionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code ML.FEATURE_IMPORTANCE(MODEL name)} in a statement: replaced by the rows of the model's report, one a feature, the one that the
 * model misses most first.
 */
final class FeatureImportanceCalls {
    private static final String COLUMNS = "feature, shapley, permutation, permutation_stddev";

    private final ModelReports reports;

    FeatureImportanceCalls(ModelReports reports) {
        this.reports = reports;
    }

    /**
     * @throws SqlException as EXPLAIN_MODEL does, SYNTAX_ERROR, OBJECT_NOT_IN_PREREQUISITE_STATE while there is no report, or
     *     FEATURE_NOT_SUPPORTED in a view
     */
    ReplacedText replace(SessionContext session, EngineStatement statement) {
        List<Token> tokens = Lexer.tokenize(statement.text());
        List<ReplacedText.Replacement> replacements = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (!isCall(tokens, i)) {
                continue;
            }
            int start = tokens.get(i).start();
            if (statement.kind() == EngineKind.CREATE_VIEW) {
                throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "ML.FEATURE_IMPORTANCE cannot be part of a view")
                        .withHint("The model may be replaced. Keep a result with CREATE TABLE AS.")
                        .at(start);
            }
            boolean qualified = Token.at(tokens, i + 6).isSymbol('.');
            int last = qualified ? i + 7 : i + 5;
            Token close = Token.at(tokens, last + 1);
            if (!Token.at(tokens, i + 5).isName() || !Token.at(tokens, last).isName() || !close.isSymbol(')')) {
                throw new SqlException(SqlState.SYNTAX_ERROR, "syntax error: ML.FEATURE_IMPORTANCE takes one model")
                        .withHint("ML.FEATURE_IMPORTANCE(MODEL name)")
                        .at(start);
            }
            QualifiedName model = qualified
                    ? QualifiedName.of(
                            tokens.get(i + 5).text(), tokens.get(last).text())
                    : QualifiedName.of(tokens.get(last).text());
            try {
                replacements.add(new ReplacedText.Replacement(
                        rows(reports.explanation(session, model), model), start, close.end()));
            } catch (SqlException e) {
                throw e.position().isPresent() ? e : e.at(tokens.get(i + 5).start());
            }
        }
        return ReplacedText.of(statement.text(), replacements);
    }

    private static boolean isCall(List<Token> tokens, int i) {
        return tokens.get(i).isWord("ml")
                && Token.at(tokens, i + 1).isSymbol('.')
                && Token.at(tokens, i + 2).isWord("feature_importance")
                && Token.at(tokens, i + 3).isSymbol('(')
                && Token.at(tokens, i + 4).isWord("model");
    }

    /** SQL of the relation. */
    private static String rows(String report, QualifiedName model) {
        JsonNode explanations;
        try {
            explanations = new ObjectMapper().readTree(report).path("explanations");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The report of model " + model + " is not JSON", e);
        }
        if (!explanations.isObject()) {
            throw new SqlException(
                            SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                            "model \"" + model + "\" has no report of its features: " + explanations.asText())
                    .withHint("EXPLAIN_MODEL('" + model + "') tells when there is one.");
        }
        JsonNode labels = explanations.path("kernel_shap");
        Map<String, Double> shapley = new TreeMap<>();
        labels.forEach(label -> label.path("global_shap_values")
                .properties()
                .forEach(feature ->
                        shapley.merge(feature.getKey(), feature.getValue().asDouble() / labels.size(), Double::sum)));
        JsonNode permutation = explanations.path("permutation_importance").path("features");
        List<String> rows = new ArrayList<>();
        shapley.forEach((feature, value) -> rows.add("(" + SqlText.quoteLiteral(feature) + ", " + number(value) + ", "
                + number(permutation.path(feature).path("mean")) + ", "
                + number(permutation.path(feature).path("stddev")) + ")"));
        return "(SELECT * FROM (VALUES " + String.join(", ", rows) + ") AS importance(" + COLUMNS
                + ") ORDER BY permutation DESC NULLS LAST, shapley DESC)";
    }

    private static String number(JsonNode node) {
        return node.isNumber() ? number(node.asDouble()) : "CAST(NULL AS DOUBLE)";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "CAST('%s' AS DOUBLE)", Double.toString(value));
    }
}
