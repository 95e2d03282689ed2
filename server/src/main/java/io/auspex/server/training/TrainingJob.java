package io.auspex.server.training;

import io.auspex.language.error.SqlException;
import io.auspex.learn.job.JobFolder;
import io.auspex.learn.job.JobSpecification;
import io.auspex.learn.job.LeaderboardText;
import io.auspex.learn.job.ProgressLine;
import io.auspex.learn.job.TrainingFailure;
import io.auspex.learn.job.TrainingOutcome;
import io.auspex.learn.job.TrainingProgress;
import io.auspex.learn.search.LeaderboardRow;
import io.auspex.model.artifact.ArtifactException;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.catalog.ModelStatus;
import io.auspex.server.catalog.TrainedModel;
import io.auspex.server.prediction.ModelInstaller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One model's way from a complete job folder to READY or FAILED.
 *
 * <pre>
 *   waiting ──► worker process ──► artifact checked and stored ──► READY, the folder passed on to be explained
 *      │              │                       │
 *      │              ├───────────────────────┴──────────────────► FAILED, with a reason
 *      │              └── endSearch: told to make a model of what it has
 *      ├──── endSearch ──► FAILED: there is nothing to keep
 *      ├──── cancel ──┤  nothing is left
 *      └───── stop ───┘  the folder is left for the next start
 * </pre>
 */
final class TrainingJob implements Runnable {
    /** An artifact larger than this would not fit into the server's memory several times over. */
    private static final long LARGEST_ARTIFACT = 512L << 20;

    private static final double SECONDS_PER_HOUR = 3_600;

    private final ModelDefinition definition;
    private final Duration preparation;
    private final WorkerSettings settings;
    private final ModelInstaller installer;
    private final JobFolders folders;
    private final KeptJobs kept;
    private final ScheduledExecutorService clock;
    private final Consumer<ModelDefinition> explanations;
    private final Consumer<String> whenOver;
    private final CountDownLatch over = new CountDownLatch(1);

    private volatile ProgressLine progress;
    private volatile List<LeaderboardRow> leaderboard = List.of();
    private WorkerProcess process;
    private boolean cancelled;
    private boolean stopped;
    private boolean searchEnded;
    private boolean neverBegins;
    private boolean toExplain;

    TrainingJob(
            ModelDefinition definition,
            Duration preparation,
            WorkerSettings settings,
            ModelInstaller installer,
            JobFolders folders,
            KeptJobs kept,
            ScheduledExecutorService clock,
            Consumer<ModelDefinition> explanations,
            Consumer<String> whenOver) {
        this.definition = definition;
        this.preparation = preparation;
        this.settings = settings;
        this.installer = installer;
        this.folders = folders;
        this.kept = kept;
        this.clock = clock;
        this.explanations = explanations;
        this.whenOver = whenOver;
    }

    Optional<ProgressLine> progress() {
        return Optional.ofNullable(progress);
    }

    /** What the search has tried so far, by place. */
    List<LeaderboardRow> leaderboard() {
        return leaderboard;
    }

    /** Asks a job that runs, or is about to, to make a model of what it has found. */
    synchronized void endSearch() {
        searchEnded = true;
        if (process != null) {
            process.endSearch();
        }
    }

    /** Makes a job that waits fail in its turn. */
    synchronized void endBeforeStart() {
        neverBegins = true;
    }

    synchronized void cancel() {
        cancelled = true;
        killProcess();
    }

    synchronized void stop() {
        stopped = true;
        killProcess();
    }

    private void killProcess() {
        if (process != null) {
            process.kill();
        }
    }

    /** @return false when the time is up before the job is over */
    boolean awaitEnd(Duration limit) {
        try {
            return over.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void run() {
        try {
            if (neverBegins()) {
                fail(new JobFailure(
                        "It was stopped by request before its training began", Optional.of("Create the model again.")));
            } else if (!abandoned()) {
                train();
            }
        } catch (IOException e) {
            fail(new JobFailure("The training job could not be run: " + e.getMessage(), Optional.empty()));
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
        } catch (ArtifactException e) {
            fail(new JobFailure("The trained model could not be read back: " + e.getMessage(), Optional.empty()));
        } catch (RuntimeException e) {
            fail(new JobFailure(
                    "The trained model could not be put to use: " + e.getMessage(),
                    e instanceof SqlException sql ? sql.hint() : Optional.empty()));
        } finally {
            cleanUp();
            whenOver.accept(definition.id());
            over.countDown();
        }
    }

    private void train() throws IOException, InterruptedException {
        JobFolder folder = folders.get(definition.id());
        JobSpecification specification = folder.specification();
        WorkerProcess worker = WorkerProcess.train(settings, folder, specification.maxRuntimeSeconds(), preparation);
        try {
            // Beside the worker's start.
            installer.reached(definition, ModelStatus.TRAINING);
        } catch (RuntimeException e) {
            worker.kill();
            throw e;
        }
        synchronized (this) {
            process = worker;
            if (cancelled || stopped) {
                worker.kill();
            } else if (searchEnded) {
                worker.endSearch();
            }
        }
        Duration limit = Duration.ofSeconds(specification.maxRuntimeSeconds()).plus(settings.grace());
        WorkerProcess.End end = worker.await(limit, clock, new Watch());
        if (abandoned()) {
            return;
        }
        if (end.status() == 0) {
            if (specification.keepsData()) {
                kept.keep(definition, folder);
            }
            install(folder);
            return;
        }
        Optional<TrainingFailure> said = end.outOfTime() ? Optional.empty() : folder.failure();
        fail(said.map(failure -> new JobFailure(
                        failure.message(), Optional.of(failure.hint()).filter(hint -> !hint.isEmpty())))
                .orElseGet(() -> JobFailure.of(end, specification.maxRuntimeSeconds(), settings.memoryMegabytes())));
    }

    /** Remembers the newest of what the worker tells. */
    private final class Watch implements TrainingProgress {
        @Override
        public void report(ProgressLine line) {
            progress = line;
        }

        @Override
        public void leaderboard(List<LeaderboardRow> rows) {
            leaderboard = rows;
        }
    }

    private void install(JobFolder folder) throws IOException {
        installer.reached(definition, ModelStatus.COMPILING);
        TrainingOutcome outcome = folder.outcome();
        if (Files.size(folder.modelFile()) > LARGEST_ARTIFACT) {
            throw new ArtifactException("it is larger than " + (LARGEST_ARTIFACT >> 20) + " MB");
        }
        byte[] artifact = Files.readAllBytes(folder.modelFile());
        installer.ready(
                definition,
                artifact,
                WorkerReport.readIfPresent(folder.dataReportFile()),
                hash -> new TrainedModel(
                        outcome.problemType().map(type -> type.displayName()),
                        outcome.objective(),
                        outcome.modelType().displayName(),
                        outcome.metrics(),
                        outcome.cpuSeconds() / SECONDS_PER_HOUR,
                        outcome.trainedRows(),
                        outcome.runtimeCutOff(),
                        outcome.findings(),
                        hash),
                leaderboard(folder));
        toExplain = definition.kind().isExplained();
    }

    /** What the worker has left, if it is of a bearable size and a leaderboard. */
    private static List<LeaderboardRow> leaderboard(JobFolder folder) throws IOException {
        Path file = folder.leaderboardFile();
        if (!Files.exists(file) || Files.size(file) > LeaderboardText.LONGEST) {
            return List.of();
        }
        return LeaderboardText.parse(Files.readString(file)).orElse(List.of());
    }

    private synchronized boolean neverBegins() {
        return neverBegins && !cancelled;
    }

    private synchronized boolean abandoned() {
        return cancelled || stopped;
    }

    private void fail(JobFailure failure) {
        if (abandoned()) {
            return;
        }
        try {
            installer.failed(definition, failure.reason(), failure.hint());
        } catch (SqlException e) {
            // The model stays TRAINING, and the next start finds that its folder is gone.
            warn(
                    "Model " + definition.name() + " failed (" + failure.reason() + "), but that could not be recorded",
                    e);
        }
    }

    private static void warn(String message, Exception cause) {
        System.getLogger(TrainingJob.class.getName()).log(System.Logger.Level.WARNING, message, cause);
    }

    private void cleanUp() {
        synchronized (this) {
            if (stopped && !cancelled) {
                return;
            }
            if (toExplain && !cancelled) {
                explanations.accept(definition);
                return;
            }
        }
        try {
            folders.delete(definition.id());
        } catch (IOException e) {
            warn("The folder of training job " + definition.id() + " could not be deleted; the next start will", e);
        }
    }
}
