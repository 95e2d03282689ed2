package io.auspex.benchmark.contender;

import io.auspex.benchmark.process.RunFailure;

/** An AutoML system in the benchmark. All get the same files, cores, seconds and metric, and are timed from here. */
public sealed interface Contender permits Auspex, PeerProcess {
    /** As in {@code --systems} and in the results. */
    String name();

    /**
     * Sees to it that the system can run; the first time this may download it.
     *
     * @throws NotAvailable saying what is missing
     */
    void prepare() throws NotAvailable;

    /**
     * Trains, writes the predictions of the test rows to {@link Task#predictions()}, and measures how fast it predicts.
     *
     * @throws RunFailure saying why there are no predictions
     */
    Measurement run(Task task) throws RunFailure;
}
