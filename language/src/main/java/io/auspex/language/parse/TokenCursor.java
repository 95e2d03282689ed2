package io.auspex.language.parse;

import static java.util.Objects.requireNonNull;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;
import io.auspex.language.token.Token.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Reads the tokens of one statement from left to right for the recursive-descent parsers, and shapes their syntax errors:
 * each names the token it stumbled over, says what was expected, and carries the token's position.
 */
final class TokenCursor {
    private final String sql;
    private final List<Token> tokens;
    private final Token end;
    private int index;

    private TokenCursor(String sql, List<Token> tokens, int endOffset) {
        this.sql = requireNonNull(sql, "sql is null");
        this.tokens = tokens;
        this.end = new Token(Kind.END, "", endOffset, endOffset);
    }

    /** Over a whole statement; semicolons behind it do not count, one inside it is an error. */
    static TokenCursor over(String sql) {
        List<Token> tokens = Lexer.tokenize(sql);
        int size = tokens.size();
        while (size > 0 && tokens.get(size - 1).isSymbol(';')) {
            size--;
        }
        int endOffset = size == 0 ? sql.length() : tokens.get(size - 1).end();
        TokenCursor cursor = new TokenCursor(sql, tokens.subList(0, size), endOffset);
        cursor.rejectSemicolons();
        return cursor;
    }

    private void rejectSemicolons() {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isSymbol('(')) {
                depth++;
            } else if (token.isSymbol(')')) {
                depth--;
            } else if (token.isSymbol(';')) {
                if (depth > 0) {
                    throw syntaxError(token, "expected a closing parenthesis before the end of the statement");
                }
                throw new SqlException(
                                SqlState.SYNTAX_ERROR, "cannot insert multiple commands into a prepared statement")
                        .withHint("Send the statements one at a time.")
                        .at(token.start());
            }
        }
    }

    /** Over the tokens {@code [from, to)} of this statement only. */
    TokenCursor slice(int from, int to) {
        int endOffset = to < tokens.size() ? tokens.get(to).start() : end.start();
        return new TokenCursor(sql, tokens.subList(from, to), endOffset);
    }

    String sql() {
        return sql;
    }

    /** Number of the token that {@link #next} gives. */
    int index() {
        return index;
    }

    void moveTo(int newIndex) {
        index = newIndex;
    }

    /** All of them, from the statement's first. */
    List<Token> tokens() {
        return tokens;
    }

    int size() {
        return tokens.size();
    }

    boolean atEnd() {
        return index >= tokens.size();
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return get(index + ahead);
    }

    Token get(int absolute) {
        return absolute >= 0 && absolute < tokens.size() ? tokens.get(absolute) : end;
    }

    Token next() {
        Token token = peek();
        index++;
        return token;
    }

    /** Whether these unquoted words, given in lower case, come next. */
    boolean looksAt(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).isWord(words[i])) {
                return false;
            }
        }
        return true;
    }

    /** Skips these words if all of them come next. */
    boolean accept(String... words) {
        if (!looksAt(words)) {
            return false;
        }
        index += words.length;
        return true;
    }

    boolean acceptSymbol(char symbol) {
        if (!peek().isSymbol(symbol)) {
            return false;
        }
        index++;
        return true;
    }

    void expect(String word) {
        if (!accept(word)) {
            throw unexpected("expected " + Keywords.shown(word));
        }
    }

    void expectSymbol(char symbol) {
        if (!acceptSymbol(symbol)) {
            throw unexpected("expected \"" + symbol + "\"");
        }
    }

    /** @param what with its article, for the error: "a table name" */
    String name(String what) {
        Token token = peek();
        if (!token.isName() || (token.kind() == Kind.WORD && Keywords.isReserved(token.text()))) {
            SqlException error = unexpected("expected " + what);
            throw token.kind() == Kind.WORD
                    ? error.withHint(
                            Keywords.shown(token.text()) + " is a reserved word; as a name it needs double quotes.")
                    : error;
        }
        return next().text();
    }

    /** {@code name}, {@code schema.name}, or {@code dev.schema.name}, as dbt writes it. */
    QualifiedName qualifiedName(String what) {
        int start = peek().start();
        String first = name(what);
        if (!acceptSymbol('.')) {
            return QualifiedName.of(first);
        }
        String second = afterDot(what);
        if (!acceptSymbol('.')) {
            return QualifiedName.of(first, second);
        }
        if (!first.equals(QualifiedName.DATABASE)) {
            throw new SqlException(
                            SqlState.FEATURE_NOT_SUPPORTED,
                            "cross-database references are not supported here: " + first + "." + second + "...")
                    .withHint("There is one database here, and its name is " + QualifiedName.DATABASE + ".")
                    .at(start);
        }
        return QualifiedName.of(second, afterDot(what));
    }

    private String afterDot(String what) {
        if (!peek().isName()) {
            throw unexpected("expected the rest of " + what.replaceFirst("^an? ", "the "));
        }
        return next().text();
    }

    String string(String what) {
        if (peek().kind() != Kind.STRING) {
            SqlException error = unexpected("expected " + what + " in single quotes");
            throw peek().kind() == Kind.QUOTED_IDENTIFIER
                    ? error.withHint("Double quotes are for names; write '" + peek().text() + "'.")
                    : error;
        }
        return next().text();
    }

    /** The text of the statement from one offset to another, as written. */
    String text(int from, int to) {
        return sql.substring(from, to);
    }

    /**
     * Moves behind the parenthesis that closes the one that comes next.
     *
     * @return number of the closing token
     * @throws SqlException at the opening parenthesis if there is none
     */
    int skipParentheses(String closingHint) {
        Token open = peek();
        expectSymbol('(');
        int depth = 1;
        while (!atEnd()) {
            Token token = next();
            if (token.isSymbol('(')) {
                depth++;
            } else if (token.isSymbol(')') && --depth == 0) {
                return index - 1;
            }
        }
        throw new SqlException(SqlState.SYNTAX_ERROR, "syntax error: this parenthesis is never closed")
                .withHint(closingHint)
                .at(open.start());
    }

    void expectEnd() {
        if (!atEnd()) {
            throw unexpected("expected the end of the statement");
        }
    }

    /** The error that the next token deserves. */
    SqlException unexpected(String expectation) {
        return syntaxError(peek(), expectation);
    }

    SqlException syntaxError(Token token, String expectation) {
        return new SqlException(SqlState.SYNTAX_ERROR, "syntax error " + place(token) + ": " + expectation)
                .at(token.start());
    }

    private String place(Token token) {
        if (token.kind() == Kind.END) {
            return token.start() < sql.length() && sql.charAt(token.start()) == ')'
                    ? "at or near \")\""
                    : "at end of input";
        }
        String text = sql.substring(token.start(), Math.min(token.end(), token.start() + 60));
        return "at or near \"" + text + "\"";
    }

    /** A whole number, perhaps with a sign; absent where something else comes next. */
    Optional<String> acceptInteger() {
        boolean negative = peek().isOperator("-");
        int signs = negative || peek().isOperator("+") ? 1 : 0;
        Token digits = peek(signs);
        if (digits.kind() != Kind.NUMBER || !digits.text().chars().allMatch(Character::isDigit)) {
            return Optional.empty();
        }
        index += signs + 1;
        return Optional.of((negative ? "-" : "") + digits.text());
    }
}
