package io.auspex.learn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TimePlanTest {
    @Test
    void whatWentBeforeIsGoneAndAsMuchIsKeptForWhatComesAfter() {
        // 60 - 0.5 - 1 are left; the start's 1.6 s and 3 % of the limit are kept.
        assertThat(TimePlan.learningSeconds(60, 0.5, 1)).isCloseTo(60 - 1.5 - 1.6 - 1.8, within(1e-9));
    }

    @Test
    void aSlowMachineKeepsMore() {
        double quick = TimePlan.learningSeconds(60, 0, 1);
        double slow = TimePlan.learningSeconds(60, 0, 2);
        assertThat(quick - slow)
                .as("the second itself, and 1.6 s behind learning")
                .isCloseTo(2.6, within(1e-9));
    }

    @Test
    void ofManyRowsLittleIsLookedAtAgain() {
        double few = TimePlan.learningSeconds(600, 0, 3);
        double many = TimePlan.learningSeconds(600, 0, 23);
        assertThat(few - many).isCloseTo(20 + 2, within(1e-9));
    }

    @Test
    void theSizeOfAModelHasBounds() {
        assertThat(TimePlan.learningSeconds(36_000, 0, 1)).isCloseTo(36_000 - 1 - 1.6 - 30, within(1e-9));
    }

    @Test
    void someTimeIsAlwaysLeftToLearn() {
        assertThat(TimePlan.learningSeconds(5, 4, 9)).isEqualTo(0.5);
    }
}
