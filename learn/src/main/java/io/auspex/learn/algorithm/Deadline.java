package io.auspex.learn.algorithm;

/**
 * A moment that work must not outlast, on the monotonic clock. It may be pulled forward while work goes on: {@link #stop} ends this deadline
 * and all shares of it, also those that others hold, as soon as there is {@linkplain #somethingToKeep something to keep}. May be used
 * by several threads at once.
 */
public final class Deadline {
    private final long nanoTime;
    private final Stop stop;

    private Deadline(long nanoTime, Stop stop) {
        this.nanoTime = nanoTime;
        this.stop = stop;
    }

    /** What a deadline and its shares have in common. */
    private static final class Stop {
        private boolean wanted;
        private boolean worthwhile;
        private volatile boolean effective;

        synchronized void want() {
            wanted = true;
            effective = worthwhile;
        }

        synchronized void becomeWorthwhile() {
            worthwhile = true;
            effective = wanted;
        }
    }

    /** This many seconds from now; at most some hundred years. */
    public static Deadline after(double seconds) {
        return new Deadline(moment(seconds), new Stop());
    }

    private static long moment(double seconds) {
        return System.nanoTime() + (long) (Math.min(seconds, 4e9) * 1e9);
    }

    /** Seconds until then; negative when it has passed, zero or negative when it was stopped. */
    public double remainingSeconds() {
        double remaining = (nanoTime - System.nanoTime()) / 1e9;
        return stop.effective ? Math.min(0, remaining) : remaining;
    }

    public boolean hasPassed() {
        return remainingSeconds() <= 0;
    }

    /** The moment when this share of the remaining time is used up; stopped together with this one. */
    public Deadline share(double share) {
        return new Deadline(moment(remainingSeconds() * share), stop);
    }

    /** Asks that the work end now and hand over what it has; while there is nothing yet, that it end once there is. */
    public void stop() {
        stop.want();
    }

    /** Says that the work has something to hand over from now on, so that it may be stopped. */
    public void somethingToKeep() {
        stop.becomeWorthwhile();
    }

    /** Whether it ended because it was asked to. */
    public boolean isStopped() {
        return stop.effective;
    }

    /** This moment, or so many seconds from now if that is earlier; stopped together with this one. */
    public Deadline within(double seconds) {
        return new Deadline(moment(Math.min(seconds, remainingSeconds())), stop);
    }
}
