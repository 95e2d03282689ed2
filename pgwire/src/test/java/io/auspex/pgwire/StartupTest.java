package io.auspex.pgwire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.pgwire.message.WireBuffer;
import io.auspex.pgwire.startup.AuthenticationMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first bytes of a connection, well- and malformed. */
class StartupTest {
    private static final int PROTOCOL_3 = 3 << 16;
    private static final WireBuffer SSL_REQUEST = new WireBuffer().int32(8).int32(80877103);
    private static final WireBuffer GSS_REQUEST = new WireBuffer().int32(8).int32(80877104);
    private static final Duration SHORT = Duration.ofMillis(700);

    @TempDir
    static Path folder;

    private static OpenDoor door;

    @BeforeAll
    static void open() throws IOException {
        door = OpenDoor.with(folder, settings -> settings.withAuthentication(AuthenticationMethod.TRUST)
                .withLimits(
                        new ConnectionLimits(500, 20, 10, SHORT, Duration.ofMillis(1), Duration.ofSeconds(60), 0),
                        settings.conversationLimits()));
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void tellsWhatAPostgresClientNeeds() throws IOException {
        try (RawClient client = door.raw()) {
            client.send(RawClient.startup(PROTOCOL_3, "user", OpenDoor.USER, "database", "dev", "unheard_of", "1"));
            List<RawClient.Message> messages = client.untilReady();
            assertThat(messages.get(0).type()).isEqualTo('R');
            assertThat(parameters(messages))
                    .containsEntry("server_version", "8.0.2")
                    .containsEntry("server_encoding", "UTF8")
                    .containsEntry("client_encoding", "UTF8")
                    .containsEntry("DateStyle", "ISO, MDY")
                    .containsEntry("integer_datetimes", "on")
                    .containsEntry("standard_conforming_strings", "on")
                    .containsEntry("session_authorization", OpenDoor.USER)
                    .containsEntry("is_superuser", "on")
                    .containsKeys("TimeZone", "application_name")
                    .doesNotContainKey("show_discovery");
            assertThat(messages)
                    .filteredOn(message -> message.type() == 'K')
                    .singleElement()
                    .satisfies(key -> assertThat(key.body()).hasSize(8));
            assertThat(messages.get(messages.size() - 1).text()).isEqualTo("I");
        }
    }

    @Test
    void tellsRedshiftsDriversMore() throws IOException {
        try (RawClient client = door.raw()) {
            client.send(RawClient.startup(
                    PROTOCOL_3,
                    "user",
                    OpenDoor.USER,
                    "database",
                    "dev",
                    "driver_version",
                    "Redshift JDBC Driver 2.3.0"));
            assertThat(parameters(client.untilReady()))
                    .containsEntry("show_discovery", "4")
                    .containsEntry("server_protocol_version", "0")
                    .containsEntry("datashare_enabled", "off");
        }
    }

    private static Map<String, String> parameters(List<RawClient.Message> messages) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (RawClient.Message message : messages) {
            if (message.type() == 'S') {
                String name = message.text();
                int valueStart = name.length() + 1;
                parameters.put(
                        name, new String(message.body(), valueStart, message.body().length - valueStart - 1, UTF_8));
            }
        }
        return parameters;
    }

    @Test
    void goesOnWithTheOldProtocolWhereANewerOneIsAskedFor() throws IOException {
        try (RawClient client = door.raw()) {
            client.send(RawClient.startup(
                    PROTOCOL_3 + 2, "user", OpenDoor.USER, "database", "dev", "_pq_.compression", "lz4"));
            RawClient.Message answer = client.read();
            assertThat(answer.type()).isEqualTo('v');
            assertThat(answer.int32At(0)).isEqualTo(PROTOCOL_3);
            assertThat(answer.int32At(4)).isEqualTo(1);
            assertThat(client.typesUntilReady()).startsWith("R").endsWith("Z");
        }
    }

    @Test
    void knowsOneDatabase() throws IOException {
        assertRefused(RawClient.startup(PROTOCOL_3, "user", OpenDoor.USER, "database", "prod"), "3D000");
    }

    @Test
    void wantsAUser() throws IOException {
        assertRefused(RawClient.startup(PROTOCOL_3, "database", "dev"), "28000");
    }

    @Test
    void refusesOtherProtocols() throws IOException {
        assertRefused(RawClient.startup(2 << 16, "user", OpenDoor.USER), "0A000");
        assertRefused(RawClient.startup(PROTOCOL_3, "user", OpenDoor.USER, "replication", "database"), "0A000");
    }

    @Test
    void refusesWhatIsNoStartupPacket() throws IOException {
        assertRefused(new WireBuffer().text("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"), "08P01");
        assertRefused(new WireBuffer().int32(Integer.MAX_VALUE).int32(PROTOCOL_3), "08P01");
        assertRefused(new WireBuffer().int32(-1).int32(PROTOCOL_3), "08P01");
        assertRefused(new WireBuffer().int32(10_001).int32(PROTOCOL_3), "08P01");
        assertRefused(new WireBuffer().int32(4), "08P01");
        // No end of the list of parameters; a name without a value.
        assertRefused(new WireBuffer().int32(8).int32(PROTOCOL_3), "08P01");
        assertRefused(new WireBuffer().int32(13).int32(PROTOCOL_3).string("user"), "08P01");
        assertRefused(new WireBuffer().int32(16).int32(PROTOCOL_3).int32(0).int32(0), "08P01");
    }

    private static void assertRefused(WireBuffer packet, String state) throws IOException {
        try (RawClient client = door.raw()) {
            client.send(packet);
            RawClient.Message answer = client.read();
            while (answer.type() != 'E') {
                answer = client.read();
            }
            assertThat(answer.fields()).containsEntry('S', "FATAL").containsEntry('C', state);
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void closesQuietlyWhereNothingComes() throws IOException {
        try (RawClient client = door.raw()) {
            client.send(new WireBuffer().int32(100));
            assertThat(client.isClosedByServer()).isTrue(); // by the deadline
        }
        try (RawClient client = door.raw()) {
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    /** A byte now and then keeps every single read short of its timeout; the whole must still end. */
    @Test
    void losesPatienceWithSlowClients() throws IOException {
        long begin = System.nanoTime();
        try (RawClient client = door.raw()) {
            client.send(new WireBuffer().int32(9_000).int32(PROTOCOL_3));
            assertThatThrownBy(() -> {
                        while (true) {
                            client.send(new WireBuffer().int8('x'));
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void refusesPlainTextBehindARequestForTls() throws IOException {
        try (RawClient client = door.raw()) {
            client.send(SSL_REQUEST, RawClient.startup(PROTOCOL_3, "user", OpenDoor.USER));
            // Whether the bytes are seen before or after the answer, they never count as encrypted ones.
            int answer = client.readByte();
            if (answer == 'S') {
                assertThat(client.readByte()).isIn(-1, 0x15); // the end, or a TLS alert
            } else {
                assertThat(answer).isEqualTo('E');
            }
        }
    }

    @Test
    void answersRequestsForEncryptionOnceEach() throws IOException {
        try (RawClient client = door.raw()) {
            client.send(GSS_REQUEST);
            assertThat(client.readByte()).isEqualTo('N');
            client.send(SSL_REQUEST);
            assertThat(client.readByte()).isEqualTo('S');
        }
        try (RawClient client = door.raw()) {
            client.send(GSS_REQUEST);
            assertThat(client.readByte()).isEqualTo('N');
            client.send(GSS_REQUEST);
            assertThat(client.read().fields()).containsEntry('C', "08P01");
        }
    }

    @Test
    void saysNoWhereTlsIsOff(@TempDir Path other) throws IOException {
        try (OpenDoor plain = OpenDoor.with(other, settings -> settings.withAuthentication(AuthenticationMethod.TRUST)
                        .withTls(Optional.empty(), false));
                RawClient client = plain.raw()) {
            client.send(SSL_REQUEST);
            assertThat(client.readByte()).isEqualTo('N');
            client.send(RawClient.startup(PROTOCOL_3, "user", OpenDoor.USER));
            assertThat(client.typesUntilReady()).endsWith("Z");
        }
    }

    @Test
    void keepsAPlaceForEachAddressOnly() throws IOException {
        RawClient[] waiting = new RawClient[10];
        try {
            for (int i = 0; i < waiting.length; i++) {
                waiting[i] = door.raw();
                waiting[i].send(new WireBuffer().int32(8));
            }
            try (RawClient oneMore = door.raw()) {
                assertThat(oneMore.read().fields()).containsEntry('C', "53300");
            }
        } finally {
            for (RawClient client : waiting) {
                // The deadline frees the places again.
                assertThat(client.isClosedByServer()).isTrue();
                client.close();
            }
        }
        try (RawClient client = RawClient.loggedIn(door.port())) {
            assertThat(client.send(RawClient.query("select 1")).typesUntilReady())
                    .isEqualTo("TDCZ");
        }
    }

    @Test
    void boundsTheNumberOfClients(@TempDir Path other) throws IOException {
        ConnectionLimits two = new ConnectionLimits(
                2, 20, 10, Duration.ofSeconds(30), Duration.ofMillis(1), Duration.ofSeconds(60), 0);
        try (OpenDoor small = OpenDoor.with(other, settings -> settings.withAuthentication(AuthenticationMethod.TRUST)
                        .withLimits(two, settings.conversationLimits()));
                RawClient first = RawClient.loggedIn(small.port());
                RawClient second = RawClient.loggedIn(small.port())) {
            try (RawClient third = small.raw()) {
                third.send(RawClient.startup(PROTOCOL_3, "user", OpenDoor.USER));
                assertThat(third.read().type()).isEqualTo('R');
                assertThat(third.read().fields()).containsEntry('C', "53300");
            }
            assertThat(first.send(RawClient.query("select 1")).typesUntilReady())
                    .isEqualTo("TDCZ");
            assertThat(second.send(RawClient.query("select 1")).typesUntilReady())
                    .isEqualTo("TDCZ");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12345})
    void takesCancelRequestsOfStrangers(int processId) throws IOException {
        try (RawClient client = door.raw()) {
            client.send(
                    new WireBuffer().int32(16).int32(80877102).int32(processId).int32(42));
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void saysGoodbyeWhenItCloses(@TempDir Path other) throws IOException {
        OpenDoor closing = OpenDoor.withoutPasswords(other);
        try (RawClient client = RawClient.loggedIn(closing.port())) {
            closing.close();
            assertThat(client.read().fields()).containsEntry('C', "57P01");
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void trustsLoopbackOnly() {
        PgSettings open = PgSettings.of("0.0.0.0", 0, folder);
        assertThat(open.requireTls()).isTrue();
        assertThatThrownBy(() -> open.withAuthentication(AuthenticationMethod.TRUST))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
