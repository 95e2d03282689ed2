package io.auspex.benchmark.predict.measure;

import io.auspex.benchmark.predict.engine.Caller;
import io.auspex.benchmark.predict.engine.Engine;
import io.auspex.benchmark.predict.sample.Block;
import io.auspex.benchmark.predict.sample.Sample;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Waits until vector kernels are compiled. Before that they are a hundred times slower than afterwards, which no measuring of a
 * plateau alone would notice, and between the two there are plateaus where some of their loops are compiled and others are not: they
 * are ready when they beat plain Java and have become no faster for a while.
 */
public final class WarmUp {
    private static final int ROWS = 2048;
    private static final int CALLS = 4;
    private static final double FASTER = 1.2;

    /** By less than this share nothing has become faster: timings on a busy machine differ by it. */
    private static final double NOTICEABLE = 0.9;

    /** For how long nothing must have become faster, in processor time of this thread: compilers have other threads, with as much. */
    private static final long STEADY = TimeUnit.MILLISECONDS.toNanos(1500);

    /** Of processor time, too. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(40);

    private WarmUp() {}

    /**
     * Calls both in turn.
     *
     * @return whether the first became faster than the second, within less than a minute of processor time
     */
    public static boolean untilFaster(Engine vectors, Engine plain, Sample sample) {
        List<Block> blocks = Block.of(sample, 0, ROWS, CALLS);
        long begin = Clock.PROCESSOR.nanoseconds();
        long improved = begin;
        long best = Long.MAX_VALUE;
        boolean faster = false;
        try (Caller fast = vectors.caller(blocks, 1);
                Caller slow = plain.caller(blocks, 1)) {
            while (!faster || Clock.PROCESSOR.nanoseconds() - improved < STEADY) {
                if (Clock.PROCESSOR.nanoseconds() - begin > PATIENCE) {
                    return faster;
                }
                long took = quickest(fast);
                faster = took * FASTER < quickest(slow);
                if (took < NOTICEABLE * best) {
                    best = took;
                    improved = Clock.PROCESSOR.nanoseconds();
                }
            }
        }
        return true;
    }

    private static long quickest(Caller caller) {
        long quickest = Long.MAX_VALUE;
        for (int call = 0; call < CALLS; call++) {
            long begin = Clock.PROCESSOR.nanoseconds();
            caller.predict(call);
            quickest = Math.min(quickest, Clock.PROCESSOR.nanoseconds() - begin);
        }
        return quickest;
    }
}
