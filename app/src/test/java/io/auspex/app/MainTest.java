package io.auspex.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command line itself: help, and what is said where it cannot be understood. */
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(errors));
        return commandLine.execute(arguments);
    }

    private void assertRefused(String message, String... arguments) {
        errors.getBuffer().setLength(0);
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(errors.toString().strip()).isEqualTo("auspex: " + message);
    }

    @Test
    void helpIsNoMistake() {
        for (String[] arguments : new String[][] {{"help"}, {"-h"}, {"--help"}}) {
            out.getBuffer().setLength(0);
            assertThat(run(arguments)).isZero();
            assertThat(out.toString()).startsWith("Usage: auspex").contains("demo", "serve", "sql", "test");
        }
        assertThat(run()).isEqualTo(2);
        assertThat(errors.toString()).startsWith("Usage: auspex");
    }

    @Test
    void linesOfTheHelpFitTheirWidth() {
        run("serve", "--help");
        assertThat(out.toString()).contains("DIR/s3/BUCKET/KEY");
        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void mistakesAreNamed() {
        assertRefused(
                "there is no command 'foo'; commands are demo, serve, sql, help and, in a checkout, test, bench, format",
                "foo");
        assertRefused("--port: 'abc' is no number", "serve", "--port", "abc");
        assertRefused("--auth: 'md5' is neither password nor trust", "serve", "--auth", "md5");
        assertRefused("-c and -f exclude each other", "sql", "-c", "x", "-f", "y");
        assertRefused("there is no option --foo; see auspex sql --help", "sql", "--foo");
        assertRefused("'select' is one word too many; see auspex sql --help", "sql", "select");
        assertRefused("--port needs a value", "serve", "--port");
    }

    @Test
    void versionsOfWhatRunsHere() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString())
                .startsWith("auspex ")
                .containsPattern(
                        "prediction kernels: scalar \\((vector kernels need Java 25|Java runs without --add-modules).*\\)");
    }
}
