package io.auspex.pgwire.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {
    /** However the network cuts the bytes, the messages are the same. */
    @Test
    void findsMessagesInAnyPieces() throws IOException {
        Random random = new Random(3);
        for (int round = 0; round < 50; round++) {
            WireBuffer sent = new WireBuffer();
            List<Integer> sizes =
                    random.ints(40, 0, 200_000 >> random.nextInt(16)).boxed().toList();
            for (int size : sizes) {
                sent.begin('Q').bytes(new byte[size]).end();
            }
            MessageReader reader = new MessageReader(inPieces(sent.toByteArray(), random), 1 << 20);
            for (int size : sizes) {
                assertThat(reader.next()).isEqualTo('Q');
                boolean unused = reader.syncFollows();
                assertThat(reader.body().remaining()).isEqualTo(size);
            }
            assertThat(reader.next()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1_005})
    void refusesImpossibleLengths(int length) {
        byte[] sent = new WireBuffer().int8('Q').int32(length).toByteArray();
        MessageReader reader = new MessageReader(new ByteArrayInputStream(sent), 1_000);
        assertThatThrownBy(reader::next).isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void noticesAnEndInsideAMessage() {
        byte[] sent = new WireBuffer().int8('Q').int32(100).int32(0).toByteArray();
        MessageReader reader = new MessageReader(new ByteArrayInputStream(sent), 1_000);
        assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
    }

    @Test
    void seesSyncBehindAMessageAlsoAfterAFlush() throws IOException {
        WireBuffer sent = new WireBuffer();
        sent.begin('E').end().begin('E').end().begin('H').end().begin('S').end();
        MessageReader reader = new MessageReader(new ByteArrayInputStream(sent.toByteArray()), 1_000);
        assertThat(reader.next()).isEqualTo('E');
        assertThat(reader.syncFollows()).isFalse();
        assertThat(reader.next()).isEqualTo('E');
        assertThat(reader.syncFollows()).isTrue();
        assertThat(reader.next()).isEqualTo('H');
        assertThat(reader.syncFollows()).isTrue();
    }

    @Test
    void refusesBodiesThatDoNotHoldWhatTheySay() {
        assertThatThrownBy(() -> body(out -> out.int8('a')).string()).isInstanceOf(ProtocolViolation.class);
        assertThatThrownBy(() -> body(out -> out.int16(1)).int32()).isInstanceOf(ProtocolViolation.class);
        assertThatThrownBy(() -> body(out -> out.int16(65_535)).count(4)).isInstanceOf(ProtocolViolation.class);
        assertThatThrownBy(() -> body(out -> out.int32(-2)).value()).isInstanceOf(ProtocolViolation.class);
        assertThatThrownBy(() -> body(out -> out.int32(Integer.MAX_VALUE)).value())
                .isInstanceOf(ProtocolViolation.class);
        assertThatThrownBy(() -> body(out -> out.int8(0)).end()).isInstanceOf(ProtocolViolation.class);
        assertThat(body(out -> out.int32(-1)).value()).isNull();
    }

    @Test
    void readsStrictUtf8() {
        assertThat(body(out -> out.string("naïve 日本 \uFFFD 🦆")).string()).isEqualTo("naïve 日本 \uFFFD 🦆");
        byte[] overlong = {(byte) 0xC0, (byte) 0x80, 0};
        assertThatThrownBy(() -> MessageBody.of(overlong).string()).isInstanceOf(SqlException.class);
    }

    @Test
    void writesTextAsJavaEncodesIt() {
        for (String text : List.of("", "plain", "grün", "日本", "🦆", "a".repeat(5_000) + "é")) {
            assertThat(new WireBuffer().text(text).toByteArray()).isEqualTo(text.getBytes(UTF_8));
        }
    }

    @Test
    void writesNumbersAsText() {
        for (long value : new long[] {0, 7, -7, 10, 99, 100, 12345, Long.MAX_VALUE, Long.MIN_VALUE, -1000}) {
            assertThat(new String(new WireBuffer().decimal(value).toByteArray(), UTF_8))
                    .isEqualTo(Long.toString(value));
        }
        assertThat(new String(new WireBuffer().digits(42, 5).toByteArray(), UTF_8))
                .isEqualTo("00042");
    }

    private static MessageBody body(Consumer<WireBuffer> writing) {
        WireBuffer out = new WireBuffer();
        writing.accept(out);
        return MessageBody.of(out.toByteArray());
    }

    private static InputStream inPieces(byte[] bytes, Random random) {
        int[] cuts = IntStream.concat(random.ints(30, 0, bytes.length + 1), IntStream.of(0, bytes.length))
                .sorted()
                .toArray();
        List<InputStream> pieces = IntStream.range(1, cuts.length)
                .<InputStream>mapToObj(i -> new ByteArrayInputStream(bytes, cuts[i - 1], cuts[i] - cuts[i - 1]))
                .toList();
        return new SequenceInputStream(Collections.enumeration(pieces));
    }
}
