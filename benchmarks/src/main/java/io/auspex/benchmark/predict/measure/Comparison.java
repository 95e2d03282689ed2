package io.auspex.benchmark.predict.measure;

import io.auspex.benchmark.failure.BenchmarkFailure;
import io.auspex.benchmark.predict.engine.Caller;
import io.auspex.benchmark.predict.engine.Engine;
import io.auspex.benchmark.predict.sample.Block;
import io.auspex.benchmark.predict.sample.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Engines in turn, round after round, on the same rows: what happens to the machine meanwhile happens to all. A round of each engine
 * lasts about as long, so a slow engine makes fewer calls.
 */
public final class Comparison {
    private static final int MOST_BLOCKS = 512;
    private static final int MOST_BLOCK_ROWS = 1 << 15;

    private final Sample sample;
    private final Effort effort;

    /** @param sample whose rows are predicted */
    public Comparison(Sample sample, Effort effort) {
        this.sample = sample;
        this.effort = effort;
    }

    /**
     * One caller, one thread: processor time.
     *
     * @param batch rows of a call
     * @return nanoseconds a row of each engine, the median of the rounds
     */
    public Map<String, Double> onOneThread(List<Engine> engines, int batch) {
        List<Contestant> contestants = new ArrayList<>();
        try {
            List<Block> blocks = blocks(0, batch, sample.rows());
            for (Engine engine : engines) {
                contestants.add(new Contestant(engine.name(), List.of(engine.caller(blocks, 1)), batch));
            }
            contestants.forEach(contestant -> contestant.warm(effort.warmNanoseconds(), effort.roundNanoseconds()));
            for (int round = 0; round < effort.rounds(); round++) {
                contestants.forEach(contestant -> contestant.roundHere(Clock.PROCESSOR));
            }
            return medians(contestants);
        } finally {
            contestants.forEach(Contestant::close);
        }
    }

    /**
     * Several threads: wall time. As many callers, each with rows of its own; but where all rows are predicted at once, an engine that has
     * threads is called once and uses them.
     *
     * @return nanoseconds a row of each engine, the median of the rounds
     */
    public Map<String, Double> onThreads(List<Engine> engines, int batch, int threads) {
        List<Contestant> contestants = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            boolean whole = batch >= sample.rows();
            for (Engine engine : engines) {
                contestants.add(
                        whole && engine.hasThreads()
                                ? new Contestant(
                                        engine.name(), List.of(engine.caller(blocks(0, batch, batch), threads)), batch)
                                : sideBySide(engine, whole ? batch / threads : batch, threads));
            }
            contestants.forEach(contestant -> contestant.warm(effort.warmNanoseconds(), effort.roundNanoseconds()));
            for (int round = 0; round < effort.rounds(); round++) {
                for (Contestant contestant : contestants) {
                    contestant.roundOn(pool);
                }
            }
            return medians(contestants);
        } catch (ExecutionException e) {
            throw new BenchmarkFailure("a caller failed: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("interrupted", e);
        } finally {
            pool.shutdownNow();
            contestants.forEach(Contestant::close);
        }
    }

    private Contestant sideBySide(Engine engine, int batch, int threads) {
        int share = Math.max(batch, sample.rows() / threads);
        List<Caller> callers = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            callers.add(engine.caller(blocks(thread * share % sample.rows(), batch, share), 1));
        }
        return new Contestant(engine.name(), callers, batch);
    }

    /** As many different ones as there are among the rows, but not so many that making them takes long. */
    private List<Block> blocks(int from, int batch, int rows) {
        int different = Math.max(1, Math.min(rows, Math.max(batch, MOST_BLOCK_ROWS)) / batch);
        return Block.of(sample, from, batch, Math.min(MOST_BLOCKS, different));
    }

    private static Map<String, Double> medians(List<Contestant> contestants) {
        Map<String, Double> medians = new LinkedHashMap<>();
        contestants.forEach(contestant -> medians.put(contestant.name(), contestant.median()));
        return medians;
    }

    /**
     * The margins that each engine gives for the first rows.
     *
     * @return {@code float[output][row]} by engine
     */
    public Map<String, float[][]> margins(List<Engine> engines, int rows) {
        Map<String, float[][]> margins = new LinkedHashMap<>();
        List<Block> blocks = Block.of(sample, 0, rows, 1);
        for (Engine engine : engines) {
            Contestant contestant = new Contestant(engine.name(), List.of(engine.caller(blocks, 1)), rows);
            try {
                margins.put(engine.name(), contestant.margins());
            } finally {
                contestant.close();
            }
        }
        return margins;
    }
}
