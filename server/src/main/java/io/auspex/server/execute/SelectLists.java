package io.auspex.server.execute;

import io.auspex.language.token.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** Follows the tokens of a statement and knows whether they are in a list of columns, between SELECT and FROM. */
final class SelectLists {
    private static final Set<String> NEXT_CLAUSES = Set.of(
            "from",
            "into",
            "where",
            "group",
            "having",
            "order",
            "limit",
            "offset",
            "fetch",
            "union",
            "intersect",
            "except",
            "minus",
            "window",
            "qualify");

    /** For each open parenthesis, and for the statement itself, whether a list is open in it. */
    private final Deque<Boolean> open = new ArrayDeque<>();

    SelectLists() {
        open.push(false);
    }

    static boolean endsList(Token token) {
        return token.kind() == Token.Kind.WORD && NEXT_CLAUSES.contains(token.text());
    }

    void next(Token token) {
        if (token.isSymbol('(')) {
            open.push(false);
        } else if (token.isSymbol(')') && open.size() > 1) {
            open.pop();
        } else if (token.isWord("select")) {
            set(true);
        } else if (endsList(token)) {
            set(false);
        }
    }

    boolean inside() {
        return open.element();
    }

    private void set(boolean list) {
        open.pop();
        open.push(list);
    }
}
