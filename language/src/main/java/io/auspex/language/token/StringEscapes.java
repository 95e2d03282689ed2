package io.auspex.language.token;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Decodes the escapes of E'..' and U&amp;'..' strings, as section 4.1.2 of PostgreSQL's manual lists them, so that no other
 * parser has to read them the same way.
 */
final class StringEscapes {
    private final String sql;
    private final int start;
    private final StringBuilder value = new StringBuilder();
    /** Bytes given by octal and hexadecimal escapes, UTF-8 that may span several of them. */
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** @param start offset of the string in the text, for errors */
    StringEscapes(String sql, int start) {
        this.sql = sql;
        this.start = start;
    }

    String value() {
        return value.toString();
    }

    /** Reads one quoted segment from behind its opening quote; gives the offset behind the closing one. */
    int read(int from) {
        int i = from;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (c == '\'') {
                if (at(i + 1) != '\'') {
                    flushBytes();
                    return i + 1;
                }
                append('\'');
                i += 2;
            } else if (c == '\\' && i + 1 < sql.length()) {
                i = escape(i + 1);
            } else {
                append(c);
                i++;
            }
        }
        throw new SqlException(
                        SqlState.SYNTAX_ERROR,
                        "unterminated quoted string at or near \""
                                + sql.substring(start, Math.min(sql.length(), start + 30)) + "\"")
                .withHint("Close it with a single quote. A quote inside is written twice or as \\'.")
                .at(start);
    }

    /** @param i offset behind the backslash */
    private int escape(int i) {
        char c = sql.charAt(i);
        switch (c) {
            case 'b' -> append('\b');
            case 'f' -> append('\f');
            case 'n' -> append('\n');
            case 'r' -> append('\r');
            case 't' -> append('\t');
            case 'x' -> {
                int digits = hexDigits(i + 1, 2);
                if (digits > 0) {
                    bytes.write(Integer.parseInt(sql, i + 1, i + 1 + digits, 16));
                    return i + 1 + digits;
                }
                append('x');
            }
            case 'u', 'U' -> {
                int wanted = c == 'u' ? 4 : 8;
                if (hexDigits(i + 1, wanted) < wanted) {
                    throw invalid("Unicode escapes must be \\uXXXX or \\UXXXXXXXX", i - 1);
                }
                flushBytes();
                appendCodePoint(value, Long.parseLong(sql, i + 1, i + 1 + wanted, 16), i - 1);
                return i + 1 + wanted;
            }
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                int end = i;
                while (end < i + 3 && at(end) >= '0' && at(end) <= '7') {
                    end++;
                }
                bytes.write(Integer.parseInt(sql, i, end, 8) & 0xFF);
                return end;
            }
            default -> append(c);
        }
        return i + 1;
    }

    private void append(char c) {
        flushBytes();
        value.append(c);
    }

    private void flushBytes() {
        if (bytes.size() == 0) {
            return;
        }
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            if (decoded.indexOf('\0') >= 0) {
                throw invalid("a string cannot contain the character with code zero", start);
            }
            value.append(decoded);
        } catch (CharacterCodingException e) {
            throw new SqlException(
                            SqlState.CHARACTER_NOT_IN_REPERTOIRE,
                            "invalid byte sequence for encoding \"UTF8\" in an escaped string")
                    .at(start)
                    .causedBy(e);
        }
        bytes.reset();
    }

    private int hexDigits(int from, int limit) {
        int i = from;
        while (i < from + limit && isHexDigit(at(i))) {
            i++;
        }
        return i - from;
    }

    private char at(int index) {
        return index < sql.length() ? sql.charAt(index) : '\0';
    }

    /** Decodes {@code \XXXX}, {@code \+XXXXXX} and the doubled escape character of a U&amp; string. */
    static String decodeUnicode(String text, char escape, int start) {
        if (text.indexOf(escape) < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c != escape) {
                decoded.append(c);
                i++;
                continue;
            }
            if (i + 1 < text.length() && text.charAt(i + 1) == escape) {
                decoded.append(escape);
                i += 2;
                continue;
            }
            boolean wide = i + 1 < text.length() && text.charAt(i + 1) == '+';
            int from = wide ? i + 2 : i + 1;
            int end = from + (wide ? 6 : 4);
            if (end > text.length() || !allHexDigits(text, from, end)) {
                throw invalid("Unicode escapes must be \\XXXX or \\+XXXXXX", start);
            }
            appendCodePoint(decoded, Long.parseLong(text, from, end, 16), start);
            i = end;
        }
        return decoded.toString();
    }

    private static void appendCodePoint(StringBuilder target, long code, int offset) {
        if (code == 0 || code > Character.MAX_CODE_POINT) {
            throw invalid("invalid Unicode escape value", offset);
        }
        target.appendCodePoint((int) code);
    }

    private static boolean allHexDigits(String text, int from, int end) {
        for (int i = from; i < end; i++) {
            if (!isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isHexDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static SqlException invalid(String message, int offset) {
        return new SqlException(SqlState.SYNTAX_ERROR, message).at(offset);
    }
}
