package io.auspex.acceptance;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Work beside the test, each on a thread of its own: the common pool may have only one, and a reader of output keeps it. */
final class Background {
    private Background() {}

    static <T> CompletableFuture<T> supply(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Background::onNewThread);
    }

    static CompletableFuture<Void> run(Runnable work) {
        return CompletableFuture.runAsync(work, Background::onNewThread);
    }

    private static void onNewThread(Runnable work) {
        Thread thread = new Thread(work, "background");
        thread.setDaemon(true);
        thread.start();
    }
}
