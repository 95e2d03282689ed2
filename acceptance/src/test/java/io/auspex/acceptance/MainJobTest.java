package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo and the tutorials, run exactly as a user runs them. */
class MainJobTest {
    @TempDir
    Path data;

    @Test
    void demo() {
        Program.Outcome outcome = Program.auspex("demo");
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        assertThat(outcome.output()).contains("READY").contains("validation:f1_binary");
        assertThat(number(outcome.output(), "(?i)accuracy\\D*([01]\\.\\d+)")).isGreaterThan(0.90);
        assertThat(number(outcome.output(), "(?i)AUC\\D*([01]\\.\\d+)")).isGreaterThanOrEqualTo(0.88);
    }

    @Test
    void tutorials() {
        try (ServerProcess server = ServerProcess.start(data)) {
            for (String script : new String[] {"t1_churn.sql", "t9_abalone.sql"}) {
                Path file = Path.of("..", "examples", script).toAbsolutePath().normalize();
                Program.Outcome outcome = Program.shell(server, "-f", file.toString());
                assertThat(outcome.exitCode()).as("%s: %s", script, outcome).isZero();
                assertThat(outcome.output()).as("%s", script).contains("READY");
            }
        }
    }

    private static double number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in\n%s", pattern, text).isTrue();
        return Double.parseDouble(matcher.group(1));
    }
}
