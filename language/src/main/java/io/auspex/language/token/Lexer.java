package io.auspex.language.token;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL text into tokens exactly where PostgreSQL does with {@code standard_conforming_strings = on} (its scan.l is the
 * reference), so that what we take for a string or comment is never read as a statement by anybody else. One pass, no
 * backtracking, linear in the length of the text.
 *
 * <p>More generous than PostgreSQL in two points: a byte order mark and Unicode blanks outside quotes, as they come with text
 * pasted from web pages, count as white space; and {@code #name} is a name, as in Redshift.
 */
public final class Lexer {
    private static final String OPERATOR_CHARACTERS = "+-*/<>=~!@#%^&|`?";
    /** Only an operator with one of these may end in + or -. */
    private static final String LOOSE_OPERATOR_CHARACTERS = "~!@#%^&|`?";

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private Lexer(String sql) {
        this.sql = sql;
    }

    /**
     * All tokens of the text, without white space and comments.
     *
     * @throws SqlException SYNTAX_ERROR with the position where a quote or comment is not closed or a character fits nowhere
     */
    public static List<Token> tokenize(String sql) {
        Lexer lexer = new Lexer(sql);
        while (lexer.skipBlanks()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    /** Whether the character separates tokens and means nothing else. */
    public static boolean isBlank(char c) {
        if (c <= ' ') {
            return c == ' ' || (c >= '\t' && c <= '\r');
        }
        return c >= 0x80 && (c == '\uFEFF' || c == '\u200B' || c == '\u0085' || Character.isSpaceChar(c));
    }

    /** Moves to the next token; false at the end. */
    private boolean skipBlanks() {
        while (position < sql.length()) {
            char c = sql.charAt(position);
            if (isBlank(c)) {
                position++;
            } else if (c == '-' && at(position + 1) == '-') {
                skipLineComment();
            } else if (c == '/' && at(position + 1) == '*') {
                skipBlockComment();
            } else {
                return true;
            }
        }
        return false;
    }

    private void skipLineComment() {
        while (position < sql.length() && sql.charAt(position) != '\n' && sql.charAt(position) != '\r') {
            position++;
        }
    }

    private void skipBlockComment() {
        int start = position;
        int depth = 0;
        while (position < sql.length()) {
            char c = sql.charAt(position);
            if (c == '/' && at(position + 1) == '*') {
                depth++;
                position += 2;
            } else if (c == '*' && at(position + 1) == '/') {
                depth--;
                position += 2;
                if (depth == 0) {
                    return;
                }
            } else {
                position++;
            }
        }
        throw unterminated("comment", start).withHint("Close the comment with */ (comments may be nested).");
    }

    private void next() {
        int start = position;
        char c = sql.charAt(start);
        switch (c) {
            case '\'' -> string(start, start + 1, Kind.STRING);
            case '"' -> {
                String name = quoted(start, start + 1, '"');
                add(Kind.QUOTED_IDENTIFIER, nonEmpty(name, start), start);
            }
            case '$' -> dollar(start);
            case '(', ')', '[', ']', '{', '}', ',', ';' -> {
                position++;
                add(Kind.SYMBOL, SYMBOLS[c], start);
            }
            case '.' -> {
                if (isDigit(at(start + 1))) {
                    number(start);
                } else {
                    symbolOrDouble(start, '.', "..");
                }
            }
            case ':' -> {
                if (at(start + 1) == '=') {
                    position += 2;
                    add(Kind.OPERATOR, ":=", start);
                } else {
                    symbolOrDouble(start, ':', "::");
                }
            }
            default -> {
                if (isDigit(c)) {
                    number(start);
                } else if (c == '#' && startsTemporaryName(start)) {
                    temporaryName(start);
                } else if (isIdentifierStart(c)) {
                    wordOrPrefixedString(start, c);
                } else if (OPERATOR_CHARACTERS.indexOf(c) >= 0) {
                    operator(start);
                } else {
                    throw syntax("syntax error at or near \"" + printable(start) + "\"", start)
                            .withHint("This character has no meaning outside quotes.");
                }
            }
        }
    }

    /** Redshift's {@code #name} for a temporary table: not behind an operand, where # is an operator. */
    private boolean startsTemporaryName(int start) {
        if (!isIdentifierStart(at(start + 1))) {
            return false;
        }
        char before = start == 0 ? ' ' : sql.charAt(start - 1);
        return isBlank(before) || before == '(' || before == ',';
    }

    private void temporaryName(int start) {
        int end = start + 1;
        while (end < sql.length() && isIdentifierPart(sql.charAt(end))) {
            end++;
        }
        position = end;
        add(Kind.QUOTED_IDENTIFIER, foldCase(sql.substring(start, end)), start);
    }

    private static final String[] SYMBOLS = new String[128];

    static {
        for (char c : "()[]{},;.:".toCharArray()) {
            SYMBOLS[c] = String.valueOf(c);
        }
    }

    private void symbolOrDouble(int start, char c, String doubled) {
        if (at(start + 1) == c) {
            position += 2;
            add(Kind.OPERATOR, doubled, start);
        } else {
            position++;
            add(Kind.SYMBOL, SYMBOLS[c], start);
        }
    }

    private void wordOrPrefixedString(int start, char c) {
        char following = at(start + 1);
        if (following == '\'') {
            switch (c) {
                case 'e', 'E' -> {
                    escapeString(start);
                    return;
                }
                case 'n', 'N' -> {
                    string(start, start + 2, Kind.STRING);
                    return;
                }
                case 'b', 'B', 'x', 'X' -> {
                    string(start, start + 2, Kind.BIT_STRING);
                    return;
                }
                default -> {}
            }
        } else if (following == '&' && (c == 'u' || c == 'U')) {
            char quote = at(start + 2);
            if (quote == '\'') {
                string(start, start + 3, Kind.STRING);
                decodeUnicodeEscapes(start);
                return;
            }
            if (quote == '"') {
                add(Kind.QUOTED_IDENTIFIER, nonEmpty(quoted(start, start + 3, '"'), start), start);
                decodeUnicodeEscapes(start);
                return;
            }
        }
        word(start);
    }

    private void word(int start) {
        int i = start + 1;
        while (i < sql.length() && isIdentifierPart(sql.charAt(i))) {
            i++;
        }
        position = i;
        add(Kind.WORD, foldCase(sql.substring(start, i)), start);
    }

    private void number(int start) {
        int i = start;
        while (isDigit(at(i))) {
            i++;
        }
        if (at(i) == '.' && at(i + 1) != '.') {
            i++;
            while (isDigit(at(i))) {
                i++;
            }
        }
        char exponent = at(i);
        if (exponent == 'e' || exponent == 'E') {
            int digits = at(i + 1) == '+' || at(i + 1) == '-' ? i + 2 : i + 1;
            if (isDigit(at(digits))) {
                i = digits;
                while (isDigit(at(i))) {
                    i++;
                }
            }
        }
        position = i;
        add(Kind.NUMBER, sql.substring(start, i), start);
    }

    private void operator(int start) {
        int i = start;
        boolean loose = false;
        while (i < sql.length() && OPERATOR_CHARACTERS.indexOf(sql.charAt(i)) >= 0) {
            char c = sql.charAt(i);
            char following = at(i + 1);
            if (i > start && ((c == '-' && following == '-') || (c == '/' && following == '*'))) {
                break;
            }
            loose |= LOOSE_OPERATOR_CHARACTERS.indexOf(c) >= 0;
            i++;
        }
        while (!loose && i > start + 1 && (sql.charAt(i - 1) == '+' || sql.charAt(i - 1) == '-')) {
            i--;
        }
        position = i;
        add(Kind.OPERATOR, sql.substring(start, i), start);
    }

    private void dollar(int start) {
        int i = start + 1;
        if (isDigit(at(i))) {
            while (isDigit(at(i))) {
                i++;
            }
            position = i;
            add(Kind.PARAMETER, sql.substring(start + 1, i), start);
            return;
        }
        while (i < sql.length() && sql.charAt(i) != '$' && isIdentifierPart(sql.charAt(i))) {
            i++;
        }
        if (at(i) != '$') {
            throw syntax("syntax error at or near \"$\"", start)
                    .withHint("Parameters are written $1, $2, ...; a dollar-quoted string starts with $$ or $tag$.");
        }
        String tag = sql.substring(start, i + 1);
        int close = sql.indexOf(tag, i + 1);
        if (close < 0) {
            throw unterminated("dollar-quoted string", start).withHint("Close the string with " + tag + ".");
        }
        position = close + tag.length();
        add(Kind.STRING, sql.substring(i + 1, close), start);
    }

    /** A string without escapes, with its continuation on further lines ({@code 'a' newline 'b'}). */
    private void string(int start, int contentStart, Kind kind) {
        String value = quoted(start, contentStart, '\'');
        StringBuilder joined = null;
        for (int next = continuation(); next >= 0; next = continuation()) {
            joined = joined == null ? new StringBuilder(value) : joined;
            joined.append(quoted(start, next + 1, '\''));
        }
        add(kind, joined == null ? value : joined.toString(), start);
    }

    /** Reads up to the closing quote, a doubled quote standing for one, and moves behind it. */
    private String quoted(int start, int contentStart, char quote) {
        int from = contentStart;
        StringBuilder joined = null;
        while (true) {
            int close = sql.indexOf(quote, from);
            if (close < 0) {
                boolean identifier = quote == '"';
                throw unterminated(identifier ? "quoted identifier" : "quoted string", start)
                        .withHint("Close it with " + (identifier ? "a double quote." : "a single quote.")
                                + " A quote inside is written twice.");
            }
            if (at(close + 1) != quote) {
                position = close + 1;
                String last = sql.substring(from, close);
                return joined == null ? last : joined.append(last).toString();
            }
            joined = joined == null ? new StringBuilder() : joined;
            joined.append(sql, from, close + 1);
            from = close + 2;
        }
    }

    private void escapeString(int start) {
        StringEscapes escapes = new StringEscapes(sql, start);
        position = escapes.read(start + 2);
        for (int next = continuation(); next >= 0; next = continuation()) {
            position = escapes.read(next + 1);
        }
        add(Kind.STRING, escapes.value(), start);
    }

    /** Offset of the quote that continues the string just read on a later line, or -1. */
    private int continuation() {
        int i = position;
        boolean newLine = false;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (c == '\n' || c == '\r') {
                newLine = true;
                i++;
            } else if (isBlank(c)) {
                i++;
            } else if (c == '-' && at(i + 1) == '-') {
                while (i < sql.length() && sql.charAt(i) != '\n' && sql.charAt(i) != '\r') {
                    i++;
                }
            } else {
                break;
            }
        }
        return newLine && at(i) == '\'' ? i : -1;
    }

    /** Replaces the U&amp; token just added by its decoded form, taking a UESCAPE clause with it. */
    private void decodeUnicodeEscapes(int start) {
        Token raw = tokens.remove(tokens.size() - 1);
        int end = position;
        char escape = '\\';
        if (skipBlanks() && sql.regionMatches(true, position, "uescape", 0, 7) && !isIdentifierPart(at(position + 7))) {
            position += 7;
            if (!skipBlanks() || at(position) != '\'' || at(position + 2) != '\'') {
                throw syntax("UESCAPE must be followed by one character in quotes", Math.min(position, sql.length()));
            }
            escape = at(position + 1);
            if (StringEscapes.isHexDigit(escape)
                    || escape == '+'
                    || escape == '\''
                    || escape == '"'
                    || isBlank(escape)) {
                throw syntax("invalid Unicode escape character", position + 1);
            }
            position += 3;
            end = position;
        } else {
            position = end;
        }
        tokens.add(new Token(raw.kind(), StringEscapes.decodeUnicode(raw.text(), escape, start), start, end));
    }

    private String nonEmpty(String name, int start) {
        if (name.isEmpty()) {
            throw syntax("zero-length delimited identifier at or near \"\"\"\"", start);
        }
        return name;
    }

    private void add(Kind kind, String text, int start) {
        tokens.add(new Token(kind, text, start, position));
    }

    private char at(int index) {
        return index < sql.length() ? sql.charAt(index) : '\0';
    }

    private String printable(int start) {
        return sql.substring(start, sql.offsetByCodePoints(start, 1));
    }

    private SqlException unterminated(String what, int start) {
        int end = Math.min(sql.length(), start + 30);
        return syntax("unterminated " + what + " at or near \"" + sql.substring(start, end) + "\"", start);
    }

    private static SqlException syntax(String message, int offset) {
        return new SqlException(SqlState.SYNTAX_ERROR, message).at(offset);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isIdentifierStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= 0x80 && !isBlank(c));
    }

    private static boolean isIdentifierPart(char c) {
        return isIdentifierStart(c) || isDigit(c) || c == '$';
    }

    /** Folds ASCII letters only, as PostgreSQL does for multi-byte encodings; keeps the length. */
    private static String foldCase(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                char[] folded = word.toCharArray();
                for (int j = i; j < folded.length; j++) {
                    if (folded[j] >= 'A' && folded[j] <= 'Z') {
                        folded[j] = (char) (folded[j] + ('a' - 'A'));
                    }
                }
                return new String(folded);
            }
        }
        return word;
    }
}
