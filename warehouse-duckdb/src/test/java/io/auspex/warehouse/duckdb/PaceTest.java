package io.auspex.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many rows a function is given at a time. */
class PaceTest {
    private static final int BATCH = 2048;
    private static final long MICROSECOND = 1000;

    private static Pace afterCall(int rows, long nanosPerRow) {
        Pace pace = new Pace();
        pace.learn(rows, rows * nanosPerRow);
        return pace;
    }

    @Test
    void beginsWithFewAndGoesOnWithAllThatTakeNotLong() {
        assertThat(new Pace().rowsAtOnce(BATCH)).isEqualTo(8);
        assertThat(afterCall(8, MICROSECOND).rowsAtOnce(BATCH)).isEqualTo(BATCH);
        assertThat(afterCall(8, 200 * MICROSECOND).rowsAtOnce(BATCH)).isEqualTo(500);
    }

    /** A model that is slow row by row and quick by blocks is not taken for slow for ever. */
    @Test
    void givesEnoughRowsForABlockToWhatSeemsSlow() {
        assertThat(afterCall(8, 2_000 * MICROSECOND).rowsAtOnce(BATCH)).isEqualTo(128);
        assertThat(afterCall(8, 10_000 * MICROSECOND).rowsAtOnce(BATCH)).isEqualTo(50);
        assertThat(afterCall(8, 1_000_000 * MICROSECOND).rowsAtOnce(BATCH)).isEqualTo(1);
    }

    @Test
    void forgetsSoonThatItWasSlow() {
        Pace pace = afterCall(8, 2_000 * MICROSECOND);
        for (int call = 0; call < 3; call++) {
            int rows = pace.rowsAtOnce(BATCH);
            pace.learn(rows, 20 * MICROSECOND * rows);
        }
        assertThat(pace.rowsAtOnce(BATCH)).isEqualTo(BATCH);
    }
}
