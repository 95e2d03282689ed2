package io.auspex.model.kernel;

import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Looks once for kernels that suit the machine better than plain Java's, and tells a {@link KernelChoice} of what it found. */
public final class KernelSearch {
    private static final int FIRST_JAVA = 25;
    private static final String MODULE = "jdk.incubator.vector";

    /** Compilers on a machine that is busy with other things take minutes. */
    private static final KernelTrial.Limits BACKGROUND = KernelTrial.Limits.ofSeconds(60, 1800);

    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** A trial that never goes on while others work would have no end on a busy server. */
    private static final long LONGEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final KernelTrial.Limits FOREGROUND = KernelTrial.Limits.ofSeconds(10, 60);

    private static final Logger LOG = Logger.getLogger(KernelSearch.class.getName());

    private final KernelChoice choice;

    KernelSearch(KernelChoice choice) {
        this.choice = choice;
    }

    /**
     * Returns at once. Kernels are chosen later, when they are there and have passed the trial, which costs some seconds of one core.
     *
     * @param othersWork whether somebody waits for an answer at the moment; the trial rests longer then
     * @param exchanged is run in the background if other kernels than plain Java's have been chosen
     */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it: where it counts, others come first.
    public static void inBackground(KernelChoice choice, BooleanSupplier othersWork, Runnable exchanged) {
        Kernels before = choice.kernels();
        Runnable work = () -> {
            new KernelSearch(choice).run(BACKGROUND, () -> rest(othersWork));
            if (choice.kernels() != before) {
                exchanged.run();
            }
        };
        Thread thread = new Thread(work, "auspex-kernels");
        // What goes wrong is for the log; predictions go on as they are.
        thread.setUncaughtExceptionHandler(
                (failed, e) -> LOG.log(Level.WARNING, "The trial of the vector kernels failed", e));
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    /** Returns when all is decided, after a minute at the latest. */
    public static void now(KernelChoice choice) {
        new KernelSearch(choice).run(FOREGROUND, () -> {});
    }

    private static void rest(BooleanSupplier othersWork) {
        long begun = System.nanoTime();
        do {
            LockSupport.parkNanos(REST_NANOS);
        } while (othersWork.getAsBoolean() && System.nanoTime() - begun < LONGEST_REST_NANOS);
    }

    private void run(KernelTrial.Limits limits, Runnable rest) {
        search(limits, rest);
        LOG.fine(() -> "prediction kernels: " + choice.kernels().name() + " (" + choice.reason() + ")");
    }

    private void search(KernelTrial.Limits limits, Runnable rest) {
        if (Runtime.version().feature() < FIRST_JAVA) {
            keepPlain("vector kernels need Java " + FIRST_JAVA + ", this is "
                    + Runtime.version().feature());
            return;
        }
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            keepPlain("Java runs without --add-modules " + MODULE);
            return;
        }
        try {
            Optional<Kernels> found = ServiceLoader.load(Kernels.class).findFirst();
            if (found.isEmpty()) {
                keepPlain("the build found no JDK " + FIRST_JAVA + " to make vector kernels with");
                return;
            }
            tryOut(found.get(), limits, rest);
        } catch (ServiceConfigurationError | LinkageError e) {
            // Made for another machine or another Java than this one.
            keepPlain("the vector kernels do not start: " + e.getMessage());
        }
    }

    /** Chooses kernels if they pass the trial. */
    void tryOut(Kernels kernels, KernelTrial.Limits limits, Runnable rest) {
        KernelTrial.Outcome outcome = KernelTrial.of(kernels, limits, rest);
        if (outcome.passed()) {
            choice.use(kernels, outcome.reason());
        } else {
            keepPlain(kernels.name() + ": " + outcome.reason());
        }
    }

    private void keepPlain(String reason) {
        choice.use(choice.kernels(), reason);
    }
}
