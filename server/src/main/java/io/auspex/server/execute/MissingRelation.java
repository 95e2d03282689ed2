package io.auspex.server.execute;

import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.SqlText;
import io.auspex.language.token.Token;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code DROP TABLE IF EXISTS} and {@code DROP VIEW IF EXISTS} will not find: PostgreSQL tells the user so in a notice,
 * where the engine says nothing.
 */
final class MissingRelation {
    private static final List<String> IF_EXISTS = List.of("if", "exists");

    private MissingRelation() {}

    /** PostgreSQL's sentence; empty where the statement has no IF EXISTS or there is something to drop. */
    static Optional<String> notice(SessionContext session, EngineStatement drop) {
        List<Token> tokens = Lexer.tokenize(drop.text());
        boolean conditional = tokens.size() > 4
                && IF_EXISTS.equals(List.of(tokens.get(2).text(), tokens.get(3).text()));
        if (!conditional) {
            return Optional.empty();
        }
        QualifiedName name = name(tokens.subList(4, tokens.size()));
        if (session.warehouse().catalog().relation(name).isPresent() || isTemporary(session, name)) {
            return Optional.empty();
        }
        return Optional.of(tokens.get(1).text() + " \"" + name.name() + "\" does not exist, skipping");
    }

    /** The name that comes first, without its database. */
    private static QualifiedName name(List<Token> tokens) {
        List<String> parts = new ArrayList<>();
        int i = 0;
        parts.add(tokens.get(i).text());
        while (i + 2 < tokens.size() && tokens.get(i + 1).isSymbol('.')) {
            i += 2;
            parts.add(tokens.get(i).text());
        }
        String name = parts.get(parts.size() - 1);
        return parts.size() == 1 ? QualifiedName.of(name) : QualifiedName.of(parts.get(parts.size() - 2), name);
    }

    /** Temporary relations belong to a session, and the catalog of all does not list them. */
    static boolean isTemporary(SessionContext session, QualifiedName name) {
        String sql = "SELECT 1 FROM (SELECT table_name AS name FROM duckdb_tables() WHERE temporary"
                + " UNION ALL SELECT view_name FROM duckdb_views() WHERE temporary)"
                + " WHERE lower(name) = lower(" + SqlText.quoteLiteral(name.name()) + ")";
        try (PreparedQuery query = session.warehouse().prepare(sql, List.of());
                RowStream rows = ((PreparedQuery.Outcome.Rows) query.execute(List.of())).stream()) {
            RowBatch batch = rows.next();
            return batch != null && batch.rows() > 0;
        }
    }
}
