package io.auspex.server.evaluation;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.token.Token;
import java.util.List;
import java.util.Optional;

/**
 * A call in a statement, {@code ML.LEADERBOARD(MODEL name)}, also by BigQuery's name for the like of it, {@code ML.TRIAL_INFO}.
 *
 * @param modelOffset place of the model's name in the statement
 * @param start of the call
 * @param end behind it
 */
public record LeaderboardCall(QualifiedName model, int modelOffset, int start, int end) {
    /**
     * The call that begins at token {@code i}, if one does.
     *
     * @throws SqlException SYNTAX_ERROR with its place
     */
    public static Optional<LeaderboardCall> at(List<Token> tokens, int i) {
        Token relation = Token.at(tokens, i + 2);
        boolean begins = tokens.get(i).isWord("ml")
                && Token.at(tokens, i + 1).isSymbol('.')
                && (relation.isWord("leaderboard") || relation.isWord("trial_info"))
                && Token.at(tokens, i + 3).isSymbol('(')
                && Token.at(tokens, i + 4).isWord("model");
        if (!begins) {
            return Optional.empty();
        }
        int next = i + 5;
        Token name = require(tokens, next, Token.at(tokens, next).isName(), "the name of a model");
        QualifiedName model = QualifiedName.of(name.text());
        if (Token.at(tokens, next + 1).isSymbol('.')) {
            next += 2;
            Token own = require(tokens, next, Token.at(tokens, next).isName(), "the name of a model");
            model = QualifiedName.of(name.text(), own.text());
        }
        next++;
        Token close = require(tokens, next, Token.at(tokens, next).isSymbol(')'), "a closing parenthesis");
        return Optional.of(
                new LeaderboardCall(model, name.start(), tokens.get(i).start(), close.end()));
    }

    private static Token require(List<Token> tokens, int index, boolean fits, String expected) {
        if (fits) {
            return tokens.get(index);
        }
        boolean ends = index >= tokens.size();
        Token last = tokens.get(Math.min(index, tokens.size() - 1));
        String near = ends ? "the end of the statement" : "\"" + last.text() + "\"";
        throw new SqlException(SqlState.SYNTAX_ERROR, "syntax error at " + near + ": expected " + expected)
                .withHint("ML.LEADERBOARD(MODEL name)")
                .at(ends ? last.end() : last.start());
    }
}
