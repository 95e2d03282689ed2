package io.auspex.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.app.shell.StatementBuffer.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementBufferTest {
    @Test
    void severalStatementsInOneLine() {
        assertThat(statements("SELECT 1; SELECT 2;"))
                .containsExactly(new Statement("SELECT 1", 1), new Statement("SELECT 2", 1));
    }

    @Test
    void oneStatementOverSeveralLines() {
        assertThat(statements("-- first", "", "SELECT ';' AS a,", "  2 /* ; */", ";", "SELECT 3"))
                .containsExactly(new Statement("SELECT ';' AS a,\n  2", 3), new Statement("SELECT 3", 6));
    }

    @Test
    void whatStandsBeforeAnOpenQuoteIsRunAtOnce() {
        StatementBuffer buffer = new StatementBuffer();
        assertThat(buffer.add("SELECT 1; SELECT 'a")).containsExactly(new Statement("SELECT 1", 1));
        assertThat(buffer.add("b;'; SELECT")).containsExactly(new Statement("SELECT 'a\nb;'", 1));
        assertThat(buffer.isEmpty()).isFalse();
        assertThat(buffer.end()).containsExactly(new Statement("SELECT", 2));
    }

    @Test
    void linesAreCountedOverCommandsOfTheShell() {
        StatementBuffer buffer = new StatementBuffer();
        buffer.add("SELECT 1;");
        buffer.skipLine();
        assertThat(buffer.add("SELECT 2;")).containsExactly(new Statement("SELECT 2", 3));
    }

    @Test
    void whatIsNoSqlGoesToTheServer() {
        assertThat(statements("SELECT \u00b6\u0001 ;")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT 'a;",
                "SELECT \"a;",
                "SELECT 1 /* ;",
                "SELECT $$ ;",
                "SELECT E'a\\';",
                "SELECT (1;"
            })
    void notComplete(String text) {
        assertThat(StatementBuffer.isComplete(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "-- comment", "SELECT 1;", "SELECT 1; -- done", "SELECT 1; SELECT ';';"})
    void complete(String text) {
        assertThat(StatementBuffer.isComplete(text)).isTrue();
    }

    private static List<Statement> statements(String... lines) {
        StatementBuffer buffer = new StatementBuffer();
        List<Statement> statements = new ArrayList<>();
        for (String line : lines) {
            statements.addAll(buffer.add(line));
        }
        statements.addAll(buffer.end());
        return statements;
    }
}
