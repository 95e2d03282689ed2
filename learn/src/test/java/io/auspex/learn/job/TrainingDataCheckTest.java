package io.auspex.learn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.learn.OpenData;
import io.auspex.learn.TrainingException;
import io.auspex.learn.frame.Frame;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The data errors of redshift-ml.md §2.6. */
class TrainingDataCheckTest {
    private static final Frame ABALONE = OpenData.load("abalone");

    private static void assertRefused(Frame frame, JobSpecification job, String... parts) {
        assertThatThrownBy(() -> TrainingDataCheck.check(frame, job))
                .isInstanceOfSatisfying(TrainingException.class, e -> {
                    assertThat(e.getMessage()).contains(parts);
                    assertThat(e.hint()).isNotEmpty();
                });
    }

    private static JobSpecification xgboost(String target, String objective, Map<String, String> parameters) {
        return JobSpecification.xgboost(target, objective, parameters, 1);
    }

    @Test
    void fewerThanFiveHundredRows() {
        Frame first = ABALONE.select(IntStream.range(0, 499).toArray());
        Frame few = Frame.of(first.fields(), first.batch());
        assertRefused(few, JobSpecification.autopilot("rings", 1), "499 rows", "500");
    }

    @Test
    void aTargetThatIsNotThere() {
        assertRefused(ABALONE, JobSpecification.autopilot("ring", 1), "\"ring\"");
    }

    @Test
    void labelsOutsideNumClass() {
        assertRefused(
                ABALONE, xgboost("rings", "multi:softmax", Map.of("num_class", "29")), "num_class - 1 = 28", "has 29");
        assertThat(TrainingDataCheck.check(ABALONE, xgboost("rings", "multi:softmax", Map.of("num_class", "30")))
                        .rows())
                .hasSize(4177);
    }

    @Test
    void targetsThatAnObjectiveCannotTake() {
        assertRefused(ABALONE, xgboost("rings", "binary:logistic", Map.of()), "0 and 1", "\"rings\"");
        assertRefused(ABALONE, xgboost("rings", "reg:logistic", Map.of()), "between 0 and 1");
        Frame negative = OpenData.only(OpenData.load("mammography"), "attr1", "class");
        String shifted = "attr1";
        assertRefused(negative, xgboost(shifted, "reg:tweedie", Map.of()), "at least 0");
        assertRefused(OpenData.load("car"), xgboost("class", "binary:logistic", Map.of()), "is not a number");
    }
}
