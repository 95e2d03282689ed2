package io.auspex.server.training;

import io.auspex.learn.job.JobFolder;
import io.auspex.learn.job.LeaderboardText;
import io.auspex.learn.job.ProgressLine;
import io.auspex.learn.job.TrainingProgress;
import io.auspex.learn.job.TrainingWorker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A training job in a process of its own: native libraries do abort their process now and then, memory has a bound of its
 * own there, and to kill it is to cancel the job. It dies with the server, because it watches its standard input, which the
 * server keeps open and writes to only to end a search early.
 */
final class WorkerProcess {
    /** Of {@code java}, when it runs out of heap and has been told to exit then. */
    static final int OUT_OF_HEAP = 3;

    private static final String TEMPORARY = "tmp";
    private static final long LOG_LIMIT = 1 << 20;
    private static final int LONGEST_LOG_LINE = 1 << 16;
    private static final int TAIL_LINES = 40;
    /**
     * In so short a time what the JIT compiler's second stage would make of the code does not pay for the core that it keeps busy: of 3.8
     * seconds of the processors that a search of MAX_RUNTIME 5 took, 2.4 were its.
     */
    private static final int SHORT_SECONDS = 5;

    private final Process process;
    private final JobFolder folder;
    private final Deque<String> tail = new ArrayDeque<>();
    private volatile boolean outOfTime;

    private WorkerProcess(Process process, JobFolder folder) {
        this.process = process;
        this.folder = folder;
    }

    /**
     * How a process ended.
     *
     * @param status exit status; above 128 a signal, as shells count it
     * @param outOfTime killed because it took too long
     * @param tail last lines of what it wrote to its standard error
     */
    record End(int status, boolean outOfTime, List<String> tail) {}

    /**
     * Trains the model within so many seconds.
     *
     * @param preparation what has been used of them
     */
    static WorkerProcess train(WorkerSettings settings, JobFolder folder, long seconds, Duration preparation)
            throws IOException {
        List<String> flags = seconds <= SHORT_SECONDS ? List.of("-XX:TieredStopAtLevel=1") : List.of();
        return start(settings, folder, List.of(), flags, List.of(Double.toString(preparation.toNanos() / 1e9)));
    }

    /**
     * Explains the trained model, on one core and with what others leave over of it: it begins when users ask for their first predictions,
     * and is in nobody's way while other models train.
     */
    static WorkerProcess explain(WorkerSettings settings, JobFolder folder) throws IOException {
        return start(settings, folder, nice(), List.of("-XX:ActiveProcessorCount=1"), List.of(TrainingWorker.EXPLAIN));
    }

    /** Tells what a training would find and do. */
    static WorkerProcess check(WorkerSettings settings, JobFolder folder) throws IOException {
        return start(settings, folder, List.of(), List.of(), List.of(TrainingWorker.CHECK));
    }

    /** What POSIX systems have before a command that is to take no time from others (POSIX.1-2017, nice); nothing elsewhere. */
    private static List<String> nice() {
        Path program = Path.of("/usr/bin/nice");
        return Files.isExecutable(program) ? List.of(program.toString(), "-n", "10") : List.of();
    }

    /** @param before what the command begins with; it must become the worker, which is ended by its process id */
    private static WorkerProcess start(
            WorkerSettings settings, JobFolder folder, List<String> before, List<String> flags, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(settings.command());
        command.addAll(flags);
        command.add("-Xmx" + Math.max(32, settings.memoryMegabytes() / 2) + "m");
        command.add("-XX:+ExitOnOutOfMemoryError");
        // Native libraries are unpacked there; what a killed worker leaves behind goes with its folder.
        command.add("-Djava.io.tmpdir=" + Files.createDirectories(folder.root().resolve(TEMPORARY)));
        command.add(TrainingWorker.class.getName());
        command.add(folder.root().toString());
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.root().toFile());
        Map<String, String> environment = builder.environment();
        // Idle OpenMP threads that spin starve everything else on a busy machine: 8 to 17 times slower.
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
        environment.put("OMP_NUM_THREADS", Integer.toString(settings.threads()));
        // No business of a worker, and a user's own script may run in one some day.
        environment.remove("AUSPEX_PASSWORD");
        return new WorkerProcess(builder.start(), folder);
    }

    /**
     * Waits for the end.
     *
     * @param limit after which the process is killed
     */
    End await(Duration limit, ScheduledExecutorService clock, TrainingProgress progress) throws InterruptedException {
        ScheduledFuture<?> alarm = clock.schedule(
                () -> {
                    outOfTime = true;
                    kill();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        Thread errors = new Thread(this::keepErrors, "training-log");
        errors.setDaemon(true);
        errors.start();
        try {
            readProgress(progress);
            int status = process.waitFor();
            errors.join();
            return new End(status, outOfTime, List.copyOf(tail));
        } finally {
            alarm.cancel(false);
            kill();
            // The folder is deleted next: nobody may still open the log in it.
            errors.join();
        }
    }

    /** Asks it to make a model of what it has found; of no effect on one that has ended, or has done so before. */
    void endSearch() {
        try {
            OutputStream in = process.getOutputStream();
            in.write((TrainingWorker.STOP + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            // The process has ended by itself meanwhile, or will show by its end what is wrong with it.
            System.getLogger(WorkerProcess.class.getName())
                    .log(System.Logger.Level.DEBUG, "A worker could not be told to stop", e);
        }
    }

    /** Ends its waiting for words from here, which it would have to wait for at its own end. */
    private void letGo() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended by itself, or will a little later.
            System.getLogger(WorkerProcess.class.getName())
                    .log(System.Logger.Level.DEBUG, "A worker could not be let go", e);
        }
    }

    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void readProgress(TrainingProgress progress) {
        try (InputStream in = process.getInputStream()) {
            WorkerOutput output = new WorkerOutput(in, LeaderboardText.LONGEST);
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                ProgressLine.parse(line).ifPresent(progress::report);
                LeaderboardText.parse(line).ifPresent(progress::leaderboard);
                if (line.equals(TrainingWorker.OVER)) {
                    letGo();
                }
            }
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException("The worker's progress cannot be read", e);
            }
        }
    }

    private void keepErrors() {
        Path log = folder.root().resolve("worker.log");
        try (InputStream in = process.getErrorStream();
                Writer file = Files.newBufferedWriter(log, StandardCharsets.UTF_8)) {
            WorkerOutput output = new WorkerOutput(in, LONGEST_LOG_LINE);
            long written = 0;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (tail.size() == TAIL_LINES) {
                    tail.removeFirst();
                }
                tail.addLast(line);
                written += line.length() + 1L;
                if (written < LOG_LIMIT) {
                    file.write(line);
                    file.write('\n');
                }
            }
        } catch (IOException e) {
            // A full disk or a killed process: the job's end tells the story, and its pipe closes with this stream.
            tail.addLast("The worker's log could not be kept: " + e.getMessage());
        }
    }
}
