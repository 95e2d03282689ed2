package io.auspex.pgwire.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import io.auspex.pgwire.message.WireBuffer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumericFormatTest {
    /** The bytes that PostgreSQL 15 sends: {@code SELECT encode(numeric_send(x), 'hex')}. */
    @ParameterizedTest
    @CsvSource({
        "0, 0000000000000000",
        "0.00, 0000000000000002",
        "1, 00010000000000000001",
        "-1, 00010000400000000001",
        "10000, 00010001000000000001",
        "12345.678, 0003000100000003000109291a7c",
        "0.0001, 0001ffff000000040001",
        "-0.00001, 0001fffe4000000503e8",
        "100000000, 00010002000000000001",
        "1.10, 0002000000000002000103e8",
    })
    void writesThePostgresBytes(BigDecimal value, String hexadecimal) {
        assertThat(HexFormat.of().formatHex(written(value))).isEqualTo(hexadecimal);
        assertThat(NumericFormat.read(HexFormat.of().parseHex(hexadecimal))).isEqualTo(value);
    }

    @Test
    void keepsEveryDigitOfAnyDecimal() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            BigInteger digits = new BigInteger(1 + random.nextInt(126), random);
            BigDecimal value = new BigDecimal(random.nextBoolean() ? digits : digits.negate(), random.nextInt(39));
            assertThat(NumericFormat.read(written(value))).isEqualTo(value);
        }
    }

    @Test
    void writesExponentsAsDigits() {
        assertThat(NumericFormat.read(written(new BigDecimal("1.5E+12")))).isEqualTo(new BigDecimal("1500000000000"));
    }

    @ParameterizedTest
    @CsvSource({
        "0000", // too short
        "0001000000000000", // a digit is announced and missing
        "00010000000000002710", // a digit of 10,000
        "00000000c0000000", // NaN
        "0000000000004000", // more digits behind the point than there can be
    })
    void refusesWhatIsNoDecimal(String hexadecimal) {
        byte[] bytes = HexFormat.of().parseHex(hexadecimal);
        assertThatThrownBy(() -> NumericFormat.read(bytes)).isInstanceOf(SqlException.class);
    }

    private static byte[] written(BigDecimal value) {
        WireBuffer out = new WireBuffer();
        NumericFormat.write(out, value);
        return out.toByteArray();
    }
}
