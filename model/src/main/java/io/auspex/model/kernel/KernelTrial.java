package io.auspex.model.kernel;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Lets kernels work beside plain Java's on the same exercises until they are as fast as they should be. Kernels of vector instructions
 * need it: a hundred times slower than plain Java before the JIT compiler has been through them, and for good where it fails to, which no other
 * sign tells. Since no kernel depends on a model, what is warm here is warm for every model of the process.
 */
final class KernelTrial {
    /** Rows of a call: short calls are compiled soonest, long ones tell the loops' speed. */
    private static final int SHORT = 64;

    private static final int LONG = 512;

    /** For one exercise in one round; cold kernels take longer for a single call. */
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    private static final int MOST_CALLS = 256;

    /** Before plain Java is compiled too, being faster than it says nothing. */
    private static final int LEAST_ROUNDS = 40;

    /** No kernel may be slower than plain Java's by more than what timings on a busy machine are wrong by. */
    private static final double LEAST_RATIO = 0.8;

    /**
     * What does after a quarter of the time: of many loops one may remain slower than it could be, at half of plain Java's speed, and all
     * the others are worth more than it costs. What was never compiled is slower than this by far.
     */
    private static final double ENOUGH_RATIO = 0.25;

    /** Where all together are not faster by this, they are not worth a change. */
    private static final double LEAST_MEAN_RATIO = 1.5;

    /** How often in a row they must do it. */
    private static final int PASSES = 2;

    /**
     * What came of a trial.
     *
     * @param reason in a few words, for a person
     */
    record Outcome(boolean passed, String reason) {}

    /**
     * How long a trial may take. On a machine that has other things to do it is the processor's time that counts.
     *
     * @param busyNanos of this thread's processor time, where the machine tells it
     * @param wallNanos of a clock's
     */
    record Limits(long busyNanos, long wallNanos) {
        static Limits ofSeconds(int busy, int wall) {
            return new Limits(TimeUnit.SECONDS.toNanos(busy), TimeUnit.SECONDS.toNanos(wall));
        }
    }

    private final Kernels tried;
    private final Kernels plain = new ScalarKernels();
    private final List<KernelExercise> exercises;

    /** Of each exercise, the shortest long call of plain Java so far, in nanoseconds. */
    private final long[] plainBest;

    private KernelTrial(Kernels tried) {
        this.tried = tried;
        this.exercises = KernelExercise.all(tried);
        this.plainBest = new long[exercises.size()];
        Arrays.fill(plainBest, Long.MAX_VALUE);
    }

    /**
     * Takes seconds: as long as it takes until they pass, at most until the limit.
     *
     * @param limits that end it
     * @param rest is run after each round, to let others work
     */
    static Outcome of(Kernels tried, Limits limits, Runnable rest) {
        return new KernelTrial(tried).run(limits, rest);
    }

    private Outcome run(Limits limits, Runnable rest) {
        long begun = System.nanoTime();
        long begunBusy = busy();
        int passes = 0;
        double[] ratios = new double[exercises.size()];
        for (int round = 0; passes < PASSES; round++) {
            double spent = Math.max(
                    (double) (System.nanoTime() - begun) / limits.wallNanos(),
                    (double) (busy() - begunBusy) / limits.busyNanos());
            if (spent > 1 || Thread.currentThread().isInterrupted()) {
                return new Outcome(false, slowest(ratios) + " after " + seconds(begun));
            }
            boolean even = round % 2 == 0;
            for (int exercise = 0; exercise < ratios.length; exercise++) {
                double ratio = ratio(exercise, even ? SHORT : LONG);
                ratios[exercise] = even ? ratios[exercise] : ratio;
            }
            if (!even) {
                passes = round >= LEAST_ROUNDS && pass(ratios, spent > 0.25 ? ENOUGH_RATIO : LEAST_RATIO)
                        ? passes + 1
                        : 0;
            }
            rest.run();
        }
        return new Outcome(
                true,
                String.format(Locale.ROOT, "%.1f times the speed of plain Java in a trial of ", mean(ratios))
                        + seconds(begun));
    }

    /** How many times faster than plain Java the kernels were in one turn. */
    private double ratio(int exercise, int rows) {
        KernelExercise.Work work = exercises.get(exercise).work();
        long best = best(work, tried, rows, TURN_NANOS);
        long other = best(work, plain, rows, TURN_NANOS / 4);
        if (rows < LONG) {
            return 0;
        }
        plainBest[exercise] = Math.min(plainBest[exercise], other);
        return plainBest[exercise] / (double) best;
    }

    private static long best(KernelExercise.Work work, Kernels kernels, int rows, long turnNanos) {
        long best = Long.MAX_VALUE;
        long begun = System.nanoTime();
        long before = begun;
        for (int call = 0; call < MOST_CALLS && before - begun < turnNanos; call++) {
            work.run(kernels, rows);
            long after = System.nanoTime();
            best = Math.min(best, after - before);
            before = after;
        }
        return Math.max(1, best);
    }

    private static boolean pass(double[] ratios, double least) {
        for (double ratio : ratios) {
            if (ratio < least) {
                return false;
            }
        }
        return mean(ratios) >= LEAST_MEAN_RATIO;
    }

    private static long busy() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : System.nanoTime();
    }

    /** Geometric. */
    private static double mean(double[] ratios) {
        double logarithms = 0;
        for (double ratio : ratios) {
            logarithms += Math.log(Math.max(ratio, 1e-9));
        }
        return Math.exp(logarithms / ratios.length);
    }

    private String slowest(double[] ratios) {
        int slowest = 0;
        for (int exercise = 1; exercise < ratios.length; exercise++) {
            slowest = ratios[exercise] < ratios[slowest] ? exercise : slowest;
        }
        return String.format(
                Locale.ROOT,
                "%.1f times the speed of plain Java, and %.2f times at %s,",
                mean(ratios),
                ratios[slowest],
                exercises.get(slowest).name());
    }

    private static String seconds(long begun) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - begun) / 1e9);
    }
}
