package io.auspex.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RunningStatementTest {
    /** Else the interrupt would reach the engine when it is already at the next statement. */
    @Test
    void endsOnlyWhenAnInterruptIsThrough() {
        RunningStatement running = new RunningStatement("SELECT 1", "default");
        List<String> events = new CopyOnWriteArrayList<>();
        CountDownLatch interrupting = new CountDownLatch(1);
        Thread[] ending = new Thread[1];
        CompletableFuture<Boolean> interrupt = CompletableFuture.supplyAsync(() -> running.interruptEngine(() -> {
            interrupting.countDown();
            // Until the other thread stands at the door.
            while (ending[0] == null || ending[0].getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
            events.add("interrupted");
            return true;
        }));
        Thread end = new Thread(() -> {
            running.finish();
            events.add("ended");
        });
        try {
            interrupting.await();
            end.start();
            ending[0] = end;
            assertThat(interrupt.join()).isTrue();
            end.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(events).containsExactly("interrupted", "ended");
        assertThat(running.interruptEngine(() -> {
                    events.add("too late");
                    return true;
                }))
                .isFalse();
        assertThat(events).hasSize(2);
    }
}
