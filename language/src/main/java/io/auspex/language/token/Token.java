package io.auspex.language.token;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One lexical unit of a statement.
 *
 * @param kind what it is
 * @param text its value: a word folded to lower case, the content of a string or quoted identifier with escapes decoded,
 *     the digits of a parameter, anything else as written
 * @param start 0-based offset of its first character, in UTF-16 units
 * @param end offset behind its last character
 */
public record Token(Kind kind, String text, int start, int end) {
    public enum Kind {
        /** An identifier or keyword without quotes. */
        WORD,
        QUOTED_IDENTIFIER,
        /** A string constant in any of its forms: '..', E'..', U&'..', N'..', $$..$$. */
        STRING,
        /** A bit or binary string, B'..' or X'..'. */
        BIT_STRING,
        NUMBER,
        /** A statement parameter, {@code $1}. */
        PARAMETER,
        /** One or more operator characters, also {@code ::}, {@code :=} and {@code ..}. */
        OPERATOR,
        /** One of {@code ( ) [ ] { } , ; . :}. */
        SYMBOL,
        /** Behind the last token: what a cursor sees at the end of the input; the lexer never returns it. */
        END
    }

    private static final Token OUTSIDE = new Token(Kind.END, "", 0, 0);

    public Token {
        requireNonNull(kind, "kind is null");
        requireNonNull(text, "text is null");
    }

    /** The token at a place that may be before the first or behind the last one, where there is one of kind {@code END}. */
    public static Token at(List<Token> tokens, int index) {
        return index >= 0 && index < tokens.size() ? tokens.get(index) : OUTSIDE;
    }

    /** Whether this is the given unquoted word, written here in lower case. */
    public boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    public boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    public boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    /** An unquoted word or a quoted identifier: something that can name an object. */
    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_IDENTIFIER;
    }
}
