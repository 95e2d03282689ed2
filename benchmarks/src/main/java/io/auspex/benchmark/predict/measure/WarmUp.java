package io.auspex.benchmark.predict.measure;

import io.auspex.benchmark.predict.engine.Caller;
import io.auspex.benchmark.predict.engine.Engine;
import io.auspex.benchmark.predict.sample.Block;
import io.auspex.benchmark.predict.sample.Sample;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Waits until vector kernels are compiled. Before that they are a hundred times slower than afterwards, which no measuring of a
 * plateau would notice: they are compiled when they beat plain Java.
 */
public final class WarmUp {
    private static final int ROWS = 2048;
    private static final int CALLS = 4;
    private static final int TIMES_IN_A_ROW = 3;
    private static final double FASTER = 1.2;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private WarmUp() {}

    /**
     * Calls both in turn.
     *
     * @return whether the first became faster than the second, within a minute
     */
    public static boolean untilFaster(Engine vectors, Engine plain, Sample sample) {
        List<Block> blocks = Block.of(sample, 0, ROWS, CALLS);
        long begin = System.nanoTime();
        int passed = 0;
        try (Caller fast = vectors.caller(blocks, 1);
                Caller slow = plain.caller(blocks, 1)) {
            while (passed < TIMES_IN_A_ROW) {
                if (System.nanoTime() - begin > PATIENCE) {
                    return false;
                }
                passed = quickest(fast) * FASTER < quickest(slow) ? passed + 1 : 0;
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
