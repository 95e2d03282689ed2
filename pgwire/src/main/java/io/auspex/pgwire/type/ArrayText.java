package io.auspex.pgwire.type;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code {1, NULL, "a \"b\""}}, with or without bounds before it ({@code [1:3]=}): PostgreSQL's {@code array_in}. */
final class ArrayText {
    private final String text;
    private int at;

    ArrayText(String text) {
        this.text = text;
    }

    /**
     * The elements as they are written, null for NULL.
     *
     * @throws SqlException INVALID_TEXT_REPRESENTATION if it is no array, FEATURE_NOT_SUPPORTED if it has several dimensions
     */
    List<String> elements() {
        List<String> elements = new ArrayList<>();
        skipBlanks();
        if (peek() == '[') {
            at = text.indexOf('=', at) + 1;
            if (at == 0) {
                throw malformed();
            }
            skipBlanks();
        }
        expect('{');
        skipBlanks();
        if (peek() == '}') {
            at++;
        } else {
            elements.add(element());
            while (peek() == ',') {
                at++;
                elements.add(element());
            }
            expect('}');
        }
        skipBlanks();
        if (at < text.length()) {
            throw malformed();
        }
        return elements;
    }

    private String element() {
        skipBlanks();
        if (peek() == '{') {
            throw severalDimensions();
        }
        String element = peek() == '"' ? quoted() : bare();
        skipBlanks();
        return element;
    }

    private String quoted() {
        StringBuilder element = new StringBuilder();
        at++;
        while (peek() != '"') {
            element.append(character());
        }
        at++;
        return element.toString();
    }

    private String bare() {
        StringBuilder element = new StringBuilder();
        boolean escaped = false;
        int end = 0;
        while (peek() != ',' && peek() != '}') {
            char first = peek();
            if (first == '"' || first == '{') {
                throw malformed();
            }
            escaped |= first == '\\';
            element.append(character());
            if (!isBlank(first)) {
                end = element.length();
            }
        }
        if (end == 0) {
            throw malformed();
        }
        element.setLength(end);
        String value = element.toString();
        return !escaped && value.equalsIgnoreCase("NULL") ? null : value;
    }

    /** The next one, behind a backslash if there is one. */
    private char character() {
        if (peek() == '\\') {
            at++;
        }
        char character = peek();
        at++;
        return character;
    }

    private char peek() {
        if (at >= text.length()) {
            throw malformed();
        }
        return text.charAt(at);
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw malformed();
        }
        at++;
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }

    static SqlException severalDimensions() {
        return new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "Arrays of several dimensions are not supported")
                .withHint("Send nested lists as JSON text, and read it with json_parse.");
    }

    private SqlException malformed() {
        String shown = text.length() > 100 ? text.substring(0, 100) + "..." : text;
        return new SqlException(SqlState.INVALID_TEXT_REPRESENTATION, "Malformed array literal: \"" + shown + "\"")
                .withHint("An array is written {1,2,NULL}.");
    }
}
