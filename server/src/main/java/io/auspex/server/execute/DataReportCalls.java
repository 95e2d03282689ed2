package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;
import io.auspex.server.session.SessionContext;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code ML.DATA_REPORT(MODEL m)} and {@code ML.DATA_FINDINGS(MODEL m)} in a statement: what was found in the rows of a model, a
 * row for each column and for each finding. Each is replaced by its rows before the engine sees the statement.
 */
final class DataReportCalls {
    private final ModelReports reports;

    DataReportCalls(ModelReports reports) {
        this.reports = reports;
    }

    /** @throws SqlException SYNTAX_ERROR, FEATURE_NOT_SUPPORTED in a view, and as {@link ModelReports#data} */
    ReplacedText replace(SessionContext session, EngineStatement statement) {
        List<Token> tokens = Lexer.tokenize(statement.text());
        List<ReplacedText.Replacement> replacements = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token relation = Token.at(tokens, i + 2);
            boolean columns = relation.isWord("data_report");
            if (!tokens.get(i).isWord("ml")
                    || !Token.at(tokens, i + 1).isSymbol('.')
                    || !(columns || relation.isWord("data_findings"))
                    || !Token.at(tokens, i + 3).isSymbol('(')
                    || !Token.at(tokens, i + 4).isWord("model")) {
                continue;
            }
            if (statement.kind() == EngineKind.CREATE_VIEW) {
                throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "the report of a model cannot be part of a view")
                        .withHint("The model may be replaced. Keep the report with CREATE TABLE AS.")
                        .at(tokens.get(i).start());
            }
            int close = close(tokens, i + 5);
            String report = report(session, name(tokens, i + 5), tokens.get(i + 5));
            replacements.add(new ReplacedText.Replacement(
                    columns ? DataReportSql.columns(report) : DataReportSql.findings(report),
                    tokens.get(i).start(),
                    tokens.get(close).end()));
        }
        return ReplacedText.of(statement.text(), replacements);
    }

    private String report(SessionContext session, QualifiedName name, Token at) {
        try {
            return reports.data(session, name);
        } catch (SqlException e) {
            throw e.at(at.start());
        }
    }

    /** Position of the parenthesis behind the model's name. */
    private static int close(List<Token> tokens, int first) {
        int next = Token.at(tokens, first + 1).isSymbol('.') ? first + 3 : first + 1;
        Token wrong = !Token.at(tokens, first).isName()
                ? Token.at(tokens, first)
                : !Token.at(tokens, next - 1).isName() ? Token.at(tokens, next - 1) : Token.at(tokens, next);
        if (!wrong.isSymbol(')') || !Token.at(tokens, next).isSymbol(')')) {
            throw new SqlException(SqlState.SYNTAX_ERROR, "syntax error at \"" + wrong.text() + "\"")
                    .withHint(
                            "ML.DATA_REPORT(MODEL name) and ML.DATA_FINDINGS(MODEL name) take a model and nothing else.")
                    .at(wrong.start());
        }
        return next;
    }

    private static QualifiedName name(List<Token> tokens, int first) {
        String text = tokens.get(first).text();
        return Token.at(tokens, first + 1).isSymbol('.')
                ? QualifiedName.of(text, tokens.get(first + 2).text())
                : QualifiedName.of(text);
    }
}
