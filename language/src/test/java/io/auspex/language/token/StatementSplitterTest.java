package io.auspex.language.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.language.token.StatementSplitter.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatementSplitterTest {
    private static final List<String> PIECES = List.of(
            "select",
            "1",
            "'it''s;'",
            "E'a\\';b'",
            "$$;$$",
            "$x$ a $$;$$ $x$",
            "$1",
            "/* ; /* ' */ */",
            "\"a;\"\"b\"",
            "a$b$c",
            "größe",
            "(",
            ")",
            "5",
            "->>",
            "::int",
            "U&'x'",
            "-- ;'\n",
            "B'1'",
            ".",
            ",",
            "[",
            "]",
            "\n",
            "\t");

    private static List<String> texts(String script) {
        return StatementSplitter.split(script).stream().map(Part::text).toList();
    }

    @Test
    void splitsOutsideQuotesCommentsAndParentheses() {
        assertThat(texts("select 1; /* a; */ select ';' -- b;\n; (select 2; select 3) ;; $$;$$;"))
                .containsExactly("select 1", "select ';'", "(select 2; select 3)", "$$;$$");
        assertThat(texts(" -- nothing\n ; /* */ ;")).isEmpty();
        assertThat(texts("select 'a\\'; select 2")).containsExactly("select 'a\\'", "select 2");
        assertThat(texts("select 1) ; select 2")).containsExactly("select 1)", "select 2");
    }

    @Test
    void offsetsPointIntoTheScript() {
        String script = "\uFEFF select 1 ;\n-- remark\n  select 2;";
        for (Part part : StatementSplitter.split(script)) {
            assertThat(script.substring(part.offset())).startsWith(part.text());
        }
    }

    /** Parts joined by semicolons split into the same parts. */
    @Test
    void joinedPartsSplitAgain() {
        Random random = new Random(42);
        for (int round = 0; round < 2000; round++) {
            List<String> statements = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                statements.add(statement(random));
            }
            List<String> parts = texts(String.join("\n;", statements));
            assertThat(texts(String.join("\n;", parts))).isEqualTo(parts);
            assertThat(parts).hasSizeLessThanOrEqualTo(statements.size());
            for (String part : parts) {
                assertThat(texts(part)).containsExactly(part);
            }
        }
    }

    private static String statement(Random random) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (int i = random.nextInt(12); i >= 0; i--) {
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            if (piece.equals(")") && depth == 0) {
                continue;
            }
            depth += piece.equals("(") ? 1 : piece.equals(")") ? -1 : 0;
            text.append(piece).append(' ');
        }
        return text.append(") ".repeat(depth)).toString();
    }

    @Test
    void longScriptsAreCutInLinearTime() {
        String script = "insert into t (a, b, c) values (1, 'it''s', 2.5), (3, $$x$$, 4); -- done\n".repeat(20_000);
        long start = System.nanoTime();
        assertThat(StatementSplitter.split(script)).hasSize(20_000);
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }
}
