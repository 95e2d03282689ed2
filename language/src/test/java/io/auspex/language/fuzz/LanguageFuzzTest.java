package io.auspex.language.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.dialect.RedshiftRewriter;
import io.auspex.language.dialect.Rewritten;
import io.auspex.language.error.SqlException;
import io.auspex.language.parse.StatementParser;
import io.auspex.language.statement.CreateModelCheck;
import io.auspex.language.statement.Statement;
import io.auspex.language.token.StatementSplitter;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Whatever comes in, the answer is a statement or an SqlException that points into the text, and it comes soon. */
class LanguageFuzzTest {
    private static final List<String> WORDS = List.of(
            "create",
            "or",
            "replace",
            "model",
            "from",
            "(",
            ")",
            "select",
            "target",
            "function",
            "iam_role",
            "default",
            "auto",
            "on",
            "off",
            "model_type",
            "xgboost",
            "problem_type",
            "objective",
            "'mse'",
            "preprocessors",
            "'none'",
            "hyperparameters",
            "except",
            "eta",
            "'0.2'",
            "settings",
            "max_cells",
            "10",
            ",",
            ";",
            ".",
            "t",
            "a",
            "\"b\"",
            "show",
            "all",
            "drop",
            "if",
            "exists",
            "copy",
            "'s3://b/k'",
            "csv",
            "ignoreheader",
            "as",
            "format",
            "begin",
            "isolation",
            "level",
            "read",
            "only",
            "set",
            "session",
            "to",
            "=",
            "-",
            "reset",
            "time",
            "zone",
            "like",
            "$1",
            "columns",
            "table",
            "tables",
            "schema",
            "with",
            "insert",
            "into",
            "values",
            "delete",
            "update",
            "merge",
            "explain",
            "analyze",
            "temp",
            "view",
            "int",
            "identity",
            "encode",
            "zstd",
            "distkey",
            "sortkey",
            "varchar",
            "max",
            "top",
            "union",
            "minus",
            "dateadd",
            "month",
            "datediff",
            "extract",
            "listagg",
            "within",
            "group",
            "order",
            "by",
            "decode",
            "nvl2",
            "convert",
            "cast",
            "::",
            "super",
            "sysdate",
            "getdate",
            "to_char",
            "'YYYY'",
            "[",
            "]",
            "{",
            "}",
            "alter",
            "add",
            "column",
            "type",
            "comment",
            "is",
            "null",
            "pg_catalog",
            "approximate",
            "count",
            "*");
    private static final String CHARACTERS =
            "aE'\"$;()[]{}\\-*/ \n\t.,:1xU&_<>=!@#%^|`?~\u00e9\uFEFF\u0000\uD83D\uDE00\uD800";

    private static void survives(String sql) {
        survives(sql, true);
    }

    /** @param again whether what comes out of the rewriter is to be read again */
    private static void survives(String sql, boolean again) {
        try {
            StatementSplitter.split(sql);
            Statement statement = StatementParser.parse(sql);
            if (statement instanceof Statement.EngineStatement engine) {
                Rewritten rewritten = RedshiftRewriter.rewrite(engine);
                for (int i = 0; i <= rewritten.sql().length(); i++) {
                    int original = rewritten.originalOffset(i);
                    if (original < 0 || original > sql.length()) {
                        throw new AssertionError(sql + ": " + i + " -> " + original);
                    }
                }
                if (again) {
                    survives(rewritten.sql(), false);
                }
            } else if (statement instanceof Statement.CreateModel model) {
                CreateModelCheck.check(model);
            }
        } catch (SqlException e) {
            assertThat(e.getMessage()).isNotBlank();
            e.position().ifPresent(position -> assertThat(position).as(sql).isBetween(0, sql.length()));
        }
    }

    @Test
    void randomWords() {
        Random random = new Random(1);
        Assertions.assertTimeout(Duration.ofSeconds(60), () -> {
            for (int round = 0; round < 30_000; round++) {
                StringBuilder sql = new StringBuilder(start(random));
                for (int i = random.nextInt(25); i >= 0; i--) {
                    sql.append(WORDS.get(random.nextInt(WORDS.size()))).append(random.nextInt(8) == 0 ? "" : " ");
                }
                survives(sql.toString());
            }
        });
    }

    private static String start(Random random) {
        List<String> starts = List.of(
                "",
                "create model m from (select a from t) ",
                "create table t (",
                "select ",
                "copy t from 'x' ",
                "set ",
                "show ",
                "select top 1 ",
                "with a as (select 1) ",
                "create table t (a int, b varchar(max) ");
        return starts.get(random.nextInt(starts.size()));
    }

    @Test
    void randomCharacters() {
        Random random = new Random(2);
        Assertions.assertTimeout(Duration.ofSeconds(60), () -> {
            for (int round = 0; round < 30_000; round++) {
                StringBuilder sql = new StringBuilder(random.nextBoolean() ? "select " : "");
                for (int i = random.nextInt(40); i >= 0; i--) {
                    sql.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
                }
                survives(sql.toString());
            }
        });
    }

    @Test
    void deepNestingIsSurvived() {
        for (int depth : List.of(500, 999, 5_000, 200_000)) {
            survives("select " + "(".repeat(depth) + "1" + ")".repeat(depth));
            survives("select " + "nvl(".repeat(depth) + "1" + ")".repeat(depth));
            survives("(".repeat(depth) + "select 1" + ")".repeat(depth));
            survives("explain ".repeat(depth));
        }
    }

    @Test
    void longStatementsTakeLinearTime() {
        String values = "(1, 'it''s', 2.5, getdate()), ".repeat(40_000);
        Assertions.assertTimeout(
                Duration.ofSeconds(10),
                () -> RedshiftRewriter.rewrite((Statement.EngineStatement)
                        StatementParser.parse("insert into t values " + values + "(1, 'x', 2.5, sysdate)")));
        String remarks = "1 /* remark */, ".repeat(40_000);
        Assertions.assertTimeout(
                Duration.ofSeconds(10),
                () -> RedshiftRewriter.rewrite(
                        (Statement.EngineStatement) StatementParser.parse("select " + remarks + "1")));
        assertThatThrownBy(() -> RedshiftRewriter.rewrite(
                        (Statement.EngineStatement) StatementParser.parse("select " + "1 + ".repeat(40_000) + "1")))
                .hasMessage("the expression has too many operators");
    }
}
