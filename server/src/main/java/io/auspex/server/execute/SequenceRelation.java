package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.SqlText;
import io.auspex.language.token.Token;
import io.auspex.server.catalog.CatalogTransaction;
import io.auspex.server.session.SessionContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A sequence read as a relation of one row, which it is in PostgreSQL up to version 9.6 and as which psql's {@code \d sequence}
 * asks for it. The engine knows none of that name, so this is tried where it has said so, and costs other statements nothing.
 */
final class SequenceRelation {
    /** Words that may stand behind a relation without being its alias. */
    private static final Set<String> CLAUSES =
            Set.of("where", "order", "limit", "cross", "join", "inner", "left", "union");

    private SequenceRelation() {}

    /** The statement with a query in the place of the sequence; empty where the error is about something else. */
    static Optional<EngineStatement> in(SessionContext session, EngineStatement statement, SqlException error) {
        OptionalInt position = error.position();
        if (error.state() != SqlState.UNDEFINED_TABLE
                || statement.kind() != EngineKind.SELECT
                || position.isEmpty()
                || session.warehouse().inTransaction()) {
            return Optional.empty();
        }
        List<Token> tokens = Lexer.tokenize(statement.text());
        int first = 0;
        while (first < tokens.size() && tokens.get(first).start() < position.getAsInt()) {
            first++;
        }
        int last = first;
        while (Token.at(tokens, last + 1).isSymbol('.')
                && Token.at(tokens, last + 2).isName()) {
            last += 2;
        }
        if (!Token.at(tokens, first).isName()) {
            return Optional.empty();
        }
        String name = tokens.get(last).text();
        Optional<String> written =
                last > first ? Optional.of(tokens.get(last - 2).text()) : Optional.empty();
        List<String> path = written.map(List::of).orElseGet(session::searchPath);
        Token next = Token.at(tokens, last + 1);
        boolean named = next.isWord("as") || (next.isName() && !CLAUSES.contains(next.text()));
        int start = tokens.get(first).start();
        int end = tokens.get(last).end();
        return schema(session, name, path).map(schema -> {
            String query = query(schema, name) + (named ? "" : " AS " + SqlText.quoteIdentifier(name));
            String text = statement.text().substring(0, start)
                    + query
                    + statement.text().substring(end);
            return new EngineStatement(statement.kind(), text);
        });
    }

    private static Optional<String> schema(SessionContext session, String name, List<String> path) {
        List<String> schemas = CatalogTransaction.within(session.warehouse())
                .query(
                        "SELECT schemaname FROM auspex_dialect.pg_sequences WHERE sequencename = $1",
                        row -> row.text(0),
                        name);
        return path.stream().filter(schemas::contains).findFirst();
    }

    private static String query(String schema, String name) {
        return "(SELECT sequencename AS sequence_name, coalesce(last_value, start_value) AS last_value, start_value, increment_by,"
                + " max_value, min_value, cache_size AS cache_value, 0 AS log_cnt, cycle AS is_cycled,"
                + " last_value IS NOT NULL AS is_called FROM pg_catalog.pg_sequences WHERE schemaname = "
                + SqlText.quoteLiteral(schema) + " AND sequencename = " + SqlText.quoteLiteral(name) + ")";
    }
}
