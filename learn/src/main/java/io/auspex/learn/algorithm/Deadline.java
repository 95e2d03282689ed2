package io.auspex.learn.algorithm;

/** A moment that work must not outlast, on the monotonic clock. */
public final class Deadline {
    private final long nanoTime;

    private Deadline(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** This many seconds from now; at most some hundred years. */
    public static Deadline after(double seconds) {
        return new Deadline(System.nanoTime() + (long) (Math.min(seconds, 4e9) * 1e9));
    }

    /** Seconds until then; negative when it has passed. */
    public double remainingSeconds() {
        return (nanoTime - System.nanoTime()) / 1e9;
    }

    public boolean hasPassed() {
        return remainingSeconds() <= 0;
    }

    /** The moment when this share of the remaining time is used up. */
    public Deadline share(double share) {
        return after(remainingSeconds() * share);
    }

    /** This moment, or so many seconds from now if that is earlier. */
    public Deadline within(double seconds) {
        return after(Math.min(seconds, remainingSeconds()));
    }
}
