package io.auspex.benchmark.predict.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlockTest {
    private static final Sample SAMPLE = new Sample(
            "few", List.of("a", "b"), new float[][] {{1, 2, 3}, {10, Float.NaN, 30}}, new float[3], 0, List.of());

    @Test
    void bothFormsHaveTheSameRowsAndBeginAgainBehindTheLast() {
        List<Block> blocks = Block.of(SAMPLE, 1, 2, 2);
        assertThat(blocks.get(0).rowMajor()).containsExactly(2, Float.NaN, 3, 30);
        assertThat(blocks.get(0).columns().numbers(0)).containsExactly(2, 3);
        assertThat(blocks.get(0).columns().numbers(1)).containsExactly(Double.NaN, 30);
        assertThat(blocks.get(1).rowMajor()).containsExactly(1, 10, 2, Float.NaN);
        assertThat(blocks.get(1).columns().numbers(1)).containsExactly(10, Double.NaN);
    }
}
