package io.auspex.server.admission;

import io.auspex.language.statement.Statement;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which queue a statement belongs to, by its text alone: what may take long must never be taken for short, while a short one
 * that is not recognised only waits.
 */
public final class QueueChoice {
    private static final Set<String> CATALOG_SCHEMAS = Set.of("pg_catalog", "information_schema");
    private static final List<String> CATALOG_PREFIXES = List.of("pg_", "stv_", "stl_", "svv_", "svl_", "sys_");

    /** What ends a list of relations. */
    private static final Set<String> CLAUSES = Set.of(
            "where",
            "group",
            "having",
            "order",
            "limit",
            "offset",
            "union",
            "except",
            "intersect",
            "qualify",
            "window",
            "select");

    private QueueChoice() {}

    /** Absent for a statement that does not use the engine, or too shortly to count: it never waits. */
    public static Optional<ServiceClass> of(Statement statement) {
        if (statement instanceof EngineStatement engine) {
            return Optional.of(ofEngine(engine));
        }
        if (statement instanceof Statement.DeclareCursor cursor) {
            return Optional.of(ofQuery(cursor.query()));
        }
        if (statement instanceof Statement.ShowMetadata) {
            return Optional.of(ServiceClass.SHORT);
        }
        boolean movesRows = statement instanceof Statement.CopyFrom
                || statement instanceof Statement.CopyFromClient
                || statement instanceof Statement.CopyToClient
                || statement instanceof Statement.Unload
                || statement instanceof Statement.FetchCursor
                || statement instanceof Statement.CreateModel
                || statement instanceof Statement.CheckModel;
        return movesRows ? Optional.of(ServiceClass.DEFAULT) : Optional.empty();
    }

    private static ServiceClass ofEngine(EngineStatement statement) {
        EngineKind kind = statement.kind();
        return switch (kind) {
            case SELECT -> ofQuery(statement.text());
            case EXPLAIN,
                    CREATE_TABLE,
                    CREATE_VIEW,
                    CREATE_SCHEMA,
                    CREATE_SEQUENCE,
                    DROP_TABLE,
                    DROP_VIEW,
                    DROP_SCHEMA,
                    DROP_SEQUENCE,
                    COMMENT -> ServiceClass.SHORT;
            case INSERT, UPDATE, DELETE, MERGE, TRUNCATE, CREATE_TABLE_AS, ALTER_TABLE -> ServiceClass.DEFAULT;
        };
    }

    private static ServiceClass ofQuery(String text) {
        List<Token> tokens = Lexer.tokenize(text);
        return readsCatalogOnly(tokens) ? ServiceClass.SHORT : ServiceClass.DEFAULT;
    }

    /** Whether every relation in the text is one of the catalog's, or there is none. */
    private static boolean readsCatalogOnly(List<Token> tokens) {
        Set<String> known = commonTables(tokens);
        // For each open parenthesis, whether a list of relations was going on before it.
        Deque<Boolean> outer = new ArrayDeque<>();
        boolean list = false;
        boolean relation = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isSymbol('(')) {
                outer.push(list);
                // A subquery, or a join in parentheses.
                list = relation;
            } else if (token.isSymbol(')')) {
                list = !outer.isEmpty() && outer.pop();
                relation = false;
            } else if (token.isWord("from") || token.isWord("join")) {
                list = true;
                relation = true;
            } else if (token.isSymbol(',')) {
                relation = list;
            } else if (token.kind() == Token.Kind.WORD && CLAUSES.contains(token.text())) {
                list = false;
                relation = false;
            } else if (relation && !token.isWord("lateral")) {
                if (!token.isName() || !isCatalog(tokens, i, known)) {
                    return false;
                }
                relation = false;
            }
        }
        return true;
    }

    private static boolean isCatalog(List<Token> tokens, int index, Set<String> known) {
        String name = tokens.get(index).text();
        boolean qualified = Token.at(tokens, index + 1).isSymbol('.');
        if (qualified) {
            return CATALOG_SCHEMAS.contains(name);
        }
        boolean function = Token.at(tokens, index + 1).isSymbol('(');
        return !function && (known.contains(name) || CATALOG_PREFIXES.stream().anyMatch(name::startsWith));
    }

    /** The names of WITH, whose own queries are looked at too. */
    private static Set<String> commonTables(List<Token> tokens) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i + 2 < tokens.size(); i++) {
            Token before = Token.at(tokens, i - 1);
            if (tokens.get(i).isName()
                    && (before.isWord("with") || before.isSymbol(',') || before.isWord("recursive"))
                    && tokens.get(i + 1).isWord("as")
                    && tokens.get(i + 2).isSymbol('(')) {
                if (before.isWord("recursive")) {
                    // It may run for ever.
                    return Set.of();
                }
                names.add(tokens.get(i).text());
            }
        }
        return names;
    }
}
