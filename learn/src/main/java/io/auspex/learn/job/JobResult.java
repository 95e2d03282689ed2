package io.auspex.learn.job;

import io.auspex.learn.report.DataReport;
import io.auspex.learn.search.LeaderboardRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a job leaves behind. */
public sealed interface JobResult permits TrainedModel, TrainedForecast {
    /** What SHOW MODEL tells of it. */
    TrainingOutcome outcome();

    /** What ML.LEADERBOARD tells of it, by place; empty where nothing was searched. */
    List<LeaderboardRow> leaderboard();

    /** What was found in the rows, where the job looked. */
    default Optional<DataReport> report() {
        return Optional.empty();
    }

    /** Writes the artifact, whole or not at all. */
    void write(Path file) throws IOException;
}
