package io.auspex.language.parse;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement;
import io.auspex.language.token.Token;
import io.auspex.language.token.Token.Kind;
import java.util.Optional;

/**
 * DECLARE, FETCH and CLOSE, as Amazon Redshift has them (Database Developer Guide, DECLARE): forward only, and gone with the
 * transaction. The noise that drivers put between is accepted where it asks for nothing else.
 */
final class CursorParser {
    private static final String FORWARD_HINT =
            "Cursors go forward: FETCH NEXT, FETCH FORWARD count, FETCH ALL or FETCH FORWARD ALL.";

    private CursorParser() {}

    static Statement declare(TokenCursor cursor) {
        cursor.next();
        String name = cursor.name("the name of a cursor");
        while (!cursor.looksAt("cursor")) {
            if (cursor.looksAt("scroll") || cursor.looksAt("binary")) {
                Token option = cursor.peek();
                throw StatementParser.notSupported(
                        Keywords.shown(option.text()) + " cursors are not supported",
                        "Write DECLARE " + name
                                + " CURSOR FOR query: rows come forward, in the format that the client asks for.",
                        option.start());
            }
            if (!cursor.accept("no", "scroll") && !cursor.accept("insensitive") && !cursor.accept("asensitive")) {
                throw cursor.unexpected("expected CURSOR").withHint("Write DECLARE " + name + " CURSOR FOR query.");
            }
        }
        cursor.expect("cursor");
        if (cursor.looksAt("with", "hold")) {
            throw StatementParser.notSupported(
                    "cursors WITH HOLD are not supported",
                    "A cursor lives as long as its transaction; read it to its end there.",
                    cursor.peek().start());
        }
        cursor.accept("without", "hold");
        cursor.expect("for");
        if (cursor.atEnd()) {
            throw cursor.unexpected("expected a SELECT behind FOR");
        }
        EngineStatementParser.requireQuery(cursor.slice(cursor.index(), cursor.size()), "behind FOR");
        int offset = cursor.peek().start();
        String query = cursor.text(offset, cursor.get(cursor.size() - 1).end());
        cursor.moveTo(cursor.size());
        return new Statement.DeclareCursor(name, query, offset);
    }

    static Statement fetch(TokenCursor cursor) {
        cursor.next();
        long most = count(cursor);
        if (!cursor.accept("from")) {
            cursor.accept("in");
        }
        return new Statement.FetchCursor(cursor.name("the name of a cursor"), most);
    }

    /** How many rows; {@link Long#MAX_VALUE} for all that are left. */
    private static long count(TokenCursor cursor) {
        if (behind(cursor) || cursor.accept("next")) {
            return 1;
        }
        boolean forward = cursor.accept("forward");
        if (cursor.accept("all")) {
            return Long.MAX_VALUE;
        }
        Token token = cursor.peek();
        Optional<String> number = cursor.acceptInteger();
        if (number.isPresent()) {
            return rows(number.get(), token);
        }
        if (forward && (cursor.looksAt("from") || cursor.looksAt("in") || behind(cursor))) {
            return 1;
        }
        boolean other = token.isWord("backward")
                || token.isWord("prior")
                || token.isWord("first")
                || token.isWord("last")
                || token.isWord("absolute")
                || token.isWord("relative");
        if (other) {
            throw new SqlException(
                            SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                            "cursor can only scan forward: FETCH " + Keywords.shown(token.text()) + " is not supported")
                    .withHint(FORWARD_HINT)
                    .at(token.start());
        }
        if (token.isWord("from") || token.isWord("in")) {
            return 1;
        }
        throw cursor.unexpected("expected how many rows, and FROM cursor").withHint(FORWARD_HINT);
    }

    /** Whether only the name of the cursor is left: FETCH name. */
    private static boolean behind(TokenCursor cursor) {
        return cursor.peek().isName() && cursor.peek(1).kind() == Kind.END && !cursor.looksAt("all");
    }

    private static long rows(String digits, Token at) {
        long rows;
        try {
            rows = Long.parseLong(digits);
        } catch (NumberFormatException e) {
            rows = -1;
        }
        if (rows < 1) {
            throw new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE, "FETCH takes a number of rows from 1 on, not " + digits)
                    .withHint(FORWARD_HINT)
                    .at(at.start());
        }
        return rows;
    }

    static Statement close(TokenCursor cursor) {
        cursor.next();
        if (cursor.accept("all")) {
            return new Statement.CloseCursor(Optional.empty());
        }
        return new Statement.CloseCursor(Optional.of(cursor.name("the name of a cursor")));
    }
}
