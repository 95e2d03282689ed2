package io.auspex.learn.algorithm;

import static java.util.Objects.requireNonNull;

import java.util.function.IntConsumer;

/**
 * The means of one fit.
 *
 * @param threads cores it may use
 * @param deadline when to stop and hand back the best so far
 * @param roundDone hears the number of rounds done, after each; called by the thread that fits
 */
public record FitControl(int threads, long seed, Deadline deadline, IntConsumer roundDone) {
    public FitControl {
        requireNonNull(deadline, "deadline is null");
        requireNonNull(roundDone, "roundDone is null");
        if (threads < 1) {
            throw new IllegalArgumentException("threads " + threads);
        }
    }
}
