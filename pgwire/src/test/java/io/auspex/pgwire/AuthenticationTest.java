package io.auspex.pgwire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.pgwire.message.WireBuffer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, with which driver, by which way. */
class AuthenticationTest {
    private static final String[] REDSHIFT_TLS = {
        "ssl", "true", "sslfactory", "com.amazon.redshift.ssl.NonValidatingFactory"
    };

    @TempDir
    static Path folder;

    private static OpenDoor door;
    private static String certificate;

    @BeforeAll
    static void open() throws IOException {
        door = OpenDoor.withPasswords(folder);
        certificate = door.door().certificateFile().orElseThrow().toString();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    private static void assertWorks(Connection connection) throws SQLException {
        try (connection;
                ResultSet rows = connection.createStatement().executeQuery("select 'in'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("in");
        }
    }

    @Test
    void postgresLogsInWithScram() throws SQLException {
        assertWorks(door.postgres("sslmode", "disable"));
        assertWorks(door.postgres("sslmode", "prefer"));
        assertWorks(door.postgres("sslmode", "require"));
        assertWorks(door.postgres("sslmode", "verify-full", "sslrootcert", certificate));
        assertWorks(door.connect(
                "jdbc:postgresql://localhost:" + door.port() + "/dev",
                OpenDoor.PASSWORD,
                "sslmode",
                "verify-full",
                "sslrootcert",
                certificate));
    }

    @Test
    void postgresMayBeginWithTls() throws SQLException {
        assertWorks(door.postgres("sslmode", "verify-full", "sslrootcert", certificate, "sslNegotiation", "direct"));
    }

    @Test
    void redshiftSendsItsPasswordOverTls() throws SQLException {
        assertWorks(door.redshift(REDSHIFT_TLS));
        assertWorks(door.redshift("ssl", "true", "sslmode", "verify-full", "sslrootcert", certificate));
    }

    @Test
    void redshiftWithoutTlsIsToldWhatToDo() {
        assertThatThrownBy(() -> door.redshift("ssl", "false"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("ssl=true")
                .hasMessageContaining("NonValidatingFactory")
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("28000");
    }

    @Test
    void wrongPasswordsAreRefused() {
        String postgres = "jdbc:postgresql://127.0.0.1:" + door.port() + "/dev";
        assertThatThrownBy(() -> door.connect(postgres, "wrong", "sslmode", "disable"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed for user \"awsuser\"")
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("28P01");
        assertThatThrownBy(
                        () -> door.connect("jdbc:redshift://127.0.0.1:" + door.port() + "/dev", "wrong", REDSHIFT_TLS))
                .isInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("28P01");
        assertThatThrownBy(() -> door.connect(postgres + "?user=nobody", OpenDoor.PASSWORD, "user", "nobody"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed for user \"nobody\"");
    }

    /** The question that a name gets must not tell whether there is such a user. */
    @Test
    void strangersAreAskedTheSameQuestions() throws IOException {
        assertThat(challenge("nobody")).isEqualTo(challenge("nobody")).doesNotStartWith(challenge("somebody"));
        assertThat(challenge("nobody")).matches(",s=[A-Za-z0-9+/]{22}==,i=\\d+");
        assertThat(challenge(OpenDoor.USER)).matches(",s=[A-Za-z0-9+/]{22}==,i=\\d+");
    }

    /** Salt and iterations. */
    private static String challenge(String user) throws IOException {
        return challenge(door, user);
    }

    private static String challenge(OpenDoor asked, String user) throws IOException {
        try (RawClient client = asked.raw()) {
            client.send(RawClient.startup(3 << 16, "user", user, "database", "dev"));
            assertThat(client.read().int32At(0)).isEqualTo(10);
            byte[] first = "n,,n=,r=abcdefgh".getBytes(US_ASCII);
            client.send(new WireBuffer()
                    .begin('p')
                    .string("SCRAM-SHA-256")
                    .int32(first.length)
                    .bytes(first)
                    .end());
            RawClient.Message answer = client.read();
            assertThat(answer.int32At(0)).isEqualTo(11);
            String text = new String(answer.body(), 4, answer.body().length - 4, US_ASCII);
            assertThat(text).startsWith("r=abcdefgh");
            return text.substring(text.indexOf(",s="));
        }
    }

    @Test
    void malformedPasswordsEndTheConnection() throws IOException {
        for (WireBuffer wrong : new WireBuffer[] {
            new WireBuffer().begin('p').string("MD5").int32(-1).end(),
            new WireBuffer().begin('p').string("SCRAM-SHA-256").int32(5).end(),
            new WireBuffer()
                    .begin('p')
                    .string("SCRAM-SHA-256")
                    .int32(3)
                    .text("abc")
                    .end(),
            new WireBuffer().begin('Q').string("select 1").end(),
            new WireBuffer().int8('p').int32(1 << 20),
        }) {
            try (RawClient client = door.raw()) {
                client.send(RawClient.startup(3 << 16, "user", OpenDoor.USER, "database", "dev"));
                assertThat(client.read().type()).isEqualTo('R');
                assertThat(client.send(wrong).read().fields()).containsEntry('C', "08P01");
                assertThat(client.isClosedByServer()).isTrue();
            }
        }
    }

    @Test
    void plainConnectionsAreRefusedWhereTlsIsRequired(@TempDir Path other) throws Exception {
        try (OpenDoor strict = OpenDoor.with(other, settings -> settings.withTls(settings.tls(), true))) {
            assertWorks(strict.postgres("sslmode", "require"));
            assertThatThrownBy(() -> strict.postgres("sslmode", "disable"))
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("28000");
        }
    }

    /** Somebody who guesses waits; somebody who knows does not. */
    @Test
    void failuresDelayOnlyThemselves(@TempDir Path other) throws Exception {
        Duration delay = Duration.ofSeconds(3);
        ConnectionLimits slow =
                new ConnectionLimits(50, 50, 50, Duration.ofSeconds(30), delay, Duration.ofSeconds(60), 0);
        try (OpenDoor guarded =
                        OpenDoor.with(other, settings -> settings.withLimits(slow, settings.conversationLimits()));
                RawClient guessing = guarded.raw()) {
            guessing.send(RawClient.startup(3 << 16, "user", OpenDoor.USER, "database", "dev", "driver_version", "x"));
            assertThat(guessing.read().fields()).containsEntry('C', "28000");
            long begin = System.nanoTime();
            Thread guess = new Thread(() -> assertThatThrownBy(() -> guarded.connect(
                            "jdbc:postgresql://127.0.0.1:" + guarded.port() + "/dev", "wrong", "sslmode", "disable"))
                    .isInstanceOf(SQLException.class));
            guess.start();
            assertWorks(guarded.postgres("sslmode", "disable"));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(delay);
            guess.join();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(delay);
        }
    }

    /** Who fails too often is turned away whatever the password, for a name that does not exist too; others are not. */
    @Test
    void guessingIsSlowedDown(@TempDir Path other) throws Exception {
        ConnectionLimits quick =
                new ConnectionLimits(50, 50, 50, Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(60), 0);
        try (OpenDoor guarded =
                OpenDoor.with(other, settings -> settings.withLimits(quick, settings.conversationLimits()))) {
            String url = "jdbc:postgresql://127.0.0.1:" + guarded.port() + "/dev";
            for (String user : new String[] {OpenDoor.USER, "nobody"}) {
                for (int i = 0; i < 10; i++) {
                    assertThatThrownBy(() -> guarded.connect(url, "wrong", "user", user, "sslmode", "disable"))
                            .hasMessageContaining("password authentication failed");
                }
                assertThatThrownBy(() -> guarded.connect(url, OpenDoor.PASSWORD, "user", user, "sslmode", "disable"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("too many failed logins for user \"" + user + "\"")
                        .hasMessageContaining("Try again in")
                        .extracting(e -> ((SQLException) e).getSQLState())
                        .isEqualTo("28000");
            }
            // The drivers of Redshift are counted by the same measure.
            assertThatThrownBy(() -> guarded.connect(
                            "jdbc:redshift://127.0.0.1:" + guarded.port() + "/dev", OpenDoor.PASSWORD, REDSHIFT_TLS))
                    .hasMessageContaining("too many failed logins");
        }
    }

    /** A salt that changes at a restart would tell that there is no such user. */
    @Test
    void strangersKeepTheirSaltThroughRestarts(@TempDir Path other) throws Exception {
        String before;
        try (OpenDoor first = OpenDoor.withPasswords(other)) {
            before = challenge(first, "nobody");
        }
        try (OpenDoor second = OpenDoor.withPasswords(other)) {
            assertThat(challenge(second, "nobody")).isEqualTo(before);
        }
    }
}
