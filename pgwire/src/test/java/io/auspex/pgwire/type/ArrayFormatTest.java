package io.auspex.pgwire.type;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import io.auspex.language.type.SqlType;
import io.auspex.pgwire.message.WireBuffer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays as PostgreSQL writes and reads them; what it prints was compared with PostgreSQL 15. */
class ArrayFormatTest {
    private static final int TEXT_ARRAY = 1009;
    private static final int INT4_ARRAY = 1007;

    private static String text(SqlType element, String json) {
        WireBuffer out = new WireBuffer();
        ArrayFormat.writeText(out, element, json);
        return new String(out.toByteArray(), UTF_8);
    }

    private static String binary(SqlType element, String json) {
        WireBuffer out = new WireBuffer();
        ArrayFormat.writeBinary(out, element, json);
        return HexFormat.of().formatHex(out.toByteArray());
    }

    private static Object read(int oid, String text) {
        return ParameterDecoder.decode(oid, Format.TEXT, text.getBytes(UTF_8));
    }

    private static Object readBinary(int oid, String hexadecimal) {
        return ParameterDecoder.decode(oid, Format.BINARY, HexFormat.of().parseHex(hexadecimal));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "INTEGER;[];{}",
                "INTEGER;[1,null,-3];{1,NULL,-3}",
                "BOOLEAN;[true,false];{t,f}",
                "DOUBLE;[1.0,NaN,-Infinity,1e20,0.1];{1,NaN,-Infinity,1e+20,0.1}",
                "REAL;[0.10000000149011612];{0.1}",
                "DECIMAL;[\"1.50\"];{1.50}",
                "DATE;[\"2020-01-01\",\"4713-01-01 (BC)\",\"infinity\"];{2020-01-01,\"4713-01-01 BC\",infinity}",
                "TIMESTAMP;[\"2020-01-01 00:00:00.5\"];{\"2020-01-01 00:00:00.5\"}",
                "VARBYTE;[\"ab\\\\xFF\"];{\"\\\\x6162ff\"}",
                "VARCHAR;[\"a\",\"\",\"null\",\"a b\",\"a,b\",\"{\",\"q\\\"e\\\\\"];{a,\"\",\"null\",\"a b\",\"a,b\",\"{\",\"q\\\"e\\\\\"}"
            })
    void writesText(SqlType.Kind element, String json, String text) {
        assertThat(text(SqlType.of(element), json)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER, [], 000000000000000000000017",
        "INTEGER, '[1,null]', 00000001000000010000001700000002000000010000000400000001ffffffff",
        "SMALLINT, [258], 0000000100000000000000150000000100000001000000020102",
        "BOOLEAN, [true], 00000001000000000000001000000001000000010000000101",
        "VARCHAR, '[\"é\"]', 000000010000000000000019000000010000000100000002c3a9",
        "DATE, '[\"2000-01-02\"]', 00000001000000000000043a00000001000000010000000400000001",
        "TIMESTAMP, '[\"2000-01-01 00:00:01\"]', 00000001000000000000045a00000001000000010000000800000000000f4240",
        "DECIMAL, '[\"1.5\"]', 0000000100000000000006a400000001000000010000000c000200000000000100011388"
    })
    void writesBinary(SqlType.Kind element, String json, String hexadecimal) {
        assertThat(binary(SqlType.of(element), json)).isEqualTo(hexadecimal);
    }

    @Test
    void readsText() {
        assertThat(read(INT4_ARRAY, "{}")).isEqualTo(List.of());
        assertThat(read(INT4_ARRAY, " { 1 , NULL,\"-3\" } ")).isEqualTo(Arrays.asList(1L, null, -3L));
        assertThat(read(INT4_ARRAY, "[0:1]={4,5}")).isEqualTo(List.of(4L, 5L));
        assertThat(read(TEXT_ARRAY, "{a b , \"\",\"NULL\",null,\"q\\\"\\\\\",x\\,y}"))
                .isEqualTo(Arrays.asList("a b", "", "NULL", null, "q\"\\", "x,y"));
        assertThat(read(1182, "{2020-02-29}")).isEqualTo(List.of(LocalDate.of(2020, 2, 29)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "{", "{1", "{1,", "{1,}", "{,1}", "{1}x", "{\"1}", "{1\"2\"}", "[1,2]", "{\\", "{1x}"})
    void refusesWhatIsNoArray(String text) {
        assertThatThrownBy(() -> read(INT4_ARRAY, text)).isInstanceOfSatisfying(SqlException.class, error -> assertThat(
                        error.state().code())
                .isEqualTo("22P02"));
    }

    @Test
    void refusesSeveralDimensions() {
        assertThatThrownBy(() -> read(INT4_ARRAY, "{{1},{2}}"))
                .isInstanceOfSatisfying(
                        SqlException.class,
                        error -> assertThat(error.state().code()).isEqualTo("0A000"));
        assertThatThrownBy(() -> readBinary(INT4_ARRAY, "0000000200000000000000170000000100000001"))
                .isInstanceOfSatisfying(
                        SqlException.class,
                        error -> assertThat(error.state().code()).isEqualTo("0A000"));
    }

    @Test
    void readsBinary() {
        assertThat(readBinary(INT4_ARRAY, "000000000000000000000017")).isEqualTo(List.of());
        assertThat(readBinary(INT4_ARRAY, "0000000100000001000000170000000200000001000000040000000affffffff"))
                .isEqualTo(Arrays.asList(10L, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00000001",
                "000000010000000000000019000000010000000100000000", // text where int4 is expected
                "00000001000000000000001700000002000000010000000400000001", // one element short
                "0000000100000000000000177fffffff00000001", // two thousand million elements
                "00000001000000000000001700000001000000017fffffff00000001", // an element of 2 GB
                "0000000100000000000000170000000100000001fffffffe", // of negative length
                "ffffffff0000000000000017",
                "00000000000000000000001700"
            })
    void refusesMalformedBinary(String hexadecimal) {
        assertThatThrownBy(() -> readBinary(INT4_ARRAY, hexadecimal)).isInstanceOf(SqlException.class);
    }
}
