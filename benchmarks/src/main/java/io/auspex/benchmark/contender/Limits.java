package io.auspex.benchmark.contender;

/**
 * What every system may use.
 *
 * @param budget seconds of training
 * @param memoryGib of a peer's JVM heap, or what it is told that it may use
 */
public record Limits(int budget, int cores, int memoryGib, long seed) {
    /** Seconds after which a system that does not end is ended; AutoGluon overran by half at times. */
    public int patience() {
        return 4 * budget + 600;
    }
}
