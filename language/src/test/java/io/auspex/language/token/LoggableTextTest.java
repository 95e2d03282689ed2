package io.auspex.language.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggableTextTest {
    private static final String SECRET = "Zq7secret";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE USER ana PASSWORD '%s'",
                "create user ana with password '%s' valid until '2030-01-01'",
                "CREATE USER ana PASSWORD\n/* here */ E'%s'",
                "CREATE USER ana PASSWORD $$%s$$ CREATEDB",
                "CREATE USER ana PASSWORD $p$%s$p$",
                "CREATE USER ana PASSWORD %s",
                "CREATE USER ana PASSWORD \"%s\"",
                "CREATE USER ana PASSWORD %s-and-9more",
                "CREATE USER ana PASSWORT '%s'",
                "ALTER USER ana PASSWORD '%s",
                "ALTER USER ana PASSWORD = '%s'",
                "alter user ana PaSsWoRd '%s' ;",
                "COPY t FROM 's3://b/k' CREDENTIALS 'aws_access_key_id=A;aws_secret_access_key=%s' CSV",
                "COPY t FROM 's3://b/k' CREDENTIALS AS 'aws_secret_access_key=%s'",
                "COPY t FROM 's3://b/k' ACCESS_KEY_ID '%s' SECRET_ACCESS_KEY '%s' SESSION_TOKEN '%s'",
                "COPY t FROM 's3://b/k' WITH CREDENTIALS '%s' MASTER_SYMMETRIC_KEY '%s' ENCRYPTED",
                "UNLOAD ('select 1') TO 's3://b/k' CREDENTIALS '%s'",
                "SELECT * FROM accounts WHERE password = '%s'",
            })
    void secretsAreHidden(String statement) {
        String sql = statement.replace("%s", SECRET);
        assertThat(LoggableText.of(sql)).doesNotContain("Zq7", "zq7", "9more").isNotEqualTo(sql);
        assertThat(LoggableText.hidesSomething(LoggableText.of(sql))).isTrue();
    }

    @Test
    void whatIsBesideThemStays() {
        assertThat(LoggableText.of("CREATE USER ana PASSWORD 'Abcdefg1' VALID UNTIL '2030-01-01' IN GROUP g"))
                .isEqualTo("CREATE USER ana PASSWORD '***' VALID UNTIL '2030-01-01' IN GROUP g");
        assertThat(LoggableText.of("ALTER USER ana PASSWORD DISABLE")).isEqualTo("ALTER USER ana PASSWORD DISABLE");
        assertThat(LoggableText.of("SELECT password, token FROM t")).isEqualTo("SELECT password, token FROM t");
        assertThat(LoggableText.of("COPY t FROM 's3://b/k' IAM_ROLE 'arn:x' CREDENTIALS 'x' CSV"))
                .isEqualTo("COPY t FROM 's3://b/k' IAM_ROLE 'arn:x' CREDENTIALS '***' CSV");
        assertThat(LoggableText.of("SELECT 'plain'")).isEqualTo("SELECT 'plain'");
    }

    @Test
    void longTextsAreCutAndStillHideWhatTheyCut() {
        String statement = "CREATE USER a PASSWORD '" + SECRET.repeat(LoggableText.LONGEST / 4) + "'";
        assertThat(LoggableText.of(statement)).doesNotContain("Zq7");
        assertThat(LoggableText.of("x".repeat(LoggableText.LONGEST + 5))).hasSize(LoggableText.LONGEST);
        assertThat(LoggableText.of("x".repeat(LoggableText.LONGEST - 1) + "\uD83D\uDE00"))
                .hasSize(LoggableText.LONGEST - 1);
    }
}
