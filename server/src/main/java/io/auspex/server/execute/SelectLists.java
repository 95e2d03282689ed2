package io.auspex.server.execute;

import io.auspex.language.token.SelectClauses;
import io.auspex.language.token.Token;
import java.util.ArrayDeque;
import java.util.Deque;

/** Follows the tokens of a statement and knows whether they are in a list of columns, between SELECT and FROM. */
final class SelectLists {
    /** For each open parenthesis, and for the statement itself, whether a list is open in it. */
    private final Deque<Boolean> open = new ArrayDeque<>();

    private String before = "";
    private String beforeThat = "";

    SelectLists() {
        open.push(false);
    }

    void next(Token token) {
        if (token.isSymbol('(')) {
            open.push(false);
        } else if (token.isSymbol(')') && open.size() > 1) {
            open.pop();
        } else if (token.isWord("select")) {
            set(true);
        } else if (token.kind() == Token.Kind.WORD && SelectClauses.endList(token.text(), before, beforeThat)) {
            set(false);
        }
        beforeThat = before;
        before = token.kind() == Token.Kind.WORD || token.isSymbol('.') ? token.text() : "";
    }

    boolean inside() {
        return open.element();
    }

    private void set(boolean list) {
        open.pop();
        open.push(list);
    }
}
