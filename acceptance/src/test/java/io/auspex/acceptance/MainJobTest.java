package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The demo, run exactly as a user runs it. */
class MainJobTest {
    @Test
    void demo() {
        Program.Outcome outcome = Program.auspex("demo");
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        assertThat(outcome.output()).contains("READY").contains("validation:f1_binary");
        assertThat(number(outcome.output(), "(?i)accuracy\\D*([01]\\.\\d+)")).isGreaterThan(0.90);
        assertThat(number(outcome.output(), "(?i)AUC\\D*([01]\\.\\d+)")).isGreaterThanOrEqualTo(0.88);
    }

    private static double number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in\n%s", pattern, text).isTrue();
        return Double.parseDouble(matcher.group(1));
    }
}
