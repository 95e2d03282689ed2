package io.auspex.language.parse;

import io.auspex.language.error.SqlException;
import io.auspex.language.statement.Statement;
import io.auspex.language.token.SqlText;
import io.auspex.language.token.Token;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * SET, RESET, DEALLOCATE and DISCARD. Names of parameters come out in lower case and in one spelling ({@code timezone},
 * {@code transaction_isolation}, {@code search_path}); which of them exist is the server's business.
 */
final class ParameterParser {
    private ParameterParser() {}

    static Statement set(TokenCursor cursor) {
        cursor.next();
        if ((cursor.looksAt("session") || cursor.looksAt("local")) && !isAssignment(cursor.peek(1))) {
            cursor.next();
        }
        if (cursor.accept("characteristics", "as", "transaction")) {
            return modes(cursor, "default_transaction_");
        }
        if (cursor.accept("authorization")) {
            return new Statement.SetSessionUser(sessionUser(cursor));
        }
        if (cursor.looksAt("role") && !isAssignment(cursor.peek(1))) {
            return role(cursor);
        }
        if (cursor.accept("transaction")) {
            return modes(cursor, "transaction_");
        }
        if (cursor.accept("time", "zone")) {
            return new Statement.SetParameter("timezone", timeZone(cursor));
        }
        if (cursor.looksAt("names") && !isAssignment(cursor.peek(1))) {
            cursor.next();
            return new Statement.SetParameter("client_encoding", value(cursor, "client_encoding"));
        }
        if (cursor.looksAt("schema") && cursor.peek(1).kind() == Kind.STRING) {
            cursor.next();
            return new Statement.SetParameter("search_path", value(cursor, "search_path"));
        }
        String name = parameterName(cursor);
        if (!isAssignment(cursor.peek())) {
            throw cursor.unexpected("expected TO or =").withHint("Write SET " + name + " TO value.");
        }
        cursor.next();
        return new Statement.SetParameter(name, value(cursor, name));
    }

    private static Optional<String> sessionUser(TokenCursor cursor) {
        if (cursor.accept("default")) {
            return Optional.empty();
        }
        Token token = cursor.peek();
        return Optional.of(
                token.kind() == Kind.STRING ? cursor.next().text() : cursor.name("the name of a user or DEFAULT"));
    }

    /** All roles that a user has are in force at all times, so that there is none to change to. */
    private static Statement role(TokenCursor cursor) {
        cursor.next();
        if (cursor.accept("none") || cursor.accept("default")) {
            return new Statement.NoOperation("SET");
        }
        throw StatementParser.notSupported(
                "SET ROLE is not supported",
                "All roles that are granted to a user are in force; SET SESSION AUTHORIZATION user gives a superuser"
                        + " another user's rights.",
                cursor.get(0).start());
    }

    private static boolean isAssignment(Token token) {
        return token.isWord("to") || token.isOperator("=");
    }

    /** READ ONLY is what has an effect here, so it wins where an isolation level is given too. */
    private static Statement modes(TokenCursor cursor, String prefix) {
        if (cursor.atEnd()) {
            throw cursor.unexpected("expected a transaction mode");
        }
        TransactionParser.Modes modes = TransactionParser.modes(cursor);
        if (modes.readOnly().isPresent()) {
            return new Statement.SetParameter(
                    prefix + "read_only", Optional.of(modes.readOnly().get() ? "on" : "off"));
        }
        return new Statement.SetParameter(prefix + "isolation", modes.isolationLevel());
    }

    private static Optional<String> timeZone(TokenCursor cursor) {
        if (cursor.accept("local")) {
            return Optional.empty();
        }
        if (cursor.accept("interval")) {
            String zone = cursor.string("an interval");
            if (cursor.accept("hour")) {
                cursor.expect("to");
                cursor.expect("minute");
            }
            return Optional.of(zone);
        }
        return value(cursor, "timezone");
    }

    private static String parameterName(TokenCursor cursor) {
        StringBuilder name = new StringBuilder(namePart(cursor));
        while (cursor.acceptSymbol('.')) {
            name.append('.').append(namePart(cursor));
        }
        String folded = name.toString().toLowerCase(Locale.ROOT);
        return folded.equals("time_zone") ? "timezone" : folded;
    }

    private static String namePart(TokenCursor cursor) {
        if (!cursor.peek().isName()) {
            throw cursor.unexpected("expected the name of a parameter");
        }
        return cursor.next().text();
    }

    /** Values separated by commas, as one text; an absent one is DEFAULT. */
    private static Optional<String> value(TokenCursor cursor, String parameter) {
        if (cursor.accept("default")) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        do {
            values.add(oneValue(cursor, parameter));
        } while (cursor.acceptSymbol(','));
        return Optional.of(String.join(", ", values));
    }

    private static String oneValue(TokenCursor cursor, String parameter) {
        String sign = "";
        if (cursor.peek().isOperator("-") || cursor.peek().isOperator("+")) {
            sign = cursor.next().text().equals("-") ? "-" : "";
            if (cursor.peek().kind() != Kind.NUMBER) {
                throw expectedValue(cursor, parameter);
            }
        }
        Token token = cursor.peek();
        return switch (token.kind()) {
            case NUMBER -> sign + cursor.next().text();
            case WORD, QUOTED_IDENTIFIER, STRING -> {
                String text = cursor.next().text();
                yield parameter.equals("search_path") ? listElement(text) : text;
            }
            default -> throw expectedValue(cursor, parameter);
        };
    }

    /** Quotes a schema of the search path where a bare one would be read differently, as PostgreSQL shows it. */
    private static String listElement(String name) {
        return name.matches("[a-z_][a-z0-9_$]*") || name.isEmpty() ? name : SqlText.quoteIdentifier(name);
    }

    private static SqlException expectedValue(TokenCursor cursor, String parameter) {
        return cursor.unexpected("expected a value for " + parameter)
                .withHint("A value is a word, a number, a text in single quotes, or DEFAULT.");
    }

    static Statement reset(TokenCursor cursor) {
        cursor.next();
        if (cursor.accept("all")) {
            return new Statement.ResetParameter(Optional.empty());
        }
        if (cursor.accept("time", "zone")) {
            return new Statement.ResetParameter(Optional.of("timezone"));
        }
        if (cursor.accept("transaction", "isolation", "level")) {
            return new Statement.ResetParameter(Optional.of("transaction_isolation"));
        }
        if (cursor.accept("session", "authorization")) {
            return new Statement.SetSessionUser(Optional.empty());
        }
        if (cursor.accept("role")) {
            return new Statement.NoOperation("RESET");
        }
        return new Statement.ResetParameter(Optional.of(parameterName(cursor)));
    }

    /** SHOW's argument: one parameter, or all where absent. */
    static Statement show(TokenCursor cursor) {
        if (cursor.accept("all")) {
            return new Statement.ShowParameter(Optional.empty());
        }
        if (cursor.accept("time", "zone")) {
            return new Statement.ShowParameter(Optional.of("timezone"));
        }
        if (cursor.accept("transaction", "isolation", "level")) {
            return new Statement.ShowParameter(Optional.of("transaction_isolation"));
        }
        if (cursor.accept("session", "authorization")) {
            return new Statement.ShowParameter(Optional.of("session_authorization"));
        }
        return new Statement.ShowParameter(Optional.of(parameterName(cursor)));
    }

    static Statement deallocateOrDiscard(TokenCursor cursor) {
        if (cursor.next().isWord("discard")) {
            if (cursor.accept("all")) {
                return new Statement.DiscardAll();
            }
            for (String what : List.of("plans", "sequences", "temporary", "temp")) {
                if (cursor.accept(what)) {
                    return new Statement.NoOperation(
                            "DISCARD " + (what.equals("temporary") ? "TEMP" : Keywords.shown(what)));
                }
            }
            throw cursor.unexpected("expected ALL, PLANS, SEQUENCES or TEMP");
        }
        cursor.accept("prepare");
        if (cursor.accept("all")) {
            return new Statement.Deallocate(Optional.empty());
        }
        return new Statement.Deallocate(Optional.of(cursor.name("the name of a prepared statement")));
    }
}
