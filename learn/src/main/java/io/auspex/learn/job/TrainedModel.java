package io.auspex.learn.job;

import static java.util.Objects.requireNonNull;

import io.auspex.learn.report.DataReport;
import io.auspex.learn.search.LeaderboardRow;
import io.auspex.model.Model;
import io.auspex.model.artifact.ArtifactWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a job makes of a frame: the model, and what SHOW MODEL tells of it.
 *
 * @param leaderboard what was tried, by place; empty where nothing was searched
 * @param report what was found in the rows; empty where nobody looked
 */
public record TrainedModel(
        Model model, TrainingOutcome outcome, List<LeaderboardRow> leaderboard, Optional<DataReport> report)
        implements JobResult {
    /** Of a job that searched nothing. */
    public TrainedModel(Model model, TrainingOutcome outcome) {
        this(model, outcome, List.of(), Optional.empty());
    }

    public TrainedModel {
        leaderboard = List.copyOf(leaderboard);
        requireNonNull(model, "model is null");
        requireNonNull(outcome, "outcome is null");
        requireNonNull(report, "report is null");
    }

    @Override
    public void write(Path file) throws IOException {
        ArtifactWriter.write(model, file);
    }
}
