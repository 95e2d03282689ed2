package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.SelectClauses;
import io.auspex.language.token.SqlText;
import io.auspex.language.token.Token;
import io.auspex.server.execute.ReplacedText.Replacement;
import io.auspex.server.session.SessionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A statement in which {@code current_user}, {@code version()}, {@code explain_model('m')}, {@code data_report('m')} and their like are replaced by
 * their values: they depend on the session or on the server's catalog, of which the engine knows nothing. A view or a default keeps the value of the session that created it.
 */
final class SessionFunctions {
    /** What {@code version()} says: tools read the number behind Redshift and decide by it what they may ask. */
    private static final String VERSION =
            "PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 "
                    + "(Red Hat 3.4.2-6.fc3), Redshift 1.0.117891";

    /** Another answer each time, also of a statement that is prepared. */
    private static final String LAST_COPY_ROWS = "pg_last_copy_count";

    private static final String LAST_COPY = "pg_last_copy_id";
    private static final String LAST_QUERY = "pg_last_query_id";
    private static final Set<String> CHANGING = Set.of(LAST_COPY_ROWS, LAST_COPY, LAST_QUERY);

    private final ReplacedText text;
    private final boolean dependOnModels;

    private SessionFunctions(ReplacedText text, boolean dependOnModels) {
        this.text = text;
        this.dependOnModels = dependOnModels;
    }

    /**
     * @param original the statement, in which relations of models may have been replaced before
     * @param reports what {@code explain_model('m')} and {@code data_report('m')} are replaced by; empty where a statement must not have it
     */
    static SessionFunctions replace(SessionContext session, ReplacedText original, Optional<ModelReports> reports) {
        List<Token> tokens = Lexer.tokenize(original.sql());
        List<Replacement> replacements = new ArrayList<>();
        boolean dependOnModels = !original.isUnchanged();
        SelectLists lists = new SelectLists();
        for (int i = 0; i < tokens.size(); i++) {
            int index = i;
            lists.next(tokens.get(i));
            Optional<ModelReportCall> report = ModelReportCall.at(tokens, i);
            dependOnModels |= report.isPresent() || isChanging(tokens.get(i));
            Replacement replacement = report.map(call -> new Replacement(
                            call.value(session, reports),
                            tokens.get(call.first()).start(),
                            call.end()))
                    .orElseGet(() -> replacement(session, tokens, index));
            if (replacement != null) {
                replacements.add(lists.inside() ? named(tokens, i, replacement) : replacement);
            }
        }
        return new SessionFunctions(
                ReplacedText.of(original.sql(), replacements).after(original), dependOnModels);
    }

    private static Replacement replacement(SessionContext session, List<Token> tokens, int i) {
        Token token = tokens.get(i);
        int first = firstToken(tokens, i);
        if (token.kind() != Token.Kind.WORD || isPartOfName(tokens, first, i)) {
            return null;
        }
        if (token.text().equals("current_schemas")) {
            return currentSchemas(session, tokens, first, i);
        }
        if (token.text().equals("current_setting")) {
            return currentSetting(session, tokens, first, i);
        }
        boolean called =
                Token.at(tokens, i + 1).isSymbol('(') && Token.at(tokens, i + 2).isSymbol(')');
        int end = called ? tokens.get(i + 2).end() : token.end();
        String value =
                switch (token.text()) {
                    case "current_user", "session_user", "user" ->
                        called || Token.at(tokens, i + 1).isSymbol('(') ? null : SqlText.quoteLiteral(session.user());
                    case "current_database" -> called ? SqlText.quoteLiteral(SessionContext.DATABASE) : null;
                    case "current_schema" ->
                        Token.at(tokens, i + 1).isSymbol('(') && !called
                                ? null
                                : SqlText.quoteLiteral(session.currentSchema());
                    case "version" -> called ? SqlText.quoteLiteral(VERSION) : null;
                    case LAST_COPY_ROWS -> called ? number(session.lastLoaded()) : null;
                    case LAST_COPY -> called ? number(session.lastCopy()) : null;
                    case LAST_QUERY -> called ? number(session.lastQuery()) : null;
                    case "pg_backend_pid" -> called ? Integer.toString(session.processId()) : null;
                    default -> null;
                };
        return value == null ? null : new Replacement(value, tokens.get(first).start(), end);
    }

    private static boolean isChanging(Token token) {
        return token.kind() == Token.Kind.WORD && CHANGING.contains(token.text());
    }

    private static String number(long value) {
        return "CAST(" + value + " AS BIGINT)";
    }

    /** Where the name of the function begins: at {@code pg_catalog.}, if that stands before it. */
    private static int firstToken(List<Token> tokens, int i) {
        return Token.at(tokens, i - 1).isSymbol('.') && Token.at(tokens, i - 2).isWord("pg_catalog") ? i - 2 : i;
    }

    /** {@code current_setting('name')}, which {@code , true} makes NULL where there is none of that name. */
    private static Replacement currentSetting(SessionContext session, List<Token> tokens, int first, int i) {
        boolean lenient = Token.at(tokens, i + 3).isSymbol(',')
                && Token.at(tokens, i + 4).isWord("true")
                && Token.at(tokens, i + 5).isSymbol(')');
        int close = lenient ? i + 5 : i + 3;
        if (!Token.at(tokens, i + 1).isSymbol('(')) {
            return null;
        }
        if (Token.at(tokens, i + 2).kind() != Token.Kind.STRING
                || !Token.at(tokens, close).isSymbol(')')) {
            // The engine's function of this name shows the engine's settings.
            return new Replacement(
                    "auspex_dialect.initial_setting",
                    tokens.get(first).start(),
                    tokens.get(i).end());
        }
        Token name = tokens.get(i + 2);
        String value;
        try {
            value = SqlText.quoteLiteral(session.parameters().get(name.text()));
        } catch (SqlException e) {
            if (!lenient) {
                throw e.at(name.start());
            }
            value = "CAST(NULL AS VARCHAR)";
        }
        return new Replacement(
                value, tokens.get(first).start(), tokens.get(close).end());
    }

    /** {@code current_schemas(true)} has the schemas in it that are on every search path. */
    private static Replacement currentSchemas(SessionContext session, List<Token> tokens, int first, int i) {
        Token implicit = Token.at(tokens, i + 2);
        boolean constant = implicit.isWord("true") || implicit.isWord("false");
        if (!constant
                || !Token.at(tokens, i + 1).isSymbol('(')
                || !Token.at(tokens, i + 3).isSymbol(')')) {
            return null;
        }
        List<String> schemas = new ArrayList<>(session.searchPath());
        if (implicit.isWord("true")) {
            schemas.add(0, "pg_catalog");
        }
        String list = schemas.stream().map(SqlText::quoteLiteral).collect(Collectors.joining(", ", "ARRAY[", "]"));
        return new Replacement(
                "CAST(" + list + " AS VARCHAR[])",
                tokens.get(first).start(),
                tokens.get(i + 3).end());
    }

    /** A function that is a whole item of a select list gives its name to the column, which a value would not. */
    private static Replacement named(List<Token> tokens, int i, Replacement replacement) {
        int next = i + 1;
        while (next < tokens.size() && tokens.get(next).start() < replacement.end()) {
            next++;
        }
        Token before = Token.at(tokens, firstToken(tokens, i) - 1);
        Token behind = Token.at(tokens, next);
        boolean starts =
                before.isSymbol(',') || before.isWord("select") || before.isWord("distinct") || before.isWord("all");
        boolean ends = behind.isSymbol(',')
                || behind.isSymbol(')')
                || behind.isSymbol(';')
                || behind.kind() == Token.Kind.END
                || (behind.kind() == Token.Kind.WORD && SelectClauses.endList(behind.text(), "", ""));
        return starts && ends
                ? new Replacement(
                        replacement.text() + " AS "
                                + SqlText.quoteIdentifier(tokens.get(i).text()),
                        replacement.start(),
                        replacement.end())
                : replacement;
    }

    /** Behind a point or before one, as an alias, or as a table: not the function. */
    private static boolean isPartOfName(List<Token> tokens, int first, int i) {
        Token before = Token.at(tokens, first - 1);
        return before.isSymbol('.')
                || before.isWord("as")
                || before.isWord("from")
                || before.isWord("join")
                || Token.at(tokens, i + 1).isSymbol('.');
    }

    String sql() {
        return text.sql();
    }

    /** Whether the text holds the report of a model, which may be another one next time. */
    boolean dependOnModels() {
        return dependOnModels;
    }

    /** The place in the original text that a place in {@link #sql} came from. */
    int originalOffset(int offset) {
        return text.originalOffset(offset);
    }
}
