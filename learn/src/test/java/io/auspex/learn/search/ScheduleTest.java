package io.auspex.learn.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.algorithm.LightGbmLearner;
import io.auspex.learn.algorithm.XGBoostLearner;
import io.auspex.learn.feature.ColumnEncoding;
import io.auspex.learn.feature.FeatureRecipe;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Candidate CANDIDATE = new Candidate(
            "trees",
            new FeatureRecipe(ColumnEncoding.CODES, List.of()),
            new XGBoostLearner(Map.of("eta", "0.03"), 100, 10));

    private static final int MANY = 100;

    @Test
    void theFirstCandidateBeginsEvenWithoutTime() {
        Schedule schedule = new Schedule(Deadline.after(0), MANY, candidate -> 10, candidate -> 1);
        assertThat(schedule.slot(CANDIDATE)).isPresent();
        assertThat(schedule.slot(CANDIDATE)).isEmpty();
    }

    /** To know how many features a candidate has they must be fitted, which on many columns takes seconds for each candidate. */
    @Test
    void whenTheTimeIsOverNothingIsFittedAnyMore() {
        AtomicInteger fitted = new AtomicInteger();
        Schedule schedule =
                new Schedule(Deadline.after(0), MANY, candidate -> fitted.incrementAndGet(), candidate -> 1);
        schedule.slot(CANDIDATE);
        schedule.took(CANDIDATE, 100, 1, false);
        assertThat(schedule.slot(CANDIDATE)).isEmpty();
        assertThat(fitted).hasValue(0);
    }

    @Test
    void whatWouldTakeTooLongIsHastenedOrLeftOut() {
        Schedule schedule = new Schedule(Deadline.after(100), MANY, candidate -> 10, candidate -> 60);
        Schedule.Slot first = schedule.slot(CANDIDATE).orElseThrow();
        assertThat(first.candidate().learner()).isNotEqualTo(CANDIDATE.learner());
        schedule.took(CANDIDATE, 100, 5, false);
        assertThat(schedule.slot(CANDIDATE).orElseThrow().candidate()).isEqualTo(CANDIDATE);
        schedule.holdBack(95);
        assertThat(schedule.slot(CANDIDATE)).isEmpty();
    }

    @Test
    void theFirstOfAKindIsHastenedOnlyIfItWouldBeCutOff() {
        assertThat(new Schedule(Deadline.after(100), MANY, candidate -> 10, candidate -> 11).slot(CANDIDATE))
                .hasValueSatisfying(slot -> {
                    assertThat(slot.candidate()).isEqualTo(CANDIDATE);
                    assertThat(slot.mostSeconds()).isBetween(14.9, 15.1);
                });
        assertThat(new Schedule(Deadline.after(100), MANY, candidate -> 10, candidate -> 15).slot(CANDIDATE))
                .hasValueSatisfying(slot -> assertThat(slot.candidate()).isNotEqualTo(CANDIDATE));
    }

    /** A machine on which one kind takes three times what is known of it is as busy when the next one comes. */
    @Test
    void theFirstOfAKindIsHastenedOnASlowMachine() {
        Candidate other = new Candidate(
                "other trees", CANDIDATE.recipe(), new LightGbmLearner(Map.of("learning_rate", "0.03"), 100, 10));
        Schedule schedule = new Schedule(Deadline.after(100), MANY, candidate -> 10, candidate -> 5);
        assertThat(schedule.slot(CANDIDATE).orElseThrow().candidate()).isEqualTo(CANDIDATE);

        schedule.took(CANDIDATE, 100, 2, true);
        assertThat(schedule.slot(other).orElseThrow().candidate())
                .as("as on a usual machine")
                .isEqualTo(other);
        schedule.took(CANDIDATE, 100, 15, false);
        assertThat(schedule.slot(other).orElseThrow().candidate()).isNotEqualTo(other);
        schedule.took(CANDIDATE, 100, 4, true);
        assertThat(schedule.slot(other).orElseThrow().candidate())
                .as("what was cut off does not tell that it is quick")
                .isNotEqualTo(other);
        schedule.took(CANDIDATE, 100, 4, false);
        assertThat(schedule.slot(other).orElseThrow().candidate()).isEqualTo(other);
    }

    @Test
    void fewCandidatesMayTakeMoreOfTheTime() {
        Schedule schedule = new Schedule(Deadline.after(100), 2, candidate -> 10, candidate -> 35);
        assertThat(schedule.slot(CANDIDATE)).hasValueSatisfying(slot -> {
            assertThat(slot.candidate()).isEqualTo(CANDIDATE);
            assertThat(slot.mostSeconds()).isBetween(49.0, 50.0);
        });
        schedule.took(CANDIDATE, 100, 45, false);
        assertThat(schedule.slot(CANDIDATE).orElseThrow().candidate()).isEqualTo(CANDIDATE);
    }

    @Test
    void whatHadTooLittleTimeGetsUpToHalfOfTheRest() {
        Schedule schedule = new Schedule(Deadline.after(100), MANY, candidate -> 10, candidate -> 60);
        Schedule.Slot hastened = schedule.slot(CANDIDATE).orElseThrow();
        schedule.took(hastened.candidate(), 50, 14, true);

        assertThat(schedule.longer(CANDIDATE, 40)).as("hardly more than before").isEmpty();
        Schedule.Slot longer = schedule.longer(CANDIDATE, 14).orElseThrow();
        assertThat(longer.mostSeconds()).isBetween(49.0, 50.0);
        assertThat(rate(longer)).isBetween(0.03, rate(hastened));
        schedule.holdBack(90);
        assertThat(schedule.longer(CANDIDATE, 14)).isEmpty();
    }

    private static double rate(Schedule.Slot slot) {
        return Double.parseDouble(slot.candidate().learner().parameters().get("eta"));
    }
}
