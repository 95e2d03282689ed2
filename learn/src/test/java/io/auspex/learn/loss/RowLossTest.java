package io.auspex.learn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowLossTest {
    private static final List<NumberLoss> NUMBERS = List.of(
            new NumberLoss.Squared(),
            new NumberLoss.Huber(0.7),
            new NumberLoss.Quantile(0.9),
            new NumberLoss.InsensitiveSquared(0.1),
            new NumberLoss.InsensitiveAbsolute(0.1));

    @Test
    void slopesAreTheNumericalOnes() {
        for (NumberLoss loss : NUMBERS) {
            for (double residual = -2; residual <= 2; residual += 0.00373) {
                double numerical = (loss.value(residual + 1e-6) - loss.value(residual - 1e-6)) / 2e-6;
                assertThat(loss.slope(residual)).as("%s at %s", loss, residual).isCloseTo(numerical, within(1e-3));
            }
            assertThat(loss.value(0)).isBetween(0.0, NumberLoss.ROUNDED);
        }
    }

    @Test
    void slopesOfClassesAreProbabilitiesLessTruth() {
        float[][] margins = {{1, -200}};
        assertThat(ClassLoss.LOGISTIC.apply(margins, 0, 1)).isCloseTo(Math.log1p(Math.exp(-1)), within(1e-6));
        assertThat(margins[0][0]).isCloseTo((float) (1 / (1 + Math.exp(-1)) - 1), within(1e-6f));
        assertThat(ClassLoss.LOGISTIC.apply(margins, 1, 1)).isCloseTo(200, within(1e-6));
        float[][] three = {{1}, {2}, {1000}};
        assertThat(ClassLoss.SOFTMAX.apply(three, 0, 1)).isCloseTo(998, within(1e-3));
        assertThat(three[1][0]).isEqualTo(-1);
        assertThat(three[2][0]).isEqualTo(1);
    }
}
