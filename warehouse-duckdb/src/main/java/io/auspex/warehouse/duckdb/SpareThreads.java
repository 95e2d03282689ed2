package io.auspex.warehouse.duckdb;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that help functions with batches which the engine gives to one thread: it scans each group of 16,384 rows with
 * one, however slow the function is. At most as many threads are busy as the engine may use; a function that the engine calls never waits
 * for one.
 */
final class SpareThreads implements AutoCloseable {
    private static final long IDLE_SECONDS = 10;

    private final int threads;
    private final AtomicInteger busy = new AtomicInteger();
    private final ThreadPoolExecutor executor;

    /** @param threads of the engine, at least one */
    SpareThreads(int threads) {
        this.threads = threads;
        // A thread that has just become free may not be waiting yet, or the warehouse is being closed: then the caller
        // does the
        // work. None may be left undone, because the caller waits for it.
        this.executor = new ThreadPoolExecutor(
                0,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                SpareThreads::thread,
                (work, full) -> work.run());
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "function-helper");
        thread.setDaemon(true);
        return thread;
    }

    /** How many threads there can be at once. */
    int most() {
        return threads;
    }

    /** The engine has called a function; to be paired with {@link #left}. */
    void entered() {
        busy.incrementAndGet();
    }

    void left() {
        busy.decrementAndGet();
    }

    /** How many of the wanted threads are free now; each is to be given back, by {@link #run} or {@link #giveBack}. */
    int borrow(int wanted) {
        while (wanted > 0) {
            int now = busy.get();
            int given = Math.min(wanted, threads - now);
            if (given <= 0) {
                return 0;
            }
            if (busy.compareAndSet(now, now + given)) {
                return given;
            }
        }
        return 0;
    }

    void giveBack(int borrowed) {
        busy.addAndGet(-borrowed);
    }

    /** Does some work on a borrowed thread, which is given back at its end. */
    CompletableFuture<Void> run(Runnable work) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        work.run();
                    } finally {
                        giveBack(1);
                    }
                },
                executor);
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
