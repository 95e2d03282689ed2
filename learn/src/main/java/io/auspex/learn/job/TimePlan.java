package io.auspex.learn.job;

/**
 * How much of MAX_RUNTIME is for learning: what is left behind the steps before, less what the steps behind will take - calibration, writing the
 * model, and in the server reading, compiling and publishing it.
 *
 * <p>What these will take is told by what the worker took until learning could begin. That is of the same nature, code that runs for the first time and passes over
 * the rows, on the same machine, as busy as it is; so it grows with the table and with the load as the rest does. A longer search makes a larger model, which
 * takes longer to write and to read: that is a share of the limit.
 */
final class TimePlan {
    /**
     * Seconds behind learning for each second before it, as long as that is mostly the process's start; and those that the server's catalog
     * takes, in which the job and then the model become known.
     */
    private static final double AFTER_START = 1.6;
    /** The same of what was rows alone: most of them are not looked at again. */
    private static final double AFTER_ROWS = 0.1;
    /** A start takes about so long at most; what takes longer is rows. */
    private static final double MOST_START_SECONDS = 3;
    /** Of the limit, for the size of the model. */
    private static final double MODEL_SHARE = 0.03;

    private static final double MOST_MODEL_SECONDS = 30;
    /** Of a short time so much is left to learning, whatever goes before and comes after: there must be a model. */
    private static final double LEAST_SHARE = 0.1;

    private TimePlan() {}

    /**
     * Seconds from now.
     *
     * @param limit MAX_RUNTIME, in seconds
     * @param prepared seconds that the server took before
     * @param elapsed seconds that the worker has taken so far
     */
    static double learningSeconds(double limit, double prepared, double elapsed) {
        double start = Math.min(elapsed, MOST_START_SECONDS);
        double after = AFTER_START * start
                + AFTER_ROWS * (elapsed - start)
                + Math.min(MOST_MODEL_SECONDS, MODEL_SHARE * limit);
        return Math.max(LEAST_SHARE * limit, limit - prepared - elapsed - after);
    }
}
