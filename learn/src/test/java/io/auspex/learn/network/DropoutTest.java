package io.auspex.learn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DropoutTest {
    private static final int ROWS = 2000;
    private static final int UNITS = 50;

    @Test
    void dropsTheShareOfEveryUnitAndNothingBeyondThem() {
        for (double share : new double[] {0, 0.01, 0.1, 0.5, 0.9}) {
            float[][] values = new float[ROWS][UNITS + 2];
            for (float[] row : values) {
                Arrays.fill(row, 1);
            }
            new Dropout(share).drop(values, ROWS, UNITS, new SplittableRandom(3));
            int all = 0;
            int pairs = 0;
            for (int unit = 0; unit < UNITS; unit++) {
                int dropped = 0;
                for (float[] row : values) {
                    dropped += row[unit] == 0 ? 1 : 0;
                    pairs += unit > 0 && row[unit] == 0 && row[unit - 1] == 0 ? 1 : 0;
                }
                assertThat(dropped / (double) ROWS).isCloseTo(share, within(0.06));
                all += dropped;
            }
            assertThat(all / (double) (ROWS * UNITS)).isCloseTo(share, within(0.006));
            assertThat(pairs / (double) (ROWS * (UNITS - 1))).isCloseTo(share * share, within(0.01));
            for (float[] row : values) {
                assertThat(row[UNITS] + row[UNITS + 1]).isEqualTo(2);
            }
        }
    }
}
