package io.auspex.language.token;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a script into statements at the semicolons that stand outside quotes, comments and parentheses, as psql does.
 * What has nothing but blanks and comments is dropped.
 */
public final class StatementSplitter {
    private StatementSplitter() {}

    /**
     * One statement of a script, without its semicolon and without the blanks and comments around it.
     *
     * @param text the statement as written
     * @param offset its 0-based place in the script, in UTF-16 units
     */
    public record Part(String text, int offset) {
        public Part {
            requireNonNull(text, "text is null");
        }
    }

    /**
     * @throws io.auspex.language.error.SqlException SYNTAX_ERROR where a quote or comment is not closed
     */
    public static List<Part> split(String script) {
        List<Part> parts = new ArrayList<>();
        int depth = 0;
        int start = -1;
        int end = -1;
        for (Token token : Lexer.tokenize(script)) {
            if (token.isSymbol(';') && depth == 0) {
                if (start >= 0) {
                    parts.add(new Part(script.substring(start, end), start));
                }
                start = -1;
                continue;
            }
            if (token.isSymbol('(')) {
                depth++;
            } else if (token.isSymbol(')') && depth > 0) {
                depth--;
            }
            if (start < 0) {
                start = token.start();
            }
            end = token.end();
        }
        if (start >= 0) {
            parts.add(new Part(script.substring(start, end), start));
        }
        return parts;
    }
}
