package io.auspex.server.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.learn.job.JobFolder;
import io.auspex.learn.job.ProgressLine;
import io.auspex.learn.search.LeaderboardRow;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.prediction.ModelInstaller;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Trains models in the background, a bounded number at a time, first come first served. A job's folder belongs to the queue
 * from {@link #submit} on and is deleted when the job is over, however it ends; only a server that stops leaves it, to go on
 * with it at its next start. A folder whose model is READY passes on to the {@link ExplanationQueue}, which never takes a
 * place that a training could have.
 */
public final class TrainingQueue implements AutoCloseable {
    private static final long STOP_SECONDS = 20;
    private static final Duration LOOK_UP = Duration.ofMillis(100);

    private final WorkerSettings settings;
    private final ModelInstaller installer;
    private final JobFolders folders;
    private final KeptJobs kept;
    private final ThreadPoolExecutor workers;
    private final ScheduledExecutorService clock;
    private final ExplanationQueue explanations;
    private final DryRuns dryRuns;
    private final Map<String, TrainingJob> jobs = new ConcurrentHashMap<>();

    /** @param installer takes the models through their states as their jobs go on */
    public TrainingQueue(WorkerSettings settings, ModelInstaller installer, JobFolders folders, KeptJobs kept) {
        this.settings = settings;
        this.installer = installer;
        this.folders = folders;
        this.kept = kept;
        this.workers = new ThreadPoolExecutor(
                settings.concurrentJobs(),
                settings.concurrentJobs(),
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> daemon(task, "training"));
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "training-clock"));
        this.explanations = new ExplanationQueue(settings, installer, folders, clock);
        this.dryRuns = new DryRuns(settings, clock);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** @throws SqlException PROGRAM_LIMIT_EXCEEDED if no further job may wait */
    public void requireRoom() {
        if (jobs.size() >= settings.queuedJobs() + settings.concurrentJobs()) {
            throw new SqlException(
                            SqlState.PROGRAM_LIMIT_EXCEEDED,
                            "Too many models are training: " + jobs.size() + " jobs run or wait")
                    .withHint("Wait until some are done, or drop models that are not needed.");
        }
    }

    /**
     * Trains the model of a complete job folder when its turn comes.
     *
     * @param preparation what has been used of the model's time
     */
    public void submit(ModelDefinition definition, Duration preparation) {
        TrainingJob job = new TrainingJob(
                definition, preparation, settings, installer, folders, kept, clock, explanations::submit, jobs::remove);
        jobs.put(definition.id(), job);
        workers.execute(job);
    }

    /** Explains the READY model of a complete job folder when its turn comes. */
    public void explain(ModelDefinition definition) {
        explanations.submit(definition);
    }

    /**
     * Tells what the training of a filled folder would find and do, beside the trainings and in none of their places.
     *
     * @param folder stays the caller's
     * @param checkInterrupted called several times a second; what it throws ends the check
     * @return {@code check.json}
     * @throws SqlException if the rows cannot be learnt from, or the check could not be made
     */
    public JsonNode check(JobFolder folder, Runnable checkInterrupted) {
        return dryRuns.run(folder, checkInterrupted);
    }

    /** How far a job is; empty while it waits, and when there is none. */
    public Optional<ProgressLine> progress(String id) {
        return Optional.ofNullable(jobs.get(id)).flatMap(TrainingJob::progress);
    }

    /** What a model's search has tried so far, by place; empty while it waits, and when there is none. */
    public List<LeaderboardRow> leaderboard(String id) {
        TrainingJob job = jobs.get(id);
        return job == null ? List.of() : job.leaderboard();
    }

    /** What became of a model that was to be stopped. */
    public enum Stopping {
        /** Its search ends, and the best it has found becomes the model. */
        SEARCH_ENDS,
        /** It waited, had nothing to keep, and is FAILED. */
        NEVER_BEGUN,
        /** It was not in training any more. */
        OVER
    }

    /** Ends a model's search early and keeps the best. Returns at once. */
    public Stopping endSearch(String id) {
        TrainingJob job = jobs.get(id);
        if (job == null) {
            return Stopping.OVER;
        }
        if (workers.remove(job)) {
            job.endBeforeStart();
            job.run();
            return Stopping.NEVER_BEGUN;
        }
        job.endSearch();
        return Stopping.SEARCH_ENDS;
    }

    /** Models that are being trained. */
    public int running() {
        return workers.getActiveCount();
    }

    /** Models that wait for their training. */
    public int waiting() {
        return workers.getQueue().size();
    }

    /** How many models are trained before one that waits; empty when it does not wait. */
    public OptionalInt ahead(String id) {
        TrainingJob job = jobs.get(id);
        List<Runnable> waiting = List.copyOf(workers.getQueue());
        int place = job == null ? -1 : waiting.indexOf(job);
        int running = Math.max(0, jobs.size() - waiting.size());
        return place < 0 ? OptionalInt.empty() : OptionalInt.of(place + running);
    }

    /**
     * Waits until a model is trained.
     *
     * @param checkInterrupted called several times a second; what it throws ends the wait and not the training
     */
    public void await(String id, Runnable checkInterrupted) {
        TrainingJob job = jobs.get(id);
        while (job != null && !job.awaitEnd(LOOK_UP)) {
            checkInterrupted.run();
        }
    }

    /**
     * Waits until a model is trained, and explained where it is to be.
     *
     * @param checkInterrupted as in {@link #await}
     */
    public void awaitExplanation(String id, Runnable checkInterrupted) {
        await(id, checkInterrupted);
        // A job passes its model on to be explained before it is over.
        explanations.await(id, checkInterrupted);
    }

    /** Ends a model's jobs for good, running or not; returns when its process and its folder are gone. */
    public void cancel(String id) {
        TrainingJob job = jobs.get(id);
        if (job != null) {
            job.cancel();
            if (workers.remove(job)) {
                job.run();
            }
            job.awaitEnd(Duration.ofSeconds(STOP_SECONDS));
        }
        explanations.cancel(id);
    }

    @Override
    public void close() {
        workers.shutdown();
        for (TrainingJob job : List.copyOf(jobs.values())) {
            workers.remove(job);
            job.stop();
        }
        try {
            if (!workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
        explanations.close();
        clock.shutdownNow();
    }
}
