package io.auspex.app.shell;

import io.auspex.language.error.SqlException;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the shell prints after a statement without rows. JDBC keeps the server's own tag to itself, so it is told from the words. */
final class CommandTag {
    private static final Set<String> TWO_WORDS = Set.of("create", "drop", "alter", "truncate", "comment", "stop");
    private static final Set<String> SKIPPED = Set.of("or", "replace", "temp", "temporary", "local");

    private CommandTag() {}

    /** @param count rows changed, as JDBC gives it */
    static String of(String statement, long count) {
        List<Token> tokens;
        try {
            tokens = Lexer.tokenize(statement);
        } catch (SqlException e) {
            return "OK";
        }
        if (tokens.isEmpty()) {
            return "";
        }
        String verb = tokens.get(0).text();
        String tag =
                switch (verb) {
                    case "insert" -> "INSERT 0 " + count;
                    case "update", "delete", "merge", "copy" -> verb + " " + count;
                    case "start" -> "BEGIN";
                    case "end" -> "COMMIT";
                    case "abort" -> "ROLLBACK";
                    default -> TWO_WORDS.contains(verb) ? verb + secondWord(tokens) : verb;
                };
        return tag.toUpperCase(Locale.ROOT);
    }

    private static String secondWord(List<Token> tokens) {
        return tokens.stream()
                .skip(1)
                .filter(token -> token.kind() == Token.Kind.WORD && !SKIPPED.contains(token.text()))
                .findFirst()
                .map(token -> " " + token.text())
                .orElse("");
    }
}
