package io.auspex.learn.job;

import static java.util.Objects.requireNonNull;

import io.auspex.learn.report.DataReport;
import io.auspex.model.Model;
import io.auspex.model.artifact.ArtifactWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What a job makes of a frame: the model, what SHOW MODEL tells of it, and of AUTO ON what was found in the rows. */
public record TrainedModel(Model model, TrainingOutcome outcome, Optional<DataReport> report) implements JobResult {
    /** A model whose rows nobody looked at. */
    TrainedModel(Model model, TrainingOutcome outcome) {
        this(model, outcome, Optional.empty());
    }

    public TrainedModel {
        requireNonNull(model, "model is null");
        requireNonNull(outcome, "outcome is null");
        requireNonNull(report, "report is null");
    }

    @Override
    public void write(Path file) throws IOException {
        ArtifactWriter.write(model, file);
    }
}
