package io.auspex.learn.algorithm;

import static java.util.Objects.requireNonNull;

/**
 * The means of one fit.
 *
 * @param threads cores it may use
 * @param deadline when to stop and hand back the best so far
 */
public record FitControl(int threads, long seed, Deadline deadline) {
    public FitControl {
        requireNonNull(deadline, "deadline is null");
        if (threads < 1) {
            throw new IllegalArgumentException("threads " + threads);
        }
    }
}
