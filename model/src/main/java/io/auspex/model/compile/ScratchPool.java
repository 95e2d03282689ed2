package io.auspex.model.compile;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Memory that calls work in, kept for later calls of any thread: engines attach their threads anew for every chunk, so what belongs to a
 * thread would be made again each time. Holds no more than all processors can use at once.
 */
final class ScratchPool<T> {
    private static final int MOST = 2 * Runtime.getRuntime().availableProcessors();

    private final Queue<T> kept = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Supplier<T> maker;

    ScratchPool(Supplier<T> maker) {
        this.maker = maker;
    }

    T take() {
        T scratch = kept.poll();
        if (scratch == null) {
            return maker.get();
        }
        count.decrementAndGet();
        return scratch;
    }

    /** To be called once a {@link #take}, and not if the call failed: what a failed call leaves behind is nobody's to use. */
    void giveBack(T scratch) {
        if (count.incrementAndGet() > MOST) {
            count.decrementAndGet();
        } else {
            kept.add(scratch);
        }
    }
}
