package io.auspex.pgwire.type;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.pgwire.message.WireBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatFormatTest {
    /** What PostgreSQL 15 prints; only for the smallest number of all it would do with one digit. */
    @ParameterizedTest
    @CsvSource({
        "0.0, 0",
        "-0.0, -0",
        "1.0, 1",
        "-1.5, -1.5",
        "0.1, 0.1",
        "100.0, 100",
        "0.001, 0.001",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "0.000123, 0.000123",
        "123456789012345, 123456789012345",
        "1234567890123456, 1.234567890123456e+15",
        "1e15, 1e+15",
        "1e14, 100000000000000",
        "1.5e20, 1.5e+20",
        "1e100, 1e+100",
        "2e-3, 0.002",
        "2.0e23, 2e+23",
        "4.9e-324, 4.9e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "3.141592653589793, 3.141592653589793",
        "NaN, NaN",
        "Infinity, Infinity",
        "-Infinity, -Infinity",
    })
    void printsDoublesAsPostgresDoes(double value, String text) {
        assertThat(text(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "-0.0, -0",
        "100000, 100000",
        "1000000, 1e+06",
        "1234567, 1.234567e+06",
        "123456, 123456",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "3.4028235e38, 3.4028235e+38",
        "1.4e-45, 1.4e-45",
        "16777216, 1.6777216e+07",
    })
    void printsFloatsAsPostgresDoes(float value, String text) {
        WireBuffer out = new WireBuffer();
        FloatFormat.writeFloat(out, value);
        assertThat(new String(out.toByteArray(), US_ASCII)).isEqualTo(text);
    }

    @Test
    void everyDoubleReadsBackAsItself() {
        Random random = new Random(11);
        for (int i = 0; i < 100_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (!Double.isNaN(value)) {
                assertThat(Double.parseDouble(text(value))).isEqualTo(value);
            }
            double usual = Math.round(random.nextGaussian() * 1e6) / 1e4;
            assertThat(Double.parseDouble(text(usual))).isEqualTo(usual);
        }
    }

    private static String text(double value) {
        WireBuffer out = new WireBuffer();
        FloatFormat.writeDouble(out, value);
        return new String(out.toByteArray(), US_ASCII);
    }
}
