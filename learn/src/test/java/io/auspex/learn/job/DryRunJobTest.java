package io.auspex.learn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.learn.OpenData;
import io.auspex.learn.TrainingException;
import io.auspex.learn.report.FindingKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DryRunJobTest {
    private static List<String> details(DryRun run, String item) {
        return run.plan().stream()
                .filter(line -> line.item().startsWith(item))
                .map(PlanItem::detail)
                .toList();
    }

    @Test
    void tellsWhatASearchWouldDo() {
        DryRun run = DryRunJob.check(JobSpecification.autopilot("survived", 2), OpenData.load("titanic"));
        assertThat(details(run, "problem_type")).containsExactly("BinaryClassification");
        assertThat(details(run, "rule")).containsExactly("The target \"survived\" has two distinct values.");
        assertThat(details(run, "objective")).containsExactly("F1, the default");
        assertThat(details(run, "rows")).containsExactly("891 of 891");
        assertThat(details(run, "feature_left_out"))
                .contains("Column \"passenger_id\" is not used: it numbers the rows, rising from row to row.");
        assertThat(details(run, "candidate"))
                .startsWith("linear text", "lightgbm text", "linear")
                .hasSizeGreaterThan(20);
        assertThat(details(run, "validation")).containsExactly("8 folds, drawn at random");
        assertThat(details(run, "memory")).singleElement().asString().startsWith("about ");
        assertThat(run.report().findings()).isNotEmpty();
    }

    @Test
    void tellsWhatAutoOffWouldDo() {
        DryRun run = DryRunJob.check(
                JobSpecification.xgboost("survived", "binary:logistic", Map.of("num_round", "7"), 2),
                OpenData.only(OpenData.load("titanic"), "survived", "pclass", "age", "fare"));
        assertThat(details(run, "algorithm")).containsExactly("XGBoost, 7 rounds, the columns as they are");
        assertThat(details(run, "candidate")).isEmpty();
        assertThat(run.report().findings())
                .anyMatch(finding -> finding.sentence().contains("AUC"));
    }

    @Test
    void saysWhatWouldEndInFailure() {
        var names = OpenData.only(OpenData.load("titanic"), "survived", "passenger_id");
        DryRun run = DryRunJob.check(JobSpecification.autopilot("survived", 2), names);
        assertThat(run.report().findings().get(0).kind()).isEqualTo(FindingKind.TRAINING_WOULD_FAIL);
    }

    @Test
    void refusesWhatTrainingRefuses() {
        assertThatThrownBy(() -> DryRunJob.check(JobSpecification.autopilot("name", 2), OpenData.load("titanic")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("too many to be classes");
    }
}
