package io.auspex.learn.job;

import java.io.IOException;
import java.nio.file.Path;

/** What a job leaves behind. */
public sealed interface JobResult permits TrainedModel, TrainedForecast {
    /** What SHOW MODEL tells of it. */
    TrainingOutcome outcome();

    /** Writes the artifact, whole or not at all. */
    void write(Path file) throws IOException;
}
