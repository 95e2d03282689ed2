package io.auspex.language.parse;

import io.auspex.language.token.Token;

/** SELECT .. INTO [TEMPORARY | TEMP] [TABLE] name: the one SELECT that writes, and so a CREATE TABLE AS. */
final class SelectInto {
    private SelectInto() {}

    /** Whether the statement at the cursor is one; the cursor stays where it is. */
    static boolean isNext(TokenCursor cursor) {
        if (!cursor.looksAt("select") && !cursor.looksAt("with")) {
            return false;
        }
        int into = indexOfInto(cursor);
        if (into < 0) {
            return false;
        }
        int name = into + 1;
        name += cursor.get(name).isWord("temp") || cursor.get(name).isWord("temporary") ? 1 : 0;
        name += cursor.get(name).isWord("table") ? 1 : 0;
        return cursor.get(name).isName();
    }

    /** Of the outermost SELECT, before its FROM; -1 where there is none. */
    private static int indexOfInto(TokenCursor cursor) {
        int depth = 0;
        boolean select = false;
        for (int i = cursor.index(); i < cursor.size(); i++) {
            Token token = cursor.get(i);
            if (token.isSymbol('(')) {
                depth++;
            } else if (token.isSymbol(')')) {
                depth--;
            } else if (depth == 0 && token.isWord("select")) {
                select = true;
            } else if (depth == 0 && select && token.isWord("into")) {
                return i;
            } else if (depth == 0
                    && (token.isWord("from")
                            || token.isWord("insert")
                            || token.isWord("update")
                            || token.isWord("delete"))) {
                return -1;
            }
        }
        return -1;
    }
}
