package io.auspex.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A function waits for each part of a batch that it has given away, so none may be lost. */
class SpareThreadsTest {
    private static final int THREADS = 4;
    private static final int TASKS = 2_000;

    private final SpareThreads threads = new SpareThreads(THREADS);
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void whatIsOfferedAfterTheEndIsDoneByTheCaller() throws Exception {
        threads.close();
        assertThat(threads.borrow(1)).isEqualTo(1);
        Thread[] worker = new Thread[1];
        threads.run(() -> worker[0] = Thread.currentThread()).get(1, TimeUnit.MINUTES);
        assertThat(worker[0]).isSameAs(Thread.currentThread());
        assertThat(threads.borrow(2 * THREADS)).as("all have been given back").isEqualTo(THREADS);
    }

    /** The helpers end while functions still call for them, as when a server is stopped under a query. */
    @Test
    void everyTaskIsDoneThoughTheThreadsEndAmongThem() throws Exception {
        CountDownLatch underWay = new CountDownLatch(TASKS / 4);
        List<CompletableFuture<List<CompletableFuture<Void>>>> offering = new ArrayList<>();
        for (int function = 0; function < 2; function++) {
            offering.add(CompletableFuture.supplyAsync(() -> offer(underWay), task -> new Thread(task).start()));
        }
        assertThat(underWay.await(1, TimeUnit.MINUTES)).isTrue();
        threads.close();
        int given = 0;
        for (CompletableFuture<List<CompletableFuture<Void>>> function : offering) {
            for (CompletableFuture<Void> task : function.get(1, TimeUnit.MINUTES)) {
                task.get(1, TimeUnit.MINUTES);
                given++;
            }
        }
        assertThat(given).isEqualTo(2 * TASKS);
        assertThat(done).hasValue(given);
        assertThat(threads.borrow(2 * THREADS)).as("all have been given back").isEqualTo(THREADS);
    }

    private List<CompletableFuture<Void>> offer(CountDownLatch underWay) {
        List<CompletableFuture<Void>> tasks = new ArrayList<>();
        while (tasks.size() < TASKS) {
            for (int free = threads.borrow(THREADS); free > 0; free--) {
                if (tasks.size() == TASKS) {
                    threads.giveBack(free);
                    break;
                }
                tasks.add(threads.run(done::incrementAndGet));
                underWay.countDown();
            }
        }
        return tasks;
    }
}
