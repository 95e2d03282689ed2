package io.auspex.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EpochPlanTest {
    private double now;

    @Test
    void slowFirstEpochsAreForgotten() {
        EpochPlan plan = new EpochPlan(50, () -> 10 - now);
        now = 2;
        assertThat(plan.after(1)).as("of 2 s each").isEqualTo(1 + 3);
        assertThat(plan.isCutShort()).isTrue();
        for (int epoch = 2; epoch <= 4; epoch++) {
            now += 0.1;
            plan.after(epoch);
        }
        assertThat(plan.after(5)).as("of 0.1 s each").isEqualTo(50);
        assertThat(plan.isCutShort()).isFalse();
    }

    @Test
    void fewerEpochsAreDoneWhereTimeIsShort() {
        EpochPlan plan = new EpochPlan(50, () -> 10 - now);
        int epochs = 50;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            now += 0.5;
            epochs = plan.after(epoch);
        }
        assertThat(epochs).isBetween(18, 20);
        assertThat(plan.isCutShort()).isTrue();
    }

    @Test
    void theFirstFifthOfTheTimePlansNothing() {
        EpochPlan plan = new EpochPlan(50, () -> 10 - now);
        now = 1.9;
        assertThat(plan.after(1)).isEqualTo(50);
    }
}
