package io.auspex.language.parse;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement;
import io.auspex.language.token.Token;
import java.util.Optional;

/**
 * The door for everything a user says: decides by the first words of a statement who reads it.
 *
 * <pre>
 *   first word              read by
 *   CREATE MODEL            {@link CreateModelParser}, {@link ImportModelParser}
 *   CHECK MODEL             {@link CreateModelParser}
 *   CREATE USER, ...        {@link UserParser}
 *   GRANT, REVOKE           {@link GrantParser}
 *   COPY                    {@link CopyParser}, {@link CopyClientParser}
 *   UNLOAD                  {@link UnloadParser}
 *   SHOW                    {@link ShowParser}
 *   STOP MODEL              this class
 *   SET, RESET              {@link ParameterParser}
 *   BEGIN .. ROLLBACK       {@link TransactionParser}
 *   DECLARE, FETCH, CLOSE   {@link CursorParser}
 *   CANCEL                  this class
 *   SELECT, INSERT, ...     {@link EngineStatementParser}: kind only, the engine knows the rest
 *   anything else           refused by {@link RefusedStatements}, by name and with a hint
 * </pre>
 *
 * <p>Statements outside this list never reach the warehouse.
 */
public final class StatementParser {
    private StatementParser() {}

    /**
     * Parses one statement; semicolons behind it are ignored.
     *
     * @throws SqlException SYNTAX_ERROR with position and hint; FEATURE_NOT_SUPPORTED for a statement that is known but not
     *     offered
     */
    public static Statement parse(String sql) {
        TokenCursor cursor = TokenCursor.over(sql);
        if (cursor.atEnd()) {
            return new Statement.Empty();
        }
        Statement statement = dispatch(cursor);
        if (!(statement instanceof Statement.EngineStatement)) {
            cursor.expectEnd();
        }
        return statement;
    }

    private static Statement dispatch(TokenCursor cursor) {
        Token first = cursor.peek();
        if (first.kind() != Token.Kind.WORD) {
            if (first.isSymbol('(')) {
                return EngineStatementParser.parse(cursor);
            }
            throw cursor.unexpected("expected a statement");
        }
        switch (first.text()) {
            case "create", "alter", "drop":
                if (UserParser.starts(cursor)) {
                    return UserParser.parse(cursor);
                }
                return definition(cursor);
            case "grant", "revoke":
                return GrantParser.parse(cursor);
            case "copy":
                return CopyParser.parse(cursor);
            case "unload":
                return UnloadParser.parse(cursor);
            case "show":
                return ShowParser.parse(cursor);
            case "set":
                return ParameterParser.set(cursor);
            case "reset":
                return ParameterParser.reset(cursor);
            case "check":
                if (CreateModelParser.startsCheckModel(cursor)) {
                    return CreateModelParser.parseCheck(cursor);
                }
                throw cursor.unexpected("expected a statement")
                        .withHint("CHECK MODEL checks what CREATE MODEL would do.");
            case "begin", "start", "commit", "end", "rollback", "abort":
                return TransactionParser.parse(cursor);
            case "declare":
                return CursorParser.declare(cursor);
            case "fetch":
                return CursorParser.fetch(cursor);
            case "close":
                return CursorParser.close(cursor);
            case "cancel":
                return cancel(cursor);
            case "deallocate", "discard":
                return ParameterParser.deallocateOrDiscard(cursor);
            case "stop":
                return stopModel(cursor);
            case "analyze", "analyse", "vacuum", "listen", "unlisten":
                return noOperation(cursor);
            default:
                return EngineStatementParser.parse(cursor);
        }
    }

    private static Statement definition(TokenCursor cursor) {
        refuseExternalFunction(cursor);
        if (CreateModelParser.startsCreateModel(cursor)) {
            return CreateModelParser.parse(cursor);
        }
        if (cursor.looksAt("drop", "model")) {
            return dropModel(cursor);
        }
        if (GrantParser.startsDefaults(cursor)) {
            return GrantParser.defaults(cursor);
        }
        Optional<Statement> owner = OwnerParser.parse(cursor);
        return owner.isPresent() ? owner.get() : EngineStatementParser.parse(cursor);
    }

    private static void refuseExternalFunction(TokenCursor cursor) {
        if (cursor.looksAt("create", "external", "function")
                || cursor.looksAt("create", "or", "replace", "external", "function")) {
            throw notSupported(
                    "CREATE EXTERNAL FUNCTION is not supported: calling a remote endpoint is not offered yet",
                    "Import the model's own file instead: CREATE MODEL name FROM 's3://bucket/model.tar.gz' FUNCTION"
                            + " name (type, ...) RETURNS type IAM_ROLE DEFAULT.",
                    cursor.peek().start());
        }
    }

    private static Statement dropModel(TokenCursor cursor) {
        cursor.accept("drop", "model");
        boolean ifExists = cursor.accept("if", "exists");
        Statement.DropModel drop = new Statement.DropModel(cursor.qualifiedName("a model name"), ifExists);
        if (cursor.looksAt("cascade")
                || cursor.looksAt("restrict")
                || cursor.peek().isSymbol(',')) {
            throw cursor.unexpected("expected the end of the statement")
                    .withHint("DROP MODEL takes one model, and neither CASCADE nor RESTRICT.");
        }
        return drop;
    }

    private static Statement stopModel(TokenCursor cursor) {
        cursor.expect("stop");
        if (!cursor.looksAt("model")) {
            throw cursor.unexpected("expected MODEL").withHint("STOP MODEL name ends a search and keeps the best.");
        }
        cursor.expect("model");
        return new Statement.StopModel(cursor.qualifiedName("a model name"));
    }

    private static Statement cancel(TokenCursor cursor) {
        cursor.next();
        Token at = cursor.peek();
        String digits = cursor.acceptInteger().orElseThrow(() -> cursor.unexpected("expected the number of a process")
                .withHint("SELECT pid, query FROM stv_recents WHERE status = 'Running' lists them."));
        int process;
        try {
            process = Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "there is no process " + digits)
                    .at(at.start())
                    .causedBy(e);
        }
        Optional<String> message =
                cursor.atEnd() ? Optional.empty() : Optional.of(cursor.string("a message for the other session"));
        return new Statement.CancelProcess(process, message);
    }

    private static Statement noOperation(TokenCursor cursor) {
        String word = cursor.next().text();
        String tag = word.equals("analyse") ? "ANALYZE" : Keywords.shown(word);
        while (!cursor.atEnd()) {
            cursor.next();
        }
        return new Statement.NoOperation(tag);
    }

    static SqlException notSupported(String message, String hint, int offset) {
        return new SqlException(SqlState.FEATURE_NOT_SUPPORTED, message)
                .withHint(hint)
                .at(offset);
    }
}
