package io.auspex.server.training;

import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.prediction.ModelInstaller;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Explains READY models in the background, one after the other, beside the trainings and not in their places: a training
 * never waits for an explanation. Belongs to the {@link TrainingQueue}, which passes job folders on to it.
 */
final class ExplanationQueue implements AutoCloseable {
    private static final long STOP_SECONDS = 20;
    private static final Duration LOOK_UP = Duration.ofMillis(100);

    private final WorkerSettings settings;
    private final ModelInstaller installer;
    private final JobFolders folders;
    private final ScheduledExecutorService clock;
    private final ExecutorService worker;
    private final Map<String, ExplanationJob> jobs = new ConcurrentHashMap<>();

    /** @param clock stays the caller's */
    ExplanationQueue(
            WorkerSettings settings, ModelInstaller installer, JobFolders folders, ScheduledExecutorService clock) {
        this.settings = settings;
        this.installer = installer;
        this.folders = folders;
        this.clock = clock;
        this.worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "explanation");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The folder is the queue's from now on; that of a server which stops stays for the next start. */
    void submit(ModelDefinition definition) {
        ExplanationJob job = new ExplanationJob(definition, settings, installer, folders, clock, jobs::remove);
        jobs.put(definition.id(), job);
        if (!worker.isShutdown()) {
            worker.execute(job);
        }
    }

    /** Waits until a model is explained, if it is to be; {@code checkInterrupted} throws to end the wait. */
    void await(String id, Runnable checkInterrupted) {
        ExplanationJob job = jobs.get(id);
        while (job != null && !job.awaitEnd(LOOK_UP)) {
            checkInterrupted.run();
        }
    }

    /** Ends a job for good, running or not; returns when its process and its folder are gone. */
    void cancel(String id) {
        ExplanationJob job = jobs.get(id);
        if (job != null) {
            job.cancel();
            job.awaitEnd(Duration.ofSeconds(STOP_SECONDS));
        }
    }

    @Override
    public void close() {
        worker.shutdown();
        List.copyOf(jobs.values()).forEach(ExplanationJob::stop);
        try {
            if (!worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
