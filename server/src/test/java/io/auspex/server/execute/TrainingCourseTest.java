package io.auspex.server.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.learn.job.ProgressLine;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TrainingCourseTest {
    @Test
    void theScoreOfTheBestIsNotThatOfTheOneBeingTried() {
        assertThat(TrainingCourse.text(ProgressLine.of("training", 0.1, "trying linear")))
                .isEqualTo("10% trying linear");
        assertThat(TrainingCourse.text(new ProgressLine(
                        "training",
                        0.42,
                        "trying xgboost slow",
                        Optional.of("xgboost default"),
                        Optional.of("validation:f1_binary"),
                        OptionalDouble.of(0.853107))))
                .isEqualTo("42% trying xgboost slow; best so far xgboost default, validation:f1_binary 0.853107");
    }

    @Test
    void saysHowLongItWillTake() {
        ProgressLine line = new ProgressLine(
                "training",
                0.1,
                "trying linear",
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(3),
                OptionalDouble.of(17.4),
                OptionalInt.of(0));
        assertThat(TrainingCourse.text(line)).isEqualTo("10% trying linear; about 17 s left");
    }
}
