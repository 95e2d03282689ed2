package io.auspex.server.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NineDigitsTest {
    private static void require(double number) {
        StringBuilder text = new StringBuilder("=");
        NineDigits.append(text, number);
        assertThat(text)
                .hasToString("="
                        + BigDecimal.valueOf(number)
                                .round(new MathContext(9))
                                .stripTrailingZeros()
                                .toPlainString());
    }

    @Test
    void writesWhatBigDecimalsWrite() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            double unit = random.nextDouble();
            require(unit);
            require(unit * Math.pow(10, random.nextInt(-20, 18)));
            require(-unit * 1e5);
            // As few digits as people write, and halves behind the ninth.
            require(random.nextInt(1, 100_000) / 1e4);
            require((random.nextInt(100_000_000, 1_000_000_000) + 0.5) / Math.pow(10, random.nextInt(0, 14)));
            require((float) unit);
        }
    }

    @Test
    void writesTheEndsOfItsRange() {
        for (int exponent = -18; exponent <= 17; exponent++) {
            double power = Double.parseDouble("1e" + exponent);
            require(power);
            require(Math.nextDown(power));
            require(Math.nextUp(power));
            require(5 * power);
            require(power * 0.99999999949);
            require(power * 0.99999999951);
        }
        require(123.000000004);
        require(100.05);
        require(999_999_999.6);
    }
}
