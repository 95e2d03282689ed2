package io.auspex.model.compile;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Things that are costly to make and used by one thread at a time; at most one a processor is kept. */
final class Pool<T> {
    private final Supplier<T> maker;
    private final ConcurrentLinkedQueue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final int most = Runtime.getRuntime().availableProcessors();

    Pool(Supplier<T> maker) {
        this.maker = maker;
    }

    T take() {
        T thing = waiting.poll();
        if (thing == null) {
            return maker.get();
        }
        count.decrementAndGet();
        return thing;
    }

    void give(T thing) {
        if (count.get() < most) {
            count.incrementAndGet();
            waiting.add(thing);
        }
    }
}
