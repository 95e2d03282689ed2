package io.auspex.language.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.language.script.SqlScript;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LexerTest {
    @TestFactory
    Stream<DynamicTest> tokens() {
        return SqlScript.tests(getClass(), "tokens.sql", LexerTest::show);
    }

    /** Kind's first letter and value of each token. */
    private static String show(String sql) {
        return Lexer.tokenize(sql).stream()
                .map(token -> token.kind().name().charAt(0) + ":" + token.text().replace("\n", "\\n"))
                .collect(Collectors.joining(" "));
    }

    @Test
    void offsetsCoverTheTokenAsWritten() {
        String sql = "  SELECT U&'d!0061t' UESCAPE '!' , \"a\"\"b\"\n 'x'\n'y' ;";
        assertThat(Lexer.tokenize(sql).stream()
                        .map(token -> sql.substring(token.start(), token.end()))
                        .toList())
                .containsExactly("SELECT", "U&'d!0061t' UESCAPE '!'", ",", "\"a\"\"b\"", "'x'\n'y'", ";");
    }

    @Test
    void byteOrderMarkAndUnicodeBlanksSeparate() {
        assertThat(show("\uFEFFselect\u00A01\u3000+\u20022")).isEqualTo("W:select N:1 O:+ N:2");
    }
}
