package io.auspex.learn.job;

import static java.util.Objects.requireNonNull;

import io.auspex.model.Model;
import io.auspex.model.artifact.ArtifactWriter;
import java.io.IOException;
import java.nio.file.Path;

/** What a job makes of a frame: the model, and what SHOW MODEL tells of it. */
public record TrainedModel(Model model, TrainingOutcome outcome) implements JobResult {
    public TrainedModel {
        requireNonNull(model, "model is null");
        requireNonNull(outcome, "outcome is null");
    }

    @Override
    public void write(Path file) throws IOException {
        ArtifactWriter.write(model, file);
    }
}
