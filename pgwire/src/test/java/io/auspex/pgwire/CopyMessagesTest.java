package io.auspex.pgwire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.pgwire.message.WireBuffer;
import io.auspex.pgwire.startup.AuthenticationMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The messages of COPY FROM STDIN and TO STDOUT, in both protocols. */
class CopyMessagesTest {
    private static final WireBuffer SYNC = new WireBuffer().begin('S').end();
    private static final WireBuffer FLUSH = new WireBuffer().begin('H').end();
    private static final WireBuffer DONE = new WireBuffer().begin('c').end();

    @TempDir
    static Path folder;

    private static OpenDoor door;
    private RawClient client;

    @BeforeAll
    static void open() throws IOException {
        door = OpenDoor.with(folder, settings -> settings.withAuthentication(AuthenticationMethod.TRUST));
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @BeforeEach
    void connect() throws IOException {
        client = RawClient.loggedIn(door.port());
        client.send(RawClient.query("CREATE TABLE t (id INTEGER, name VARCHAR(10))"))
                .untilReady();
    }

    @AfterEach
    void disconnect() throws IOException {
        client.send(RawClient.query("DROP TABLE t")).untilReady();
        client.close();
    }

    private static WireBuffer data(String text) {
        return new WireBuffer().begin('d').text(text).end();
    }

    private static WireBuffer fail(String reason) {
        return new WireBuffer().begin('f').string(reason).end();
    }

    private static WireBuffer[] extended(String sql) {
        return new WireBuffer[] {
            new WireBuffer().begin('P').string("").string(sql).int16(0).end(),
            new WireBuffer()
                    .begin('B')
                    .string("")
                    .string("")
                    .int16(0)
                    .int16(0)
                    .int16(0)
                    .end(),
            new WireBuffer().begin('D').int8('P').string("").end(),
            new WireBuffer().begin('E').string("").int32(0).end(),
            SYNC
        };
    }

    private static String types(List<RawClient.Message> messages) {
        StringBuilder types = new StringBuilder();
        messages.forEach(message -> types.append(message.type()));
        return types.toString();
    }

    private String count() throws IOException {
        List<RawClient.Message> messages =
                client.send(RawClient.query("SELECT count(*) FROM t")).untilReady();
        byte[] row = messages.get(1).body();
        return new String(row, 6, row.length - 6, UTF_8);
    }

    @Test
    void rowsMayBeCutAnywhere() throws IOException {
        client.send(
                RawClient.query("COPY t FROM STDIN"),
                data("1\to"),
                FLUSH,
                data("ne\n2\ttw"),
                data(""),
                data("o"),
                DONE);
        List<RawClient.Message> messages = client.untilReady();
        assertThat(types(messages)).isEqualTo("GCZ");
        assertThat(messages.get(0).body()).containsExactly(0, 0, 2, 0, 0, 0, 0);
        assertThat(messages.get(1).text()).isEqualTo("COPY 2");
        assertThat(count()).isEqualTo("2");
    }

    /** The fuzzer found this one: the statement failed with an internal error. */
    @Test
    void aMessageThatIsNoneEndsTheConnection() throws IOException {
        try (RawClient broken = RawClient.loggedIn(door.port())) {
            broken.send(
                    RawClient.query("COPY t FROM STDIN"),
                    data("1\tone\n"),
                    new WireBuffer().int8('d').int32(-5));
            List<RawClient.Message> messages = broken.untilReady();
            assertThat(types(messages)).isEqualTo("GEZ");
            assertThat(messages.get(1).fields()).containsEntry('C', "08P01").containsEntry('S', "ERROR");
            assertThat(broken.read().fields()).containsEntry('C', "08P01").containsEntry('S', "FATAL");
            assertThat(broken.isClosedByServer()).isTrue();
        }
        assertThat(count()).isEqualTo("0");
    }

    @Test
    void syncBehindExecuteMeansNothing() throws IOException {
        client.send(extended("COPY t FROM STDIN"));
        client.send(data("1\tone\n"), DONE, SYNC);
        assertThat(client.typesUntilReady()).isEqualTo("12nGCZ");
        client.send(extended("COPY t FROM STDIN"));
        client.send(data("x\tone\n"), DONE, SYNC);
        assertThat(client.typesUntilReady()).isEqualTo("12nGEZ");
        client.send(extended("COPY t TO STDOUT"));
        assertThat(client.typesUntilReady()).isEqualTo("12nHdcCZ");
        assertThat(count()).isEqualTo("1");
    }

    @Test
    void whatComesBehindAnErrorIsPassedOver() throws IOException {
        client.send(RawClient.query("COPY t FROM STDIN"), data("x\tone\n"), data("1\tone\n"), DONE);
        assertThat(client.typesUntilReady()).isEqualTo("GEZ");
        client.send(RawClient.query("COPY nosuch FROM STDIN"), data("1\tone\n"), fail("no"));
        assertThat(client.typesUntilReady()).isEqualTo("EZ");
        client.send(RawClient.query("COPY t FROM STDIN"), data("1\tone\n"), fail("changed my mind"));
        List<RawClient.Message> messages = client.untilReady();
        assertThat(messages.get(1).fields())
                .containsEntry('C', "57014")
                .containsEntry('M', "COPY from stdin failed: changed my mind");
        assertThat(count()).isEqualTo("0");
    }

    @Test
    void copiesInAScriptAreOneTransaction() throws IOException {
        client.send(
                RawClient.query("COPY t FROM STDIN; COPY t TO STDOUT; COPY t FROM STDIN"),
                data("1\tone\n"),
                DONE,
                data("2\n"),
                DONE);
        assertThat(client.typesUntilReady()).isEqualTo("GCHdcCGEZ");
        assertThat(count()).isEqualTo("0");
    }

    @Test
    void otherMessagesFailTheCopy() throws IOException {
        client.send(RawClient.query("COPY t FROM STDIN"), data("1\tone\n"), RawClient.query("SELECT 1"));
        List<RawClient.Message> messages = client.untilReady();
        assertThat(types(messages)).isEqualTo("GEZ");
        assertThat(messages.get(1).fields()).containsEntry('C', "08P01");
        assertThat(count()).isEqualTo("0");
    }

    @Test
    void anImpossibleLengthEndsTheConnection() throws IOException {
        try (RawClient other = RawClient.loggedIn(door.port())) {
            other.send(
                    RawClient.query("COPY t FROM STDIN"),
                    data("1\tone\n"),
                    new WireBuffer().int8('d').int32(-1));
            assertThat(other.read().type()).isEqualTo('G');
            RawClient.Message last = other.read();
            while (!"FATAL".equals(last.type() == 'E' ? last.fields().get('S') : "")) {
                last = other.read();
            }
            assertThat(last.fields()).containsEntry('C', "08P01");
            assertThat(other.isClosedByServer()).isTrue();
        }
        assertThat(count()).isEqualTo("0");
    }
}
