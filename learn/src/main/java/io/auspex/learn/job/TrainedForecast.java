package io.auspex.learn.job;

import static java.util.Objects.requireNonNull;

import io.auspex.learn.search.LeaderboardRow;
import io.auspex.model.Forecast;
import io.auspex.model.artifact.ForecastArtifact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a forecasting job makes of a frame. */
public record TrainedForecast(Forecast forecast, TrainingOutcome outcome) implements JobResult {
    public TrainedForecast {
        requireNonNull(forecast, "forecast is null");
        requireNonNull(outcome, "outcome is null");
    }

    @Override
    public List<LeaderboardRow> leaderboard() {
        return List.of();
    }

    @Override
    public void write(Path file) throws IOException {
        ForecastArtifact.write(forecast, file);
    }
}
