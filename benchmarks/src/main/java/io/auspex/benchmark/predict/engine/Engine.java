package io.auspex.benchmark.predict.engine;

import io.auspex.benchmark.predict.sample.Block;
import java.util.List;

/** A way to predict with one model. */
public interface Engine {
    /** As the tables name it. */
    String name();

    /** Whether it can use several threads for one call. */
    boolean hasThreads();

    /**
     * Prepares one caller; several may call at once, each with its own.
     *
     * @param blocks call {@code i} predicts block {@code i mod size}
     * @param threads that the engine may use for a call
     * @throws io.auspex.benchmark.failure.BenchmarkFailure if it does not run here
     */
    Caller caller(List<Block> blocks, int threads);
}
