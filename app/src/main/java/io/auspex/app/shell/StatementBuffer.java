package io.auspex.app.shell;

import io.auspex.language.error.SqlException;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.StatementSplitter;
import io.auspex.language.token.StatementSplitter.Part;
import io.auspex.language.token.Token;
import java.util.List;

/**
 * Gathers lines until a semicolon outside quotes, comments and parentheses ends a statement. Cuts where the server would
 * cut: with its own lexer.
 */
final class StatementBuffer {
    private final StringBuilder text = new StringBuilder();
    private int firstLine = 1;
    private int lines;

    /** A statement and the 1-based line of the input that it starts in. */
    record Statement(String text, int line) {}

    /** Takes one line and gives the statements that it completes, often none. */
    List<Statement> add(String line) {
        text.append(line).append('\n');
        lines++;
        // Only a semicolon completes anything: a statement of many lines is read once, not once a line.
        return line.indexOf(';') < 0 ? List.of() : take(completeLength(text.toString()));
    }

    /** What is left at the end of the input: its last statement needs no semicolon. */
    List<Statement> end() {
        return take(text.length());
    }

    /** Whether nothing but blanks and comments is waiting for its semicolon. */
    boolean isEmpty() {
        return isBlank(text.toString());
    }

    private void clear() {
        text.setLength(0);
        firstLine = lines + 1;
    }

    /** Counts a line of the input that is no SQL. */
    void skipLine() {
        lines++;
        clear();
    }

    private List<Statement> take(int length) {
        String complete = text.substring(0, length);
        List<Statement> statements;
        try {
            statements = StatementSplitter.split(complete).stream()
                    .map(part -> new Statement(part.text(), firstLine + newLines(complete, part)))
                    .toList();
        } catch (SqlException e) {
            // Not SQL that can be cut: the server says what is wrong with it.
            statements = complete.isBlank() ? List.of() : List.of(new Statement(complete.strip(), firstLine));
        }
        text.delete(0, length);
        firstLine += newLines(complete, length);
        if (isEmpty()) {
            clear();
        }
        return statements;
    }

    private static int newLines(String text, Part part) {
        return newLines(text, part.offset());
    }

    private static int newLines(String text, int end) {
        return (int) text.chars().limit(end).filter(c -> c == '\n').count();
    }

    private static boolean isBlank(String text) {
        try {
            return Lexer.tokenize(text).isEmpty();
        } catch (SqlException e) {
            return false;
        }
    }

    /** Whether a shell should run the text rather than ask for another line. */
    static boolean isComplete(String text) {
        return isBlank(text) || isBlank(text.substring(completeLength(text)));
    }

    /** Length of the text up to and with the last semicolon that ends a statement. */
    private static int completeLength(String text) {
        List<Token> tokens;
        try {
            tokens = Lexer.tokenize(text);
        } catch (SqlException e) {
            if (!isUnterminated(e)) {
                return text.length();
            }
            // Something is still open: what stands before it may be complete.
            return completeLength(text.substring(0, e.position().orElse(0)));
        }
        int depth = 0;
        int length = 0;
        for (Token token : tokens) {
            if (token.isSymbol('(')) {
                depth++;
            } else if (token.isSymbol(')')) {
                depth = Math.max(0, depth - 1);
            } else if (token.isSymbol(';') && depth == 0) {
                length = token.end();
            }
        }
        return length;
    }

    /** A quote or comment that a later line may close, unlike a character that has no meaning. */
    private static boolean isUnterminated(SqlException error) {
        return error.getMessage().startsWith("unterminated ");
    }
}
