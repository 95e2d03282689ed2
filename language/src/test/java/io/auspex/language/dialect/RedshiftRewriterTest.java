package io.auspex.language.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.language.parse.StatementParser;
import io.auspex.language.script.SqlScript;
import io.auspex.language.statement.Statement;
import io.auspex.language.statement.Statement.EngineStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RedshiftRewriterTest {
    @TestFactory
    Stream<DynamicTest> definitions() {
        return SqlScript.tests(getClass(), "definitions.sql", RedshiftRewriterTest::show);
    }

    @TestFactory
    Stream<DynamicTest> queries() {
        return SqlScript.tests(getClass(), "queries.sql", RedshiftRewriterTest::show);
    }

    /** Issue 4 point 6: SUPER navigation and unnesting of redshift-ml.md §5 and §10. */
    @TestFactory
    Stream<DynamicTest> superValues() {
        return SqlScript.tests(getClass(), "super.sql", RedshiftRewriterTest::show);
    }

    private static Rewritten rewrite(String sql) {
        Statement statement = StatementParser.parse(sql);
        assertThat(statement).isInstanceOf(EngineStatement.class);
        return RedshiftRewriter.rewrite((EngineStatement) statement, () -> "0");
    }

    /** Statements to run before stand first, each with a semicolon. */
    private static String show(String sql) {
        Rewritten rewritten = rewrite(sql);
        List<String> lines = new ArrayList<>();
        rewritten.before().forEach(statement -> lines.add(statement + ";"));
        lines.add(rewritten.sql());
        return String.join("\n", lines);
    }

    @Test
    void positionsLeadBackToTheUsersText() {
        String sql =
                "select /* été */ nvl2(a, getdate(), sysdate) , Wrong from t where x = E'\\n' and d > dateadd(mon,-1,e)";
        Rewritten rewritten = rewrite(sql);
        for (String word : List.of("from", "where", "and d")) {
            assertThat(rewritten.originalOffset(rewritten.sql().indexOf(word))).isEqualTo(sql.indexOf(word));
        }
        int inside = rewritten.sql().indexOf("wrong") + 3;
        assertThat(rewritten.originalOffset(inside)).isEqualTo(sql.indexOf("Wrong") + 3);
        assertThat(rewritten.originalOffset(rewritten.sql().indexOf("is not null")))
                .isEqualTo(sql.indexOf("nvl2"));
        assertThat(rewritten.originalOffset(rewritten.sql().indexOf("'1 month'")))
                .isEqualTo(sql.indexOf("mon,"));
        assertThat(rewritten.originalOffset(0)).isZero();
        assertThat(rewritten.originalOffset(rewritten.sql().length() + 50)).isBetween(0, sql.length());
    }

    @Test
    void everyOffsetOfTheOutputMapsIntoTheText() {
        String sql =
                "select top 3 decode(a,1,'x',b), listagg(c) within group (order by d) from t union select 1 minus select 2";
        Rewritten rewritten = rewrite(sql);
        for (int i = 0; i <= rewritten.sql().length(); i++) {
            assertThat(rewritten.originalOffset(i)).isBetween(0, sql.length());
        }
    }

    @Test
    void identitySequencesNeverCollide() {
        EngineStatement statement = (EngineStatement) StatementParser.parse("create table t (id int identity(1,1))");
        String first = RedshiftRewriter.rewrite(statement).before().get(0);
        assertThat(first).matches("create sequence if not exists \"t_id_identity_[0-9a-f]{12}\" start with 1 .*");
        assertThat(RedshiftRewriter.rewrite(statement).before().get(0)).isNotEqualTo(first);
    }

    @Test
    void rewritingTheOutputAgainChangesNothing() {
        for (String sql : List.of(
                "select nvl2(a,1,2), dateadd(day,1,d), extract(mon from d), to_char(d,'Month DD') from t",
                "select p.labels[0] as l, a::int from t, t.p.x as l at i where p.labels[0] = 'a' and t.p.y[2] > b",
                "select top 5 a from t minus select top 2 b from u",
                "create table t (a super, b varchar(max) encode zstd) diststyle all")) {
            String once = rewrite(sql).sql();
            assertThat(rewrite(once).sql()).isEqualTo(once);
        }
    }

    @Test
    void functionsOfTheDialectAreMacros() {
        List<String> definitions = DialectFunctions.definitions();
        assertThat(definitions).hasSizeGreaterThan(25).allMatch(sql -> sql.startsWith("create or replace macro "));
    }
}
