package io.auspex.server.execute;

import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Prints a query as SHOW MODEL does: in upper case but for what is quoted, one clause a line. */
final class QueryLayout {
    private static final Set<String> CLAUSES = Set.of(
            "from",
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
            "window");

    private QueryLayout() {}

    static List<String> lines(String query) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int depth = 0;
        int end = -1;
        for (Token token : Lexer.tokenize(query)) {
            if (token.isSymbol('(')) {
                depth++;
            } else if (token.isSymbol(')')) {
                depth--;
            }
            boolean clause = depth == 0 && token.kind() == Token.Kind.WORD && CLAUSES.contains(token.text());
            if (clause && line.length() > 0) {
                lines.add(line.toString());
                line.setLength(0);
            } else if (end >= 0 && token.start() > end) {
                line.append(' ');
            }
            String text = query.substring(token.start(), token.end());
            line.append(token.kind() == Token.Kind.WORD ? text.toUpperCase(Locale.ROOT) : text);
            end = token.end();
        }
        lines.add(line.toString());
        return lines;
    }
}
