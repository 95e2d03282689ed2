package io.auspex.language.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import org.junit.jupiter.api.Test;

class TextColumnChangeTest {
    private static final String TABLE = "CREATE TABLE s.t(id BIGINT, \"na me\" VARCHAR DEFAULT('it''s (1)'), c VARCHAR,"
            + " CHECK((strlen(rtrim(\"na me\")) <= 10)), CHECK((3 >= strlen(rtrim(c)))), PRIMARY KEY(id));";

    private static String changed(String alter) {
        return TextColumnChange.of(new EngineStatement(EngineKind.ALTER_TABLE, alter))
                .map(change -> change.applyTo(TABLE))
                .orElse("");
    }

    @Test
    void theLengthOfTheColumnIsExchanged() {
        assertThat(changed("ALTER TABLE s.t ALTER COLUMN \"na me\" TYPE varchar(200)"))
                .isEqualTo(TABLE.replace(
                        "CHECK((strlen(rtrim(\"na me\")) <= 10))", "check (strlen(rtrim(\"na me\")) <= 200)"));
        assertThat(changed("alter table t alter c set data type char(5)"))
                .isEqualTo(TABLE.replace("CHECK((3 >= strlen(rtrim(c))))", "check (5 >= strlen(rtrim(\"c\")))"));
    }

    @Test
    void aColumnWithoutALengthGetsOne() {
        assertThat(changed("ALTER TABLE t ADD COLUMN d character varying(7) DEFAULT 'x'"))
                .isEqualTo(TABLE.replace(");", ", check (strlen(rtrim(\"d\")) <= 7));"));
    }

    @Test
    void otherChangesAreTheEngines() {
        assertThat(changed("ALTER TABLE t ADD COLUMN d int")).isEmpty();
        assertThat(changed("ALTER TABLE t ALTER COLUMN c TYPE bigint")).isEmpty();
        assertThat(changed("ALTER TABLE t RENAME COLUMN c TO d")).isEmpty();
    }
}
