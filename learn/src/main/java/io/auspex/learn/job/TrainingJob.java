package io.auspex.learn.job;

import io.auspex.learn.frame.Frame;
import io.auspex.learn.frame.FrameCsv;
import io.auspex.learn.search.LeaderboardRow;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
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
        return run(folder, job, JobClock.sinceNow(job), progress);
    }

    static TrainingOutcome run(JobFolder folder, JobSpecification job, JobClock clock, TrainingProgress listener)
            throws IOException {
        TrainingProgress progress = new ClockedProgress(listener, clock);
        progress.report(ProgressLine.of("reading", 0.0, "reading the training data"));
        boolean forecast = job.algorithm() == Algorithm.FORECAST;
        // The rows of a series belong together: no sample of them is drawn.
        Frame frame = Frame.read(folder.trainFolder(), forecast ? Long.MAX_VALUE : job.maxCells(), job.seed());
        JobResult trained =
                forecast ? ForecastJob.run(job, frame, clock, progress) : train(job, frame, clock, progress);
        progress.report(ProgressLine.of("saving", 0.96, "writing the model"));
        Files.createDirectories(folder.modelFile().getParent());
        trained.write(folder.modelFile());
        if (job.keepsData()) {
            FrameCsv.write(frame, folder.keptRowsFile());
        }
        if (trained.report().isPresent()) {
            Files.write(folder.dataReportFile(), trained.report().get().toJson());
        }
        Files.writeString(folder.leaderboardFile(), LeaderboardText.format(trained.leaderboard()));
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
        return train(job, frame, JobClock.sinceNow(job), progress);
    }

    private static TrainedModel train(JobSpecification job, Frame frame, JobClock clock, TrainingProgress progress) {
        TrainedModel trained = fit(job, frame, clock, progress);
        return new TrainedModel(
                Explainable.of(trained.model(), frame, job.seed()),
                trained.outcome(),
                trained.leaderboard(),
                trained.report());
    }

    /** Puts the time on every line. */
    private record ClockedProgress(TrainingProgress listener, JobClock clock) implements TrainingProgress {
        @Override
        public void report(ProgressLine line) {
            listener.report(line.after(clock.elapsedSeconds()));
        }

        @Override
        public void leaderboard(List<LeaderboardRow> rows) {
            listener.leaderboard(rows);
        }
    }

    private static TrainedModel fit(JobSpecification job, Frame frame, JobClock clock, TrainingProgress progress) {
        return switch (job.algorithm()) {
            case AUTOPILOT -> AutopilotJob.run(job, frame, clock, progress);
            case XGBOOST -> XGBoostJob.run(job, frame, clock, progress);
            case KMEANS -> KMeansJob.run(job, frame, clock, progress);
            case FORECAST -> throw new IllegalArgumentException("a forecast is no model of rows");
        };
    }
}
