package io.auspex.server.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.auspex.learn.job.JobFolder;
import io.auspex.learn.job.TrainingWorker;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.prediction.ModelInstaller;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One READY model's way to the report of EXPLAIN_MODEL, or to the word that there is none. Whatever goes wrong here, the
 * model answers.
 */
final class ExplanationJob implements Runnable {
    private final ModelDefinition definition;
    private final WorkerSettings settings;
    private final ModelInstaller installer;
    private final JobFolders folders;
    private final ScheduledExecutorService clock;
    private final Consumer<String> whenOver;
    private final CountDownLatch over = new CountDownLatch(1);

    private WorkerProcess process;
    private boolean started;
    private boolean cancelled;
    private boolean stopped;

    ExplanationJob(
            ModelDefinition definition,
            WorkerSettings settings,
            ModelInstaller installer,
            JobFolders folders,
            ScheduledExecutorService clock,
            Consumer<String> whenOver) {
        this.definition = definition;
        this.settings = settings;
        this.installer = installer;
        this.folders = folders;
        this.clock = clock;
        this.whenOver = whenOver;
    }

    /** A job that still waits is over at once; its turn finds nothing to do. */
    void cancel() {
        boolean waiting;
        synchronized (this) {
            cancelled = true;
            waiting = !started;
            started = true;
            killProcess();
        }
        if (waiting) {
            end();
        }
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
        synchronized (this) {
            if (started) {
                return;
            }
            started = true;
        }
        try {
            if (!abandoned()) {
                explain();
            }
        } catch (IOException | RuntimeException e) {
            warn("Model " + definition.name() + " could not be explained", e);
            record(Optional.empty());
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private void explain() throws IOException, InterruptedException {
        JobFolder folder = folders.get(definition.id());
        WorkerProcess worker = WorkerProcess.explain(settings, folder);
        synchronized (this) {
            process = worker;
            if (cancelled || stopped) {
                worker.kill();
            }
        }
        Duration limit = Duration.ofSeconds(TrainingWorker.EXPLANATION_SECONDS).plus(settings.grace());
        WorkerProcess.End end = worker.await(limit, clock, line -> {});
        if (abandoned()) {
            return;
        }
        if (end.status() != 0) {
            throw new IOException(
                    end.outOfTime()
                            ? "The worker was not done within " + limit.toSeconds() + " seconds"
                            : "The worker ended with status " + end.status() + ": " + String.join("\n", end.tail()));
        }
        record(Optional.of(report(folder.explanationFile())));
    }

    private static String report(Path file) throws IOException {
        JsonNode json = WorkerReport.read(file);
        if (!json.path("explanations").isObject()) {
            throw new IOException("The report has no explanations");
        }
        return json.toString();
    }

    private void record(Optional<String> report) {
        if (abandoned()) {
            return;
        }
        try {
            installer.explained(definition, report);
        } catch (RuntimeException e) {
            warn("The explanation of model " + definition.name() + " could not be recorded", e);
        }
    }

    private synchronized boolean abandoned() {
        return cancelled || stopped;
    }

    private void end() {
        boolean keep;
        synchronized (this) {
            keep = stopped && !cancelled;
        }
        if (!keep) {
            try {
                folders.delete(definition.id());
            } catch (IOException e) {
                warn("The folder of job " + definition.id() + " could not be deleted; the next start will", e);
            }
        }
        whenOver.accept(definition.id());
        over.countDown();
    }

    private static void warn(String message, Exception cause) {
        System.getLogger(ExplanationJob.class.getName()).log(System.Logger.Level.WARNING, message, cause);
    }
}
