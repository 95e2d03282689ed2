package io.auspex.benchmark.predict.engine;

/** One thread's way to an engine. Only {@link #predict} is timed. */
public interface Caller extends AutoCloseable {
    /** Gets ready for some calls, before a round. */
    default void renew(int calls) {}

    /** Predicts a block: the margins, in whatever form the engine gives them. */
    void predict(int call);

    /** What the last call gave, {@code float[output][row]}: sums of leaves, before they become probabilities. */
    float[][] margins();

    @Override
    default void close() {}
}
