package io.auspex.learn.job;

import io.auspex.learn.frame.Frame;
import io.auspex.learn.frame.FrameCsv;
import io.auspex.model.artifact.ArtifactWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One job from folder to folder: reads what to do and the rows, learns, leaves model and outcome. {@link TrainingWorker} runs it in
 * a process of its own.
 */
public final class TrainingJob {
    private TrainingJob() {}

    /**
     * Runs the job, its time counted from now.
     *
     * @throws io.auspex.learn.TrainingException with a reason for the user
     * @throws IOException when the folder cannot be written
     */
    public static TrainingOutcome run(JobFolder folder, TrainingProgress progress) throws IOException {
        JobSpecification job = folder.specification();
        return run(folder, job, JobClock.sinceNow(job.maxRuntimeSeconds()), progress);
    }

    static TrainingOutcome run(JobFolder folder, JobSpecification job, JobClock clock, TrainingProgress progress)
            throws IOException {
        progress.report(ProgressLine.of("reading", 0.0, "reading the training data"));
        Frame frame = Frame.read(folder.trainFolder(), job.maxCells(), job.seed());
        TrainedModel trained = train(job, frame, clock, progress);
        progress.report(ProgressLine.of("saving", 0.96, "writing the model"));
        Files.createDirectories(folder.modelFile().getParent());
        ArtifactWriter.write(trained.model(), folder.modelFile());
        if (job.keepsData()) {
            FrameCsv.write(frame, folder.keptRowsFile());
        }
        Files.write(folder.outcomeFile(), trained.outcome().toJson());
        TrainingOutcome outcome = trained.outcome();
        progress.report(new ProgressLine(
                "done",
                1,
                "the model is trained",
                Optional.empty(),
                Optional.of(outcome.metricName()),
                Double.isNaN(outcome.metricValue())
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(outcome.metricValue())));
        return outcome;
    }

    /** Learns from a frame in memory; the job's time counts from now. */
    public static TrainedModel train(JobSpecification job, Frame frame, TrainingProgress progress) {
        return train(job, frame, JobClock.sinceNow(job.maxRuntimeSeconds()), progress);
    }

    private static TrainedModel train(JobSpecification job, Frame frame, JobClock clock, TrainingProgress progress) {
        return switch (job.algorithm()) {
            case AUTOPILOT -> AutopilotJob.run(job, frame, clock, progress);
            case XGBOOST -> XGBoostJob.run(job, frame, clock, progress);
            case KMEANS -> KMeansJob.run(job, frame, clock, progress);
        };
    }
}
