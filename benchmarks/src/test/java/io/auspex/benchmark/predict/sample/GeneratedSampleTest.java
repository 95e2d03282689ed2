package io.auspex.benchmark.predict.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GeneratedSampleTest {
    @Test
    void sameSeedGivesTheSameRowsAndLaterColumnsMissMore() {
        Sample sample = GeneratedSample.of(5000, 7);
        assertThat(Arrays.deepEquals(
                        sample.columns(), GeneratedSample.of(5000, 7).columns()))
                .isTrue();
        assertThat(Arrays.deepEquals(
                        sample.columns(), GeneratedSample.of(5000, 8).columns()))
                .isFalse();
        assertThat(sample.features()).isEqualTo(20);
        assertThat(missing(sample, 0)).isZero();
        assertThat(missing(sample, 12)).isBetween(0.28, 0.38);
        assertThat(missing(sample, 19)).isZero();
        assertThat(sample.target()).doesNotContain(Float.NaN);
    }

    private static double missing(Sample sample, int feature) {
        int count = 0;
        for (float value : sample.columns()[feature]) {
            count += Float.isNaN(value) ? 1 : 0;
        }
        return (double) count / sample.rows();
    }
}
