package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.SqlText;
import io.auspex.language.token.Token;
import io.auspex.server.session.SessionContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A call of {@code explain_model('model')} or {@code data_report('model')} in a statement. Its value is put in its place as a constant whenever the
 * statement is executed, so that the engine need not know models and access is decided with the session's own user.
 *
 * @param function which of the two
 * @param first the first token of the function's name
 * @param argument the token behind the parenthesis
 * @param closed whether a closing parenthesis follows it
 * @param end offset behind the call
 */
record ModelReportCall(Function function, int first, Token argument, boolean closed, int end) {
    /** What can be called. */
    enum Function {
        EXPLAIN_MODEL {
            @Override
            String report(ModelReports reports, SessionContext session, String model) {
                return reports.explanation(session, model);
            }
        },
        DATA_REPORT {
            @Override
            String report(ModelReports reports, SessionContext session, String model) {
                return reports.data(session, model);
            }
        };

        abstract String report(ModelReports reports, SessionContext session, String model);

        private static Optional<Function> of(Token token) {
            return Arrays.stream(values())
                    .filter(function -> token.isWord(function.name().toLowerCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    /** The call whose name is token {@code i}, if it is one. */
    static Optional<ModelReportCall> at(List<Token> tokens, int i) {
        Optional<Function> function = Function.of(tokens.get(i));
        if (function.isEmpty() || !Token.at(tokens, i + 1).isSymbol('(')) {
            return Optional.empty();
        }
        boolean qualified = Token.at(tokens, i - 1).isSymbol('.');
        int first = qualified && Token.at(tokens, i - 2).isWord("pg_catalog") ? i - 2 : i;
        if (qualified && first == i) {
            return Optional.empty();
        }
        Token argument = i + 2 < tokens.size() ? tokens.get(i + 2) : tokens.get(i + 1);
        boolean closed = Token.at(tokens, i + 3).isSymbol(')');
        return Optional.of(new ModelReportCall(
                function.get(),
                first,
                argument,
                closed,
                closed ? tokens.get(i + 3).end() : argument.end()));
    }

    /** SQL text of the value. */
    String value(SessionContext session, Optional<ModelReports> reports) {
        if (argument.kind() != Token.Kind.STRING || !closed) {
            throw new SqlException(
                            SqlState.FEATURE_NOT_SUPPORTED, function + " takes the name of a model as a text constant")
                    .withHint("Write " + function + "('model') or " + function + "('schema.model').")
                    .at(argument.start());
        }
        ModelReports allowed = reports.orElseThrow(() -> new SqlException(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        function + " cannot be part of what a view, a table definition or a model is made of")
                .withHint(
                        "Its value would be kept as it is today. Call it in a SELECT, or keep it with CREATE TABLE AS.")
                .at(argument.start()));
        try {
            return "json_parse(" + SqlText.quoteLiteral(function.report(allowed, session, argument.text())) + ")";
        } catch (SqlException e) {
            throw e.position().isPresent() ? e : e.at(argument.start());
        }
    }
}
