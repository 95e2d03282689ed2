package io.auspex.language.parse;

import io.auspex.language.statement.Statement;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.token.Token;
import java.util.Optional;

/** SELECT .. INTO [TEMPORARY | TEMP] [TABLE] name, which is CREATE TABLE name AS SELECT. */
final class SelectInto {
    private SelectInto() {}

    /** Empty where the statement is none; the cursor stays where it is then. */
    static Optional<Statement> parse(TokenCursor cursor) {
        if (!cursor.looksAt("select") && !cursor.looksAt("with")) {
            return Optional.empty();
        }
        int into = indexOfInto(cursor);
        if (into < 0) {
            return Optional.empty();
        }
        int name = into + 1;
        boolean temporary = cursor.get(name).isWord("temp") || cursor.get(name).isWord("temporary");
        name += temporary ? 1 : 0;
        name += cursor.get(name).isWord("table") ? 1 : 0;
        if (!cursor.get(name).isName()) {
            return Optional.empty();
        }
        int end = name;
        while (cursor.get(end + 1).isSymbol('.') && cursor.get(end + 2).isName()) {
            end += 2;
        }
        String sql = cursor.sql();
        String table = sql.substring(cursor.get(name).start(), cursor.get(end).end());
        String query = sql.substring(0, cursor.get(into).start())
                + sql.substring(cursor.get(end).end());
        cursor.moveTo(cursor.size());
        return Optional.of(new Statement.EngineStatement(
                EngineKind.CREATE_TABLE_AS,
                "create " + (temporary ? "temp " : "") + "table " + table + " as " + query));
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
