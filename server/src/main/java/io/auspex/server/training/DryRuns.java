package io.auspex.server.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.learn.job.JobFolder;
import io.auspex.learn.job.TrainingFailure;
import io.auspex.learn.job.TrainingWorker;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs what CHECK MODEL asks for in worker processes, as many at a time as models may train. Somebody waits for each, so it is
 * over when its statement is: cancelled with it, and with no place in the queue.
 */
final class DryRuns {
    private static final long LOOK_UP_MILLIS = 100;

    private final WorkerSettings settings;
    private final ScheduledExecutorService clock;
    private final Semaphore places;

    /** @param clock stays the caller's */
    DryRuns(WorkerSettings settings, ScheduledExecutorService clock) {
        this.settings = settings;
        this.clock = clock;
        this.places = new Semaphore(settings.concurrentJobs());
    }

    /**
     * What the worker found: its {@code check.json}.
     *
     * @param folder filled, and the caller's
     * @param checkInterrupted called several times a second; what it throws ends the run
     * @throws SqlException INVALID_PARAMETER_VALUE if the rows cannot be learnt from, INSUFFICIENT_RESOURCES if time or memory do
     *     not suffice to tell
     */
    JsonNode run(JobFolder folder, Runnable checkInterrupted) {
        try {
            while (!places.tryAcquire(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS)) {
                checkInterrupted.run();
            }
            try {
                return check(folder, checkInterrupted);
            } finally {
                places.release();
            }
        } catch (IOException e) {
            throw new SqlException(SqlState.IO_ERROR, "The check could not be run: " + e.getMessage()).causedBy(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SqlException(SqlState.QUERY_CANCELED, "The check was interrupted").causedBy(e);
        }
    }

    private JsonNode check(JobFolder folder, Runnable checkInterrupted) throws IOException, InterruptedException {
        WorkerProcess worker = WorkerProcess.check(settings, folder);
        WorkerProcess.End end = await(worker, checkInterrupted);
        if (end.status() == 0) {
            return WorkerReport.read(folder.checkFile());
        }
        Optional<TrainingFailure> said = end.outOfTime() ? Optional.empty() : folder.failure();
        if (said.isPresent()) {
            SqlException refusal = new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE, said.get().message());
            throw said.get().hint().isEmpty()
                    ? refusal
                    : refusal.withHint(said.get().hint());
        }
        if (end.outOfTime()) {
            throw new SqlException(
                            SqlState.INSUFFICIENT_RESOURCES,
                            "The check did not end within " + TrainingWorker.CHECK_SECONDS + " seconds")
                    .withHint("Lower MAX_CELLS in SETTINGS.");
        }
        JobFailure failure = JobFailure.of(end, TrainingWorker.CHECK_SECONDS, settings.memoryMegabytes());
        SqlException error = new SqlException(SqlState.INSUFFICIENT_RESOURCES, failure.reason());
        throw failure.hint().map(error::withHint).orElse(error);
    }

    private WorkerProcess.End await(WorkerProcess worker, Runnable checkInterrupted) throws InterruptedException {
        CompletableFuture<WorkerProcess.End> end = new CompletableFuture<>();
        Thread watch = new Thread(
                () -> {
                    try {
                        end.complete(worker.await(Duration.ofSeconds(TrainingWorker.CHECK_SECONDS), clock, line -> {}));
                    } catch (InterruptedException | RuntimeException e) {
                        end.completeExceptionally(e);
                    }
                },
                "check");
        watch.setDaemon(true);
        watch.start();
        try {
            while (true) {
                try {
                    return end.get(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException notYet) {
                    checkInterrupted.run();
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The check could not be watched", e);
        } finally {
            // The folder is deleted next: nobody may still write into it.
            worker.kill();
            watch.join();
        }
    }
}
