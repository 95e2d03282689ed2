package io.auspex.language.parse;

import io.auspex.language.error.SqlException;
import io.auspex.language.statement.Statement;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.token.SelectInto;
import io.auspex.language.token.Token;
import io.auspex.language.token.Token.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the kind of a statement that the warehouse will run, by its main verb, and refuses every kind that is not on the
 * allow-list. It also refuses what can hide inside: statements that write from within a WITH clause, which the engine
 * would execute though the statement as a whole looks like a query.
 */
final class EngineStatementParser {
    private static final Set<String> VERBS = Set.of(
            "select",
            "with",
            "values",
            "insert",
            "update",
            "delete",
            "merge",
            "truncate",
            "explain",
            "create",
            "drop",
            "alter",
            "comment");
    private static final Set<String> OWN_VERBS = Set.of(
            "check",
            "copy",
            "unload",
            "show",
            "grant",
            "revoke",
            "set",
            "reset",
            "begin",
            "start",
            "commit",
            "rollback",
            "analyze",
            "vacuum");
    private static final Set<String> LAYOUT_WORDS =
            Set.of("distkey", "diststyle", "sortkey", "compound", "interleaved", "encode");
    private static final Set<String> WRITING_VERBS = Set.of("insert", "update", "delete", "merge", "copy", "truncate");

    private static final Set<String> OTHER_OBJECTS = Set.of(
            "aggregate",
            "cast",
            "collation",
            "conversion",
            "database",
            "datashare",
            "domain",
            "event",
            "extension",
            "external",
            "foreign",
            "function",
            "group",
            "identity",
            "index",
            "language",
            "library",
            "macro",
            "masking",
            "materialized",
            "operator",
            "persistent",
            "policy",
            "procedure",
            "publication",
            "rls",
            "role",
            "rule",
            "secret",
            "server",
            "subscription",
            "tablespace",
            "text",
            "trigger",
            "type",
            "unique",
            "unlogged",
            "user",
            "variable",
            "global");

    private EngineStatementParser() {}

    static Statement parse(TokenCursor cursor) {
        rejectWritingQueries(cursor);
        if (SelectInto.find(cursor.tokens(), cursor.index()).isPresent()) {
            cursor.moveTo(cursor.size());
            return new Statement.EngineStatement(EngineKind.CREATE_TABLE_AS, cursor.sql());
        }
        EngineKind kind = kind(cursor);
        if (kind == EngineKind.ALTER_TABLE && changesLayoutOnly(cursor)) {
            cursor.moveTo(cursor.size());
            return new Statement.NoOperation(kind.commandTag());
        }
        return new Statement.EngineStatement(kind, cursor.sql());
    }

    /**
     * The kind of the query that comes next, for the training query of CREATE MODEL.
     *
     * @throws SqlException if it is no query
     */
    static void requireQuery(TokenCursor cursor, String where) {
        rejectWritingQueries(cursor);
        Token first = cursor.peek();
        boolean starts = first.isSymbol('(') || (first.kind() == Kind.WORD && VERBS.contains(first.text()));
        if (!starts || kind(cursor) != EngineKind.SELECT) {
            throw cursor.syntaxError(first, "expected a SELECT " + where);
        }
    }

    private static EngineKind kind(TokenCursor cursor) {
        Token first = cursor.peek();
        if (first.isSymbol('(')) {
            skipOpeningParentheses(cursor);
            if (cursor.looksAt("select") || cursor.looksAt("with") || cursor.looksAt("values")) {
                return query(cursor);
            }
            throw cursor.unexpected("expected SELECT");
        }
        if (first.kind() != Kind.WORD) {
            throw cursor.unexpected("expected a statement");
        }
        switch (first.text()) {
            case "select", "values":
                return query(cursor);
            case "with":
                return mainVerb(cursor);
            case "insert":
                return EngineKind.INSERT;
            case "update":
                return EngineKind.UPDATE;
            case "delete":
                return EngineKind.DELETE;
            case "merge":
                return EngineKind.MERGE;
            case "truncate":
                return EngineKind.TRUNCATE;
            case "explain":
                return explain(cursor);
            case "create":
                return create(cursor);
            case "drop":
                return drop(cursor);
            case "alter":
                return alter(cursor);
            case "comment":
                return comment(cursor);
            default:
                if (RefusedStatements.contains(first.text())) {
                    throw RefusedStatements.refuse(first.text(), first);
                }
                throw unknown(cursor);
        }
    }

    private static SqlException unknown(TokenCursor cursor) {
        Set<String> known = new TreeSet<>(VERBS);
        known.addAll(OWN_VERBS);
        return withSuggestion(
                cursor.unexpected("expected a statement"), cursor.peek().text(), known);
    }

    private static SqlException withSuggestion(SqlException error, String word, Collection<String> candidates) {
        Optional<String> meant = Keywords.closest(word, candidates);
        return meant.isPresent() ? error.withHint("Did you mean " + Keywords.shown(meant.get()) + "?") : error;
    }

    private static void skipOpeningParentheses(TokenCursor cursor) {
        while (cursor.acceptSymbol('(')) {
            // nothing but parentheses
        }
    }

    /** One that writes has been taken for what it is, unless it stands in parentheses or has no name. */
    private static EngineKind query(TokenCursor cursor) {
        int into = SelectInto.indexOfInto(cursor.tokens(), cursor.index());
        if (into >= 0) {
            throw StatementParser.notSupported(
                    "SELECT INTO is not supported",
                    "Write CREATE TABLE name AS SELECT ...",
                    cursor.get(into).start());
        }
        return EngineKind.SELECT;
    }

    /** What follows {@code WITH name [(columns)] AS (...), ...}. */
    private static EngineKind mainVerb(TokenCursor cursor) {
        cursor.next();
        for (int depth = 0; !cursor.atEnd(); cursor.next()) {
            Token token = cursor.peek();
            if (depth == 0 && cursor.get(cursor.index() - 1).isSymbol(')')) {
                if (token.isSymbol('(')) {
                    return EngineKind.SELECT;
                }
                Optional<EngineKind> kind = verbBehindWith(cursor);
                if (kind.isPresent()) {
                    return kind.get();
                }
            }
            if (token.isSymbol('(')) {
                depth++;
            } else if (token.isSymbol(')')) {
                depth--;
            }
        }
        throw cursor.unexpected("expected a SELECT behind the WITH clause");
    }

    private static Optional<EngineKind> verbBehindWith(TokenCursor cursor) {
        Token token = cursor.peek();
        if (token.kind() != Kind.WORD) {
            return Optional.empty();
        }
        return switch (token.text()) {
            case "select", "values" -> Optional.of(query(cursor));
            case "insert" -> Optional.of(EngineKind.INSERT);
            case "update" -> Optional.of(EngineKind.UPDATE);
            case "delete" -> Optional.of(EngineKind.DELETE);
            case "merge" -> Optional.of(EngineKind.MERGE);
            case "as", "using" -> Optional.empty();
            default -> throw cursor.unexpected("expected SELECT, INSERT, UPDATE, DELETE or MERGE");
        };
    }

    private static EngineKind explain(TokenCursor cursor) {
        cursor.next();
        cursor.accept("verbose");
        if (cursor.peek().isSymbol('(')
                && Set.of("analyze", "verbose", "format", "costs", "buffers", "timing")
                        .contains(cursor.peek(1).text())) {
            throw StatementParser.notSupported(
                    "options of EXPLAIN are not supported",
                    "Write EXPLAIN, or EXPLAIN ANALYZE, and the statement.",
                    cursor.peek(1).start());
        }
        boolean analyze = cursor.accept("analyze");
        cursor.accept("verbose");
        if (cursor.looksAt("explain") || cursor.atEnd()) {
            throw cursor.unexpected("expected a statement to explain");
        }
        Token statement = cursor.peek();
        if ((statement.kind() == Kind.WORD && OWN_VERBS.contains(statement.text()))
                || CreateModelParser.startsCreateModel(cursor)) {
            throw StatementParser.notSupported(
                    "EXPLAIN of this statement is not supported",
                    "EXPLAIN takes SELECT, INSERT, UPDATE, DELETE and CREATE TABLE AS.",
                    statement.start());
        }
        EngineKind explained = kind(cursor);
        if (analyze && explained != EngineKind.SELECT) {
            throw StatementParser.notSupported(
                    "EXPLAIN ANALYZE executes the statement and is supported for queries only",
                    "Write EXPLAIN without ANALYZE.",
                    statement.start());
        }
        return EngineKind.EXPLAIN;
    }

    private static EngineKind create(TokenCursor cursor) {
        Token create = cursor.next();
        boolean replace = cursor.accept("or", "replace");
        Token scope = cursor.peek();
        boolean local = cursor.accept("local");
        boolean temporary = cursor.accept("temp") || cursor.accept("temporary");
        if (local && !temporary) {
            throw cursor.unexpected("expected TEMPORARY");
        }
        if (cursor.accept("table")) {
            if (replace) {
                throw StatementParser.notSupported(
                        "CREATE OR REPLACE TABLE is not supported",
                        "Write DROP TABLE IF EXISTS first.",
                        create.start());
            }
            return table(cursor);
        }
        if (cursor.looksAt("view") || cursor.looksAt("schema") || cursor.looksAt("sequence")) {
            String object = cursor.next().text();
            if (temporary || (replace && !object.equals("view"))) {
                throw StatementParser.notSupported(
                        "CREATE " + (replace ? "OR REPLACE " : "TEMPORARY ") + Keywords.shown(object)
                                + " is not supported",
                        "Write CREATE " + Keywords.shown(object) + ".",
                        scope.start());
            }
            return switch (object) {
                case "view" -> EngineKind.CREATE_VIEW;
                case "schema" -> EngineKind.CREATE_SCHEMA;
                default -> EngineKind.CREATE_SEQUENCE;
            };
        }
        throw otherObject(cursor, "CREATE", List.of("model", "schema", "table", "view"));
    }

    private static EngineKind table(TokenCursor cursor) {
        cursor.accept("if", "not", "exists");
        if (!cursor.peek().isName()) {
            if (cursor.peek().isOperator("#")) {
                throw StatementParser.notSupported(
                        "table names with # are not supported",
                        "Write CREATE TEMPORARY TABLE name.",
                        cursor.peek().start());
            }
            throw cursor.unexpected("expected a table name");
        }
        int depth = 0;
        for (int i = cursor.index() + 1; i < cursor.size(); i++) {
            Token token = cursor.get(i);
            if (token.isSymbol('(')) {
                depth++;
            } else if (token.isSymbol(')')) {
                depth--;
            } else if (depth == 0 && token.isWord("as")) {
                requireQuery(cursor.slice(i + 1, cursor.size()), "behind AS");
                return EngineKind.CREATE_TABLE_AS;
            }
        }
        return EngineKind.CREATE_TABLE;
    }

    private static EngineKind drop(TokenCursor cursor) {
        cursor.next();
        if (cursor.accept("table")) {
            return EngineKind.DROP_TABLE;
        }
        if (cursor.accept("view")) {
            return EngineKind.DROP_VIEW;
        }
        if (cursor.accept("schema")) {
            return EngineKind.DROP_SCHEMA;
        }
        if (cursor.accept("sequence")) {
            return EngineKind.DROP_SEQUENCE;
        }
        throw otherObject(cursor, "DROP", List.of("model", "schema", "table", "view"));
    }

    private static SqlException otherObject(TokenCursor cursor, String verb, List<String> offered) {
        Token object = cursor.peek();
        String hint = verb + " knows " + Keywords.shown(offered) + ".";
        if (object.kind() == Kind.WORD && OTHER_OBJECTS.contains(object.text())) {
            boolean twoWords = object.text().equals("external") || object.text().equals("materialized");
            String name = Keywords.shown(object.text())
                    + (twoWords && cursor.peek(1).kind() == Kind.WORD
                            ? " " + Keywords.shown(cursor.peek(1).text())
                            : "");
            return StatementParser.notSupported(verb + " " + name + " is not supported", hint, object.start());
        }
        SqlException error =
                cursor.unexpected("expected " + Keywords.shown(offered)).withHint(hint);
        return object.kind() == Kind.WORD ? withSuggestion(error, object.text(), offered) : error;
    }

    private static EngineKind alter(TokenCursor cursor) {
        Token alter = cursor.next();
        if (!cursor.accept("table")) {
            String object = cursor.peek().kind() == Kind.WORD
                    ? " " + Keywords.shown(cursor.peek().text())
                    : "";
            throw StatementParser.notSupported(
                    "ALTER" + object + " is not supported",
                    "Tables, users, groups and roles can be altered; schemas and views can get another owner.",
                    alter.start());
        }
        return EngineKind.ALTER_TABLE;
    }

    /** Whether an ALTER TABLE changes only how Redshift would lay the table out on disk; reads up to the action. */
    private static boolean changesLayoutOnly(TokenCursor cursor) {
        cursor.accept("if", "exists");
        cursor.qualifiedName("a table name");
        Token action = cursor.peek();
        if (cursor.looksAt("append")) {
            throw StatementParser.notSupported(
                    "ALTER TABLE ... " + Keywords.shown(action.text()) + " is not supported",
                    "Write INSERT INTO ... SELECT.",
                    action.start());
        }
        if (!cursor.accept("alter")) {
            return false;
        }
        if (cursor.peek().kind() == Kind.WORD
                && LAYOUT_WORDS.contains(cursor.peek().text())) {
            return true;
        }
        cursor.accept("column");
        return cursor.next().isName() && cursor.looksAt("encode");
    }

    private static EngineKind comment(TokenCursor cursor) {
        cursor.next();
        cursor.expect("on");
        Token object = cursor.peek();
        if (cursor.accept("table") || cursor.accept("column") || cursor.accept("view")) {
            return EngineKind.COMMENT;
        }
        if (object.kind() != Kind.WORD) {
            throw cursor.unexpected("expected TABLE, COLUMN or VIEW");
        }
        throw StatementParser.notSupported(
                "COMMENT ON " + Keywords.shown(object.text()) + " is not supported",
                "Tables, columns and views can have comments.",
                object.start());
    }

    /** Refuses {@code WITH x AS (INSERT ...)} and its kin, at whatever depth. */
    private static void rejectWritingQueries(TokenCursor cursor) {
        for (int i = 0; i < cursor.size(); i++) {
            Token token = cursor.get(i);
            if (token.kind() == Kind.WORD && WRITING_VERBS.contains(token.text()) && opensCommonTable(cursor, i)) {
                throw StatementParser.notSupported(
                        Keywords.shown(token.text()) + " inside WITH is not supported",
                        "Only queries can stand in a WITH clause; send the statement by itself.",
                        token.start());
            }
        }
    }

    /** Whether {@code AS [[NOT] MATERIALIZED] (} stands before the token. */
    private static boolean opensCommonTable(TokenCursor cursor, int index) {
        int i = index - 1;
        if (!cursor.get(i).isSymbol('(')) {
            return false;
        }
        while (cursor.get(i).isSymbol('(')) {
            i--;
        }
        return cursor.get(i).isWord("as") || cursor.get(i).isWord("materialized");
    }
}
