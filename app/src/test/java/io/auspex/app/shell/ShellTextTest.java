package io.auspex.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small texts that the shell makes: command tags, places of errors, states of models, backslash commands. */
class ShellTextTest {
    @ParameterizedTest
    @CsvSource({
        "INSERT INTO t VALUES (1), 1, INSERT 0 1",
        "update t set a = 1, 4, UPDATE 4",
        "delete from t, 0, DELETE 0",
        "CREATE TABLE t (a int), 0, CREATE TABLE",
        "create or replace view v as select 1, 0, CREATE VIEW",
        "CREATE TEMP TABLE t (a int), 0, CREATE TABLE",
        "/* made */ DROP MODEL m, 0, DROP MODEL",
        "start transaction, 0, BEGIN",
        "stop model m, 0, STOP MODEL",
        "COPY t FROM 's3://b/k', 4177, COPY 4177"
    })
    void commandTags(String sql, long count, String tag) {
        assertThat(CommandTag.of(sql, count)).isEqualTo(tag);
    }

    @Test
    void aCaretStandsBelowTheError() {
        assertThat(ErrorText.place("SELECT 1\nFROM nowhere", 14))
                .containsExactly("LINE 2: FROM nowhere", "             ^");
    }

    @Test
    void aLongLineIsCutAroundTheError() {
        String sql = "SELECT " + "a, ".repeat(100) + "wrong " + ", b".repeat(100);
        assertThat(ErrorText.place(sql, sql.indexOf("wrong"))).satisfies(lines -> {
            assertThat(lines.get(0))
                    .hasSizeLessThan(90)
                    .startsWith("LINE 1: ...")
                    .endsWith("...");
            assertThat(lines.get(0).substring(lines.get(1).length() - 1)).startsWith("wrong");
        });
    }

    @Test
    void positionsCountCharactersAsTheProtocolDoes() {
        assertThat(ErrorText.place("SELECT '\uD83D\uDE00' x", 11))
                .containsExactly("LINE 1: SELECT '\uD83D\uDE00' x", " ".repeat(20) + "^");
    }

    @Test
    void anErrorBehindTheEnd() {
        assertThat(ErrorText.place("SELECT", 99)).containsExactly("LINE 1: SELECT", " ".repeat(14) + "^");
    }

    @Test
    void metaCommands() {
        assertThat(MetaCommand.parse("  \\set wait 'o''ff' ;")).satisfies(command -> {
            assertThat(command.name()).isEqualTo("set");
            assertThat(command.arguments()).containsExactly("wait", "o'ff");
        });
        assertThat(MetaCommand.isMetaCommand("  \\d")).isTrue();
        assertThat(MetaCommand.isMetaCommand("SELECT '\\d'")).isFalse();
    }

    @Test
    void wordsOfPeopleWhoWantToLeave() {
        for (String line : new String[] {"exit", " quit ; ", "HELP"}) {
            assertThat(MetaCommand.isMetaCommand(line)).isTrue();
            assertThat(MetaCommand.parse(line).arguments()).isEmpty();
        }
        assertThat(MetaCommand.parse("EXIT;").name()).isEqualTo("exit");
        assertThat(MetaCommand.isMetaCommand("help me")).isFalse();
        assertThat(MetaCommand.isMetaCommand("select 1;\nexit")).isFalse();
    }

    @Test
    void theLineAtFaultIsNamed() {
        Origin statement = new Origin("t1.sql", 12);
        assertThat(statement).hasToString("t1.sql:12: ");
        assertThat(statement.below(ErrorText.line("SELECT 1\nFROM nowhere", 14)))
                .hasToString("t1.sql:13: ");
        assertThat(Origin.TYPED.below(1)).hasToString("");
    }

    @Test
    void progressOfAModel() {
        ModelStatus status =
                ModelStatus.of(Map.of("Model State", "TRAINING", "Training Progress", "42 % cross-validating XGBoost"));
        assertThat(status.fraction()).contains(0.42);
        assertThat(status.phase()).isEqualTo("cross-validating XGBoost");
        assertThat(ModelStatus.of(Map.of("Model State", "TRAINING")).fraction()).isEmpty();
    }

    @Test
    void endOfAModel() {
        assertThat(ModelStatus.of(Map.of("Model State", "READY", "validation:f1_binary", "0.87"))
                        .metric())
                .contains("validation:f1_binary 0.87");
        assertThat(ModelStatus.of(Map.of("Model State", "FAILED", "Failure Reason", "no memory"))
                        .phase())
                .isEqualTo("no memory");
    }

    @Test
    void aLineForEachPhase() {
        StringWriter text = new StringWriter();
        TrainingDisplay display = TrainingDisplay.lines(new PrintWriter(text));
        for (String phase : new String[] {"profile", "search, round 1", "search, round 2 (0.5)"}) {
            display.show(
                    "m", new ModelStatus(ModelStatus.State.TRAINING, Optional.empty(), phase, Optional.empty()), 1.25);
        }
        assertThat(text.toString().lines())
                .containsExactly("training m:   1.3 s  profile", "training m:   1.3 s  search, round 1");
    }
}
