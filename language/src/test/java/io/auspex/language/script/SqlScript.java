package io.auspex.language.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auspex.language.error.SqlException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A script of cases, one a paragraph: the statement, then what is expected of it.
 *
 * <pre>
 *   the statement, on one or more lines
 *        ^                                   place of the error, under the statement's only line
 *   ! 42601 the message                      the statement is refused
 *   ? part of the hint                       with a hint
 *   =&gt; text                                  or: what becomes of it; further lines begin with "   "
 * </pre>
 *
 * Lines that begin with # are remarks.
 */
public final class SqlScript {
    private SqlScript() {}

    private record Case(
            String place, String statement, int caret, List<String> expected, List<String> error, List<String> hints) {}

    /** One test for each case of the resource, which lies in the package of the class. */
    public static Stream<DynamicTest> tests(Class<?> owner, String resource, Function<String, String> subject) {
        List<Case> cases = read(owner, resource);
        assertThat(cases).isNotEmpty();
        return cases.stream()
                .map(c -> DynamicTest.dynamicTest(c.place() + " " + c.statement(), () -> check(c, subject)));
    }

    private static void check(Case c, Function<String, String> subject) {
        if (c.error().isEmpty()) {
            assertThat(subject.apply(c.statement())).isEqualTo(String.join("\n", c.expected()));
            return;
        }
        assertThatThrownBy(() -> subject.apply(c.statement())).isInstanceOf(SqlException.class);
        SqlException error = catchThrowableOfType(SqlException.class, () -> subject.apply(c.statement()));
        assertThat(error.state().code() + " " + error.getMessage()).isEqualTo(String.join("\n", c.error()));
        if (c.caret() >= 0) {
            assertThat(error.position()).hasValue(c.caret());
        }
        for (String hint : c.hints()) {
            assertThat(error.hint().orElse("")).contains(hint);
        }
        assertThat(error.hint()).isNotEqualTo(Optional.of(""));
    }

    private static List<Case> read(Class<?> owner, String resource) {
        try (InputStream stream = owner.getResourceAsStream(resource)) {
            assertThat(stream).as(resource).isNotNull();
            List<Case> cases = new ArrayList<>();
            List<String> paragraph = new ArrayList<>();
            String[] lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
            for (int i = 0; i <= lines.length; i++) {
                String line = i < lines.length ? lines[i] : "";
                if (line.startsWith("#")) {
                    continue;
                }
                if (!line.isBlank()) {
                    paragraph.add(line);
                } else if (!paragraph.isEmpty()) {
                    cases.add(parse(resource + ":" + (i + 1 - paragraph.size()), paragraph));
                    paragraph = new ArrayList<>();
                }
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case parse(String place, List<String> lines) {
        List<String> statement = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        List<String> error = new ArrayList<>();
        List<String> hints = new ArrayList<>();
        int caret = -1;
        for (String line : lines) {
            if (line.strip().equals("^") && error.isEmpty() && expected.isEmpty()) {
                caret = line.indexOf('^');
            } else if (line.startsWith("! ")) {
                error.add(line.substring(2));
            } else if (line.startsWith("? ")) {
                hints.add(line.substring(2));
            } else if (line.startsWith("=> ")) {
                expected.add(line.substring(3));
            } else if (!expected.isEmpty()) {
                assertThat(line).as(place).startsWith("   ");
                expected.add(line.substring(3));
            } else {
                assertThat(error).as(place).isEmpty();
                statement.add(line);
            }
        }
        assertThat(expected.isEmpty()).as(place).isNotEqualTo(error.isEmpty());
        return new Case(place, String.join("\n", statement), caret, expected, error, hints);
    }
}
