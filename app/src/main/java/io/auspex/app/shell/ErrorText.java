package io.auspex.app.shell;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** An error as psql prints it: what is wrong, where in the statement, and what to do about it. */
final class ErrorText {
    /** Characters of a long line that are shown on each side of the place that an error points at. */
    private static final int CONTEXT = 30;

    private ErrorText() {}

    /** @param statement what the server was given, the text that its error position counts in */
    static String of(SQLException error, String statement) {
        ServerErrorMessage server = error instanceof PSQLException answered ? answered.getServerErrorMessage() : null;
        if (server == null) {
            return "ERROR:  " + error.getMessage();
        }
        List<String> lines = new ArrayList<>();
        lines.add(server.getSeverity() + ":  " + server.getMessage());
        if (server.getPosition() > 0) {
            lines.addAll(place(statement, server.getPosition() - 1));
        }
        if (server.getDetail() != null) {
            lines.add("DETAIL:  " + server.getDetail());
        }
        if (server.getHint() != null) {
            lines.add("HINT:  " + server.getHint());
        }
        return String.join(System.lineSeparator(), lines);
    }

    /** The line of the statement that an error points into, 0 for the first and where it points nowhere. */
    static int line(SQLException error, String statement) {
        ServerErrorMessage server = error instanceof PSQLException answered ? answered.getServerErrorMessage() : null;
        return server == null || server.getPosition() <= 0 ? 0 : line(statement, server.getPosition() - 1);
    }

    /** @param codePoints 0-based, in characters as the protocol counts them */
    static int line(String statement, int codePoints) {
        return (int)
                statement.codePoints().limit(codePoints).filter(c -> c == '\n').count();
    }

    /**
     * The line of the statement that an offset is in, and a caret below it.
     *
     * @param codePoints 0-based, in characters as the protocol counts them
     */
    static List<String> place(String statement, int codePoints) {
        int length = statement.codePointCount(0, statement.length());
        int offset = statement.offsetByCodePoints(0, Math.min(codePoints, length));
        int lineStart = statement.lastIndexOf('\n', offset - 1) + 1;
        int lineEnd = statement.indexOf('\n', offset);
        lineEnd = lineEnd < 0 ? statement.length() : lineEnd;
        long number = 1
                + statement
                        .substring(0, lineStart)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        int from = offset - lineStart > 2 * CONTEXT ? offset - CONTEXT : lineStart;
        int to = lineEnd - offset > 2 * CONTEXT ? offset + CONTEXT : lineEnd;
        String prefix = "LINE " + number + ": " + (from > lineStart ? "..." : "");
        String before = statement.substring(from, offset).replace('\t', ' ');
        String after = statement.substring(offset, to).replace('\t', ' ').stripTrailing();
        return List.of(
                prefix + before + after + (to < lineEnd ? "..." : ""),
                " ".repeat(prefix.length() + before.length()) + "^");
    }
}
