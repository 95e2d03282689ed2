package io.auspex.learn.job;

import io.auspex.learn.TrainingException;
import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.search.LeaderboardRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The process that runs one training job, for which the server has used so much of the time already, {@code TrainingWorker JOB_FOLDER SECONDS}, or explains the model that came of it,
 * {@code TrainingWorker JOB_FOLDER explain}, or tells what it would do, {@code TrainingWorker JOB_FOLDER check}. Native libraries may abort a JVM, and a job must be
 * killable and bounded in memory; so it never runs inside the server.
 *
 * <pre>
 *   stdin    held open by the parent; at its end the worker halts, so that no orphan outlives a killed server; the line {@link #STOP} ends the
 *            training early: what it has becomes the model
 *   stdout   one {@link ProgressLine} or {@link LeaderboardText} a line; {@link #OVER} when all is done, upon which the parent should close stdin: a JVM
 *            waits 0.3 s at its end for a thread that reads (HotSpot, {@code VM_Exit})
 *   stderr   everything else
 *   exit     0 model and outcome, the explanation, or the check are written; 1 {@code output/failure} says why not; 2 wrong usage; 4 the parent is gone
 * </pre>
 */
public final class TrainingWorker {
    /** Not 3, with which the JVM itself exits when it runs out of heap. */
    private static final int EXIT_ORPHANED = 4;

    /** The second argument that asks for an explanation. */
    public static final String EXPLAIN = "explain";

    /** The second argument that asks for a dry run. */
    public static final String CHECK = "check";

    /** A dry run is given so long: it reads and looks at the rows once or twice. */
    public static final int CHECK_SECONDS = 120;

    /** The line on standard input that asks to end the search and keep the best. */
    public static final String STOP = "stop";

    /** The last line on standard output. */
    public static final String OVER = "over";

    /** An explanation takes about so long at most. */
    public static final int EXPLANATION_SECONDS = 60;

    private TrainingWorker() {}

    public static void main(String[] arguments) {
        PrintStream progress = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        if (arguments.length != 2) {
            System.err.println("usage: TrainingWorker JOB_FOLDER (SECONDS | explain | check)");
            System.exit(2);
        }
        StopRequest request = new StopRequest();
        AtomicInteger exitAtEnd = new AtomicInteger(EXIT_ORPHANED);
        listenToParent(System.in, request, exitAtEnd);
        JobFolder folder = new JobFolder(Path.of(arguments[0]));
        TrainingProgress lines = new PrintedProgress(progress);
        int exit = run(folder, () -> {
            switch (arguments[1]) {
                case EXPLAIN -> explain(folder, lines);
                case CHECK -> DryRunJob.run(folder, folder.specification(), lines);
                default -> train(folder, Double.parseDouble(arguments[1]), request, lines);
            }
        });
        exitAtEnd.set(exit);
        progress.println(OVER);
        progress.flush();
        // Not exit(): shutdown must not wait for a native library.
        Runtime.getRuntime().halt(exit);
    }

    /** The parent's wish to stop, which may come before there is a clock to stop. */
    private static final class StopRequest {
        private JobClock clock;
        private boolean wanted;

        synchronized void want() {
            wanted = true;
            if (clock != null) {
                clock.stop();
            }
        }

        synchronized void reaches(JobClock started) {
            clock = started;
            if (wanted) {
                clock.stop();
            }
        }
    }

    private record PrintedProgress(PrintStream out) implements TrainingProgress {
        @Override
        public void report(ProgressLine line) {
            out.println(line.format());
        }

        @Override
        public void leaderboard(List<LeaderboardRow> rows) {
            out.println(LeaderboardText.format(rows));
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void train(JobFolder folder, double preparedSeconds, StopRequest request, TrainingProgress progress)
            throws IOException {
        JobSpecification job = folder.specification();
        JobClock clock = JobClock.sinceProcessStart(job, preparedSeconds);
        request.reaches(clock);
        TrainingJob.run(folder, job, clock, progress);
    }

    private static void explain(JobFolder folder, TrainingProgress progress) throws IOException {
        Deadline deadline = JobClock.sinceProcessStart(EXPLANATION_SECONDS).deadline();
        ExplanationJob.run(folder, folder.specification(), deadline, progress);
    }

    private static int run(JobFolder folder, Work work) {
        try {
            work.run();
            return 0;
        } catch (Throwable failure) {
            // Including errors: running out of memory, or a native library that does not load.
            failure.printStackTrace(System.err);
            return fail(folder, explain(failure));
        }
    }

    /** The reason in words that a person understands. */
    static TrainingFailure explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // Looked for first: the exceptions around it say less.
            if (String.valueOf(cause.getMessage()).contains("libgomp")) {
                return new TrainingFailure(
                        "XGBoost and LightGBM cannot be loaded: the system library libgomp is missing.",
                        "Install it: 'apt-get install libgomp1' on Debian and Ubuntu, 'dnf install libgomp' on Fedora and RHEL.");
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TrainingException training) {
                return new TrainingFailure(training.getMessage(), training.hint());
            }
            if (cause instanceof OutOfMemoryError) {
                return new TrainingFailure(
                        "Training ran out of memory (" + (Runtime.getRuntime().maxMemory() >> 20) + " MB).",
                        "Lower MAX_CELLS in SETTINGS, or give the training worker more memory.");
            }
            String text = String.valueOf(cause.getMessage());
            if (cause instanceof UnsatisfiedLinkError || text.contains("xgboost4j")) {
                return new TrainingFailure(
                        "XGBoost's native library cannot be loaded: " + firstLine(text),
                        "It exists for Linux and macOS on x86-64 and ARM64, and needs a writable, executable temporary folder.");
            }
            if (text.toLowerCase(Locale.ROOT).contains("no space left")) {
                return new TrainingFailure(
                        "The disk is full: the model could not be written.", "Free space in the server's data folder.");
            }
            if (cause instanceof IOException) {
                return new TrainingFailure(
                        "The training job's folder cannot be used: " + firstLine(text),
                        "Check the server's data folder.");
            }
        }
        return new TrainingFailure(
                "Training failed unexpectedly: " + failure.getClass().getSimpleName() + ": "
                        + firstLine(String.valueOf(failure.getMessage())),
                "The training log has the details.");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static int fail(JobFolder folder, TrainingFailure failure) {
        try {
            Files.createDirectories(folder.failureFile().getParent());
            Files.write(folder.failureFile(), failure.toJson());
        } catch (IOException e) {
            System.err.println(failure.message());
            System.err.println("and the reason could not be written: " + e.getMessage());
        }
        return 1;
    }

    /** Halts the process when the parent is gone, or has heard that all is done. */
    private static void listenToParent(InputStream parent, StopRequest request, AtomicInteger exitAtEnd) {
        Thread watch = new Thread(
                () -> {
                    try (BufferedReader lines =
                            new BufferedReader(new InputStreamReader(parent, StandardCharsets.UTF_8))) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            if (line.equals(STOP)) {
                                request.want();
                            }
                        }
                    } catch (IOException e) {
                        System.err.println("standard input failed: " + e.getMessage());
                    }
                    Runtime.getRuntime().halt(exitAtEnd.get());
                },
                "parent watch");
        watch.setDaemon(true);
        watch.start();
    }
}
