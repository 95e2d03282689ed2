package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.SqlText;
import io.auspex.language.token.Token;
import io.auspex.server.session.SessionContext;
import java.util.List;
import java.util.Optional;

/**
 * A call of {@code explain_model('model')} in a statement. Its value is put in its place as a constant whenever the
 * statement is executed, so that the engine need not know models and access is decided with the session's own user.
 *
 * @param first the first token of the function's name
 * @param argument the token behind the parenthesis
 * @param closed whether a closing parenthesis follows it
 * @param end offset behind the call
 */
record ExplainModelCall(int first, Token argument, boolean closed, int end) {
    /** The call whose name is token {@code i}, if it is one. */
    static Optional<ExplainModelCall> at(List<Token> tokens, int i) {
        if (!tokens.get(i).isWord("explain_model") || !Token.at(tokens, i + 1).isSymbol('(')) {
            return Optional.empty();
        }
        boolean qualified = Token.at(tokens, i - 1).isSymbol('.');
        int first = qualified && Token.at(tokens, i - 2).isWord("pg_catalog") ? i - 2 : i;
        if (qualified && first == i) {
            return Optional.empty();
        }
        Token argument = i + 2 < tokens.size() ? tokens.get(i + 2) : tokens.get(i + 1);
        boolean closed = Token.at(tokens, i + 3).isSymbol(')');
        return Optional.of(new ExplainModelCall(
                first, argument, closed, closed ? tokens.get(i + 3).end() : argument.end()));
    }

    /** SQL text of the value. */
    String value(SessionContext session, Optional<ModelReports> reports) {
        if (argument.kind() != Token.Kind.STRING || !closed) {
            throw new SqlException(
                            SqlState.FEATURE_NOT_SUPPORTED,
                            "EXPLAIN_MODEL takes the name of a model as a text constant")
                    .withHint("Write EXPLAIN_MODEL('model') or EXPLAIN_MODEL('schema.model').")
                    .at(argument.start());
        }
        ModelReports allowed = reports.orElseThrow(() -> new SqlException(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "EXPLAIN_MODEL cannot be part of what a view, a table definition or a model is made of")
                .withHint(
                        "Its value would be kept as it is today. Call it in a SELECT, or keep it with CREATE TABLE AS.")
                .at(argument.start()));
        try {
            return "json_parse(" + SqlText.quoteLiteral(allowed.of(session, argument.text())) + ")";
        } catch (SqlException e) {
            throw e.position().isPresent() ? e : e.at(argument.start());
        }
    }
}
