package io.auspex.learn.algorithm;

import io.auspex.learn.TrainingException;
import io.auspex.model.importer.ImportedModel;
import java.util.function.IntConsumer;

/**
 * One XGBoost model with the user's own parameters, on all rows: AUTO OFF. The trees are bit for bit those of XGBoost4J's own
 * {@code XGBoost.train} with the same parameters, number of threads and seed.
 */
public final class XGBoostTraining {
    /**
     * What came out.
     *
     * @param metricName as SHOW MODEL prints it, e.g. {@code train:error}
     */
    public record Result(ImportedModel model, String metricName, double metricValue) {}

    private XGBoostTraining() {}

    /**
     * Trains.
     *
     * @param rows targets as XGBoost wants them: class codes or numbers
     * @param roundDone hears the number of rounds done, after each
     * @throws TrainingException when the deadline passes before the last round, or XGBoost refuses
     */
    public static Result train(
            TrainingRows rows, XGBoostParameters parameters, int threads, Deadline deadline, IntConsumer roundDone) {
        try (BoostingRun run =
                new BoostingRun(rows, parameters.objective().isRanking(), parameters.toNative(threads))) {
            while (run.rounds() < parameters.rounds()) {
                if (deadline.hasPassed()) {
                    throw new TrainingException(
                            "MAX_RUNTIME ended after " + run.rounds() + " of " + parameters.rounds() + " rounds.",
                            "Raise MAX_RUNTIME in SETTINGS, or lower num_round.");
                }
                run.grow();
                roundDone.accept(run.rounds());
            }
            String metric = parameters.reportedMetric(binary(rows.target()));
            return new Result(run.model(run.rounds()), "train:" + metric, run.evaluate("train", metric));
        }
    }

    private static boolean binary(double[] target) {
        for (double value : target) {
            if (value != 0 && value != 1) {
                return false;
            }
        }
        return true;
    }
}
