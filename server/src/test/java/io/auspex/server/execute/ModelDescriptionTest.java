package io.auspex.server.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.learn.job.ProgressLine;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ModelDescriptionTest {
    @Test
    void theScoreOfTheBestIsNotThatOfTheOneBeingTried() {
        assertThat(ModelDescription.text(ProgressLine.of("training", 0.1, "trying linear")))
                .isEqualTo("10% trying linear");
        assertThat(ModelDescription.text(new ProgressLine(
                        "training",
                        0.42,
                        "trying xgboost slow",
                        Optional.of("xgboost default"),
                        Optional.of("validation:f1_binary"),
                        OptionalDouble.of(0.853107))))
                .isEqualTo("42% trying xgboost slow; best so far xgboost default, validation:f1_binary 0.853107");
    }
}
