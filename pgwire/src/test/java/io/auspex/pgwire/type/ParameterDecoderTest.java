package io.auspex.pgwire.type;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterDecoderTest {
    @Test
    void readsText() {
        assertThat(text(WireType.BOOL, "TRUE")).isEqualTo(true);
        assertThat(text(WireType.BOOL, "n")).isEqualTo(false);
        assertThat(text(WireType.BOOL, " 0 ")).isEqualTo(false);
        assertThat(text(WireType.INT2, "-32768")).isEqualTo(-32768L);
        assertThat(text(WireType.INT4, " 42 ")).isEqualTo(42L);
        assertThat(text(WireType.INT8, "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(text(WireType.FLOAT4, "0.1")).isEqualTo((double) 0.1f);
        assertThat(text(WireType.FLOAT8, "-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(text(WireType.FLOAT8, "1e3")).isEqualTo(1000.0);
        assertThat(text(WireType.NUMERIC, "1.50")).isEqualTo(new BigDecimal("1.50"));
        assertThat(text(WireType.VARCHAR, "grün")).isEqualTo("grün");
        assertThat(text(WireType.UNSPECIFIED, " as it is ")).isEqualTo(" as it is ");
        assertThat((byte[]) text(WireType.BYTEA, "\\x00ff")).containsExactly(0, -1);
        assertThat((byte[]) text(WireType.BYTEA, "a\\\\b\\000")).containsExactly('a', '\\', 'b', 0);
        assertThat(ParameterDecoder.decode(WireType.INT4, Format.TEXT, null)).isNull();
    }

    @Test
    void readsBinary() {
        assertThat(binary(WireType.BOOL, ByteBuffer.allocate(1).put((byte) 1))).isEqualTo(true);
        assertThat(binary(WireType.INT2, ByteBuffer.allocate(2).putShort((short) -2)))
                .isEqualTo(-2L);
        assertThat(binary(WireType.INT4, ByteBuffer.allocate(4).putInt(7))).isEqualTo(7L);
        assertThat(binary(WireType.INT8, ByteBuffer.allocate(8).putLong(Long.MIN_VALUE)))
                .isEqualTo(Long.MIN_VALUE);
        assertThat(binary(WireType.FLOAT4, ByteBuffer.allocate(4).putFloat(1.5f)))
                .isEqualTo(1.5);
        assertThat(binary(WireType.FLOAT8, ByteBuffer.allocate(8).putDouble(1e300)))
                .isEqualTo(1e300);
        assertThat(binary(WireType.DATE, ByteBuffer.allocate(4).putInt(-1))).isEqualTo(LocalDate.of(1999, 12, 31));
        assertThat(binary(WireType.DATE, ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE)))
                .isEqualTo("infinity");
        assertThat(binary(WireType.TIME, ByteBuffer.allocate(8).putLong(1_000_000)))
                .isEqualTo(LocalTime.of(0, 0, 1));
        assertThat(binary(WireType.TIMESTAMP, ByteBuffer.allocate(8).putLong(-1)))
                .isEqualTo(LocalDateTime.of(1999, 12, 31, 23, 59, 59, 999_999_000));
        assertThat(binary(WireType.TIMESTAMPTZ, ByteBuffer.allocate(8).putLong(0)))
                .isEqualTo(LocalDateTime.of(2000, 1, 1, 0, 0).atOffset(ZoneOffset.UTC));
        UUID uuid = UUID.fromString("12345678-9abc-def0-1234-56789abcdef0");
        assertThat(binary(
                        WireType.UUID,
                        ByteBuffer.allocate(16)
                                .putLong(uuid.getMostSignificantBits())
                                .putLong(uuid.getLeastSignificantBits())))
                .isEqualTo(uuid.toString());
        assertThat(binary(WireType.VARCHAR, ByteBuffer.wrap("日本".getBytes(UTF_8))))
                .isEqualTo("日本");
        assertThat(binary(WireType.TIMETZ, ByteBuffer.allocate(12).putLong(0).putInt(-7200)))
                .isEqualTo("00:00+02:00");
    }

    @ParameterizedTest
    @CsvSource({
        "16, maybe, 22P02",
        "21, 32768, 22003",
        "23, 2147483648, 22003",
        "20, 9223372036854775808, 22003",
        "23, 1.5, 22P02",
        "23, '', 22P02",
        "701, 0x1p3, 22P02",
        "701, 1f, 22P02",
        "701, 1e999, 22003",
        "700, 1e39, 22003",
        "1700, one, 22P02",
        "1700, 1e999999999, 22003",
        "1700, 1e-999999999, 22003",
        "17, \\xzz, 22P02",
        "17, \\9, 22P02",
    })
    void refusesWrongText(int oid, String text, String state) {
        assertThatThrownBy(() -> text(oid, text))
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.state().code()).isEqualTo(state));
    }

    @Test
    void refusesWrongBytes() {
        assertThatThrownBy(() -> ParameterDecoder.decode(WireType.INT4, Format.BINARY, new byte[3]))
                .isInstanceOf(SqlException.class);
        assertThatThrownBy(() -> ParameterDecoder.decode(WireType.VARCHAR, Format.TEXT, new byte[] {'a', 0}))
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.state().code()).isEqualTo("22021"));
        assertThatThrownBy(() -> ParameterDecoder.decode(WireType.VARCHAR, Format.TEXT, new byte[] {(byte) 0xC3}))
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.state().code()).isEqualTo("22021"));
        assertThatThrownBy(() -> ParameterDecoder.decode(1007, Format.BINARY, new byte[4]))
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.state().code()).isEqualTo("22P02"));
        assertThatThrownBy(() -> ParameterDecoder.decode(600, Format.BINARY, new byte[16]))
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.state().code()).isEqualTo("0A000"));
    }

    private static Object text(int oid, String value) {
        return ParameterDecoder.decode(oid, Format.TEXT, value.getBytes(UTF_8));
    }

    private static Object binary(int oid, ByteBuffer bytes) {
        return ParameterDecoder.decode(oid, Format.BINARY, bytes.array());
    }
}
