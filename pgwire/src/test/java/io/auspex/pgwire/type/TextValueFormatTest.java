package io.auspex.pgwire.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.pgwire.message.WireBuffer;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextValueFormatTest {
    @ParameterizedTest
    @CsvSource({
        "'1 year 2 mons 3 days 04:05:06.789', 14706789000, 3, 14",
        "'-1 years -2 days -00:00:01', -1000000, -2, -12",
        "'1 month', 0, 0, 1",
        "'00:00:00', 0, 0, 0",
        "'5 days', 0, 5, 0",
        "'25:00:00', 90000000000, 0, 0",
    })
    void writesIntervals(String text, long micros, int days, int months) {
        ByteBuffer bytes = written(out -> TextValueFormat.writeInterval(out, text));
        assertThat(bytes.getLong()).isEqualTo(micros);
        assertThat(bytes.getInt()).isEqualTo(days);
        assertThat(bytes.getInt()).isEqualTo(months);
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void writesTimesWithZone() {
        ByteBuffer bytes = written(out -> TextValueFormat.writeTimeTz(out, "12:00:00.5-05:30"));
        assertThat(bytes.getLong()).isEqualTo(43_200_500_000L);
        assertThat(bytes.getInt()).isEqualTo(19_800);
    }

    @Test
    void writesBytes() {
        assertThat(written(out -> TextValueFormat.writeBytes(out, "00FF")))
                .isEqualTo(ByteBuffer.wrap(new byte[] {0, -1}));
        assertThat(written(out -> TextValueFormat.writeBytes(out, "\\x00ff")))
                .isEqualTo(ByteBuffer.wrap(new byte[] {0, -1}));
    }

    private static ByteBuffer written(Consumer<WireBuffer> writing) {
        WireBuffer out = new WireBuffer();
        writing.accept(out);
        return ByteBuffer.wrap(out.toByteArray());
    }
}
