package io.auspex.benchmark.predict.measure;

/**
 * How long is measured.
 *
 * @param rounds of each engine
 * @param roundMilliseconds that the calls of a round take together, if one does not take longer
 * @param warmMilliseconds of calls before the first round
 */
public record Effort(int rounds, int roundMilliseconds, int warmMilliseconds) {
    /** Medians that one disturbance does not move. */
    public static final Effort FULL = new Effort(9, 80, 400);

    /** To see the order of things. */
    public static final Effort QUICK = new Effort(5, 25, 100);

    long roundNanoseconds() {
        return roundMilliseconds * 1_000_000L;
    }

    long warmNanoseconds() {
        return warmMilliseconds * 1_000_000L;
    }
}
