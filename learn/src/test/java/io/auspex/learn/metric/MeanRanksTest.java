package io.auspex.learn.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeanRanksTest {
    @Test
    void equalsShareTheMeanOfTheirRanks() {
        MeanRanks ranks = new MeanRanks(new double[] {7, 2, 5, 2, 2, 7, -1});
        assertThat(ranks.of(-1)).isEqualTo(1);
        assertThat(ranks.of(2)).isEqualTo(3);
        assertThat(ranks.of(5)).isEqualTo(5);
        assertThat(ranks.of(7)).isEqualTo(6.5);
    }

    @Test
    void zeroIsZeroWhateverItsSign() {
        MeanRanks ranks = new MeanRanks(new double[] {0.0, -1, -0.0});
        assertThat(ranks.of(0.0)).isEqualTo(2.5);
        assertThat(ranks.of(-0.0)).isEqualTo(2.5);
        assertThat(ClassificationMetrics.auc(new int[] {1, 0}, new double[] {0.0, -0.0}))
                .isEqualTo(0.5);
    }

    @Test
    void whatIsNoNumberComesLast() {
        MeanRanks ranks = new MeanRanks(new double[] {Double.NaN, 2, Double.POSITIVE_INFINITY, Double.NaN});
        assertThat(ranks.of(Double.POSITIVE_INFINITY)).isEqualTo(2);
        assertThat(ranks.of(Double.NaN)).isEqualTo(3.5);
    }
}
