package io.auspex.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.learn.TrainingException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class XGBoostTrainingTest {
    /** Who asks for a number of rounds gets them all, or is told. */
    @Test
    void fewerRoundsThanAskedForAreNoModel() {
        TrainingRows rows = new TrainingRows(new float[][] {{1, 2, 3, 4}}, new double[] {1, 2, 3, 4});
        XGBoostParameters parameters =
                XGBoostParameters.parse(XGBoostObjective.REG_SQUAREDERROR, Map.of("num_round", "7"));
        assertThatThrownBy(() -> XGBoostTraining.train(rows, parameters, 1, Deadline.after(0), round -> {}))
                .isInstanceOfSatisfying(
                        TrainingException.class, e -> assertThat(e.hint()).contains("MAX_RUNTIME", "num_round"))
                .hasMessage("MAX_RUNTIME ended after 0 of 7 rounds.");
    }
}
