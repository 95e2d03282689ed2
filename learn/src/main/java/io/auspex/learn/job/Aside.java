package io.auspex.learn.job;

import io.auspex.learn.Awaited;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Work of a job that goes on beside its learning, on a thread of its own that ends with it. */
final class Aside<T> {
    private final FutureTask<T> task;

    private Aside(FutureTask<T> task) {
        this.task = task;
    }

    static <T> Aside<T> begin(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return new Aside<>(task);
    }

    /** Waits for what comes of it; throws what it threw. */
    T result() {
        return Awaited.result(task);
    }
}
