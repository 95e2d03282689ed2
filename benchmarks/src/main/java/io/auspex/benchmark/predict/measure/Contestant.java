package io.auspex.benchmark.predict.measure;

import io.auspex.benchmark.predict.engine.Caller;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** An engine in a comparison, with one or more callers that work side by side, and what its rounds took. */
final class Contestant {
    /** So many calls are enough to see how long one takes. */
    private static final int MOST_CALLS = 20_000;

    private final String name;
    private final List<Caller> callers;
    private final int rowsPerCall;
    private final List<Double> rounds = new ArrayList<>();
    private int calls = 1;

    /** @param rowsPerCall of each caller */
    Contestant(String name, List<Caller> callers, int rowsPerCall) {
        this.name = name;
        this.callers = List.copyOf(callers);
        this.rowsPerCall = rowsPerCall;
    }

    String name() {
        return name;
    }

    /**
     * Calls until a time is over, and from the last calls tells how many fit into a round.
     *
     * @param warmNanoseconds of calls, until the just-in-time compiler has seen enough
     * @param roundNanoseconds that a round shall last
     */
    void warm(long warmNanoseconds, long roundNanoseconds) {
        Caller caller = callers.get(0);
        long begin = System.nanoTime();
        long spent = 0;
        long last = 0;
        int batch = 1;
        while (spent < warmNanoseconds) {
            caller.renew(batch);
            long from = Clock.PROCESSOR.nanoseconds();
            for (int call = 0; call < batch; call++) {
                caller.predict(call);
            }
            last = Math.max(1, Clock.PROCESSOR.nanoseconds() - from);
            spent += last;
            calls = (int) Math.max(1, Math.min(MOST_CALLS, roundNanoseconds * batch / last));
            if (last < roundNanoseconds / 4 && batch < MOST_CALLS) {
                batch *= 2;
            }
            // Waiting for memory or for cores is no processor time, but it has to end.
            if (System.nanoTime() - begin > 20 * warmNanoseconds + 2 * roundNanoseconds) {
                break;
            }
        }
    }

    /** One caller on this thread. */
    void roundHere(Clock clock) {
        Caller caller = callers.get(0);
        caller.renew(calls);
        long begin = clock.nanoseconds();
        for (int call = 0; call < calls; call++) {
            caller.predict(call);
        }
        record(clock.nanoseconds() - begin);
    }

    /** All callers at once, each on a thread of its own. */
    void roundOn(ExecutorService threads) throws InterruptedException, ExecutionException {
        List<Callable<Void>> work = new ArrayList<>();
        for (Caller caller : callers) {
            caller.renew(calls);
            work.add(() -> {
                for (int call = 0; call < calls; call++) {
                    caller.predict(call);
                }
                return null;
            });
        }
        long begin = System.nanoTime();
        for (Future<Void> done : threads.invokeAll(work)) {
            done.get();
        }
        record(System.nanoTime() - begin);
    }

    private void record(long nanoseconds) {
        rounds.add((double) nanoseconds / ((double) calls * callers.size() * rowsPerCall));
    }

    /** Nanoseconds a row, of the round in the middle. */
    double median() {
        double[] sorted =
                rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** What the first caller gave for block 0, after a call for it. */
    float[][] margins() {
        Caller caller = callers.get(0);
        caller.renew(1);
        caller.predict(0);
        return Arrays.stream(caller.margins()).map(float[]::clone).toArray(float[][]::new);
    }

    void close() {
        callers.forEach(Caller::close);
    }
}
