package io.auspex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import io.auspex.server.access.Accounts;
import io.auspex.server.access.ScramVerifier;
import io.auspex.server.session.Notice;
import io.auspex.server.session.SessionListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
    @TempDir
    Path folder;

    @Test
    void makesUpAPasswordOnTheFirstStartAndKeepsIt() throws IOException {
        String password;
        try (TestServer server = TestServer.start(folder)) {
            Path file = folder.resolve("password");
            password = Files.readString(file).strip();
            assertThat(password).hasSize(20);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(server.server().accounts().checkPassword("awsuser", password))
                    .isTrue();
            assertThat(server.server().accounts().checkPassword("awsuser", password + "x"))
                    .isFalse();
            assertThat(server.server().accounts().checkPassword("nobody", password))
                    .isFalse();
            server.restart();
            assertThat(Files.readString(file).strip()).isEqualTo(password);
            assertThat(server.server().accounts().checkPassword("awsuser", password))
                    .isTrue();
        }
    }

    @Test
    void hidesWhichUsersThereAre() {
        try (TestServer server = TestServer.start(folder)) {
            Accounts accounts = server.server().accounts();
            assertThat(accounts.verifier("nobody")).isEmpty();
            ScramVerifier fake = accounts.verifierOrFake("nobody");
            assertThat(fake).isEqualTo(accounts.verifierOrFake("nobody"));
            assertThat(fake.iterations())
                    .isEqualTo(accounts.verifier("awsuser").orElseThrow().iterations());
            assertThat(fake.salt())
                    .isNotEqualTo(accounts.verifierOrFake("somebody").salt());
            assertThatThrownBy(() -> accounts.setPassword("nobody", "x")).isInstanceOf(SqlException.class);
            SessionListener silent = new SessionListener() {
                @Override
                public void notice(Notice notice) {}

                @Override
                public void parameterChanged(String name, String value) {}
            };
            assertThatThrownBy(() -> server.server().openSession("nobody", Map.of(), silent))
                    .isInstanceOf(SqlException.class)
                    .hasMessageContaining("nobody");
        }
    }

    /** The verifier of RFC 7677's example exchange: user {@code user}, password {@code pencil}. */
    @Test
    void derivesTheKeysOfTheStandard() {
        ScramVerifier parsed = ScramVerifier.parse("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ=="
                + "$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=");
        assertThat(parsed.matches("pencil")).isTrue();
        assertThat(parsed.matches("Pencil")).isFalse();
        assertThat(Base64.getEncoder().encodeToString(parsed.salt())).isEqualTo("W22ZaJ0SNY7soEsUEjb6gQ==");
        assertThat(ScramVerifier.parse(parsed.toString())).isEqualTo(parsed);
        ScramVerifier fresh = ScramVerifier.of("pencil");
        assertThat(fresh.matches("pencil")).isTrue();
        assertThat(fresh).isNotEqualTo(ScramVerifier.of("pencil"));
        assertThatThrownBy(() -> ScramVerifier.parse("md5abc")).isInstanceOf(IllegalArgumentException.class);
    }
}
