package io.auspex.learn;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for what another thread does for a training. */
public final class Awaited {
    private Awaited() {}

    /**
     * What comes of it.
     *
     * @throws TrainingException where the thread that waits is interrupted
     * @throws RuntimeException what the other thread threw; an {@link Error} likewise
     */
    public static <T> T result(Future<T> work) {
        try {
            return work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingException("The training was interrupted.", "", e);
        }
    }
}
