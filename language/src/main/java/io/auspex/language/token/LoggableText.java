package io.auspex.language.token;

import io.auspex.language.error.SqlException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a statement as logs and lists of sessions may show it: without the passwords and keys that CREATE USER, ALTER
 * USER, COPY and UNLOAD hold, and not longer than a log can bear. Decided on the words, so that statements which cannot be
 * understood are covered too; in doubt a text is hidden that is no secret.
 */
public final class LoggableText {
    /** Longer texts are cut: an INSERT of a million rows says no more in a log than its beginning. */
    public static final int LONGEST = 64_000;

    private static final String MASK = "'***'";

    /** Words behind which a secret stands. */
    private static final Set<String> ANNOUNCING = Set.of(
            "password",
            "credentials",
            "access_key_id",
            "secret_access_key",
            "session_token",
            "master_symmetric_key",
            "secret",
            "token");

    /** A look at the text is enough for nearly all statements. */
    private static final Pattern SUSPECT =
            Pattern.compile("passw|credential|secret|access_key|token|symmetric_key", Pattern.CASE_INSENSITIVE);

    private LoggableText() {}

    /** The text as it may be kept. */
    public static String of(String sql) {
        String kept = sql.length() <= LONGEST ? sql : sql.substring(0, end(sql));
        Matcher suspect = SUSPECT.matcher(kept);
        if (!suspect.find()) {
            return kept;
        }
        try {
            return masked(kept, Lexer.tokenize(kept));
        } catch (SqlException e) {
            // An open quote or comment: nothing tells where a secret would end.
            return kept.substring(0, suspect.end()) + "***";
        }
    }

    /** Whether {@link #of} may have hidden something when it gave this text: then messages about it may not be kept either. */
    public static boolean hidesSomething(String text) {
        return SUSPECT.matcher(text).find();
    }

    /** Never between the two halves of a character. */
    private static int end(String sql) {
        return Character.isHighSurrogate(sql.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    }

    private static String masked(String sql, List<Token> tokens) {
        boolean ofUser = definesUser(tokens);
        StringBuilder result = new StringBuilder();
        int copied = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (!announces(tokens.get(i), ofUser)) {
                continue;
            }
            int first = i + 1;
            while (Token.at(tokens, first).isWord("as") || isEquals(Token.at(tokens, first))) {
                first++;
            }
            Token secret = Token.at(tokens, first);
            // Without its quotes a password is no string, but its writer's password all the same.
            boolean hidden = secret.kind() == Token.Kind.STRING
                    || (ofUser && secret.kind() != Token.Kind.END && !isPlain(secret));
            if (hidden) {
                int last = lastTouching(tokens, first);
                result.append(sql, copied, secret.start()).append(MASK);
                copied = tokens.get(last).end();
                i = last;
            }
        }
        return result.append(sql, copied, sql.length()).toString();
    }

    /** A word that only looks like PASSWORD counts in the definition of a user: it is one that was misspelt. */
    private static boolean announces(Token token, boolean ofUser) {
        return token.isName()
                && (ANNOUNCING.contains(token.text())
                        || (ofUser
                                && token.kind() == Token.Kind.WORD
                                && token.text().startsWith("pass")));
    }

    private static boolean isEquals(Token token) {
        return token.isOperator("=") || token.isOperator(":=") || token.isOperator("=>");
    }

    private static boolean isPlain(Token token) {
        return token.isWord("disable") || token.isSymbol(';');
    }

    private static boolean definesUser(List<Token> tokens) {
        Token first = Token.at(tokens, 0);
        Token second = Token.at(tokens, 1);
        return (first.isWord("create") || first.isWord("alter")) && second.isWord("user");
    }

    /** The last of the tokens that follow one another without a blank. */
    private static int lastTouching(List<Token> tokens, int first) {
        int last = first;
        while (last + 1 < tokens.size()
                && tokens.get(last + 1).start() == tokens.get(last).end()
                && !tokens.get(last + 1).isSymbol(';')
                && !tokens.get(last + 1).isSymbol(')')
                && !tokens.get(last + 1).isSymbol(',')) {
            last++;
        }
        return last;
    }
}
