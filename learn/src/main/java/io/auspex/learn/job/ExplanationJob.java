package io.auspex.learn.job;

import io.auspex.learn.TrainingException;
import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.frame.Frame;
import io.auspex.model.Model;
import io.auspex.model.artifact.ArtifactReader;
import io.auspex.model.explain.Explanation;
import io.auspex.model.explain.ModelExplainer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;

/**
 * Explains a trained model: the second run over a job's folder, when the model already answers. It takes rows in random
 * order until {@link #MOST_ROWS} are explained or its time is over, so that a slow model gets a rougher report and not none. The
 * first rows tell how long a row takes.
 */
final class ExplanationJob {
    static final int MOST_ROWS = 2_000;

    private static final int FIRST_ROWS = 4;
    private static final int MOST_ROWS_AT_ONCE = 128;
    /** A batch is about so long at most: the time may be over behind each. */
    private static final double BATCH_SECONDS = 1;
    /** Of the time, at most, for what {@link PermutationImportance} says; it needs most of it only where a model is slow. */
    private static final double PERMUTATION_SHARE = 0.4;

    private ExplanationJob() {}

    static void run(JobFolder folder, JobSpecification job, Deadline deadline, TrainingProgress progress)
            throws IOException {
        Model model = ArtifactReader.read(folder.modelFile());
        long cells = (long) MOST_ROWS * (model.inputs().size() + 1);
        Frame frame = Frame.read(folder.trainFolder(), cells, job.seed());
        Optional<PermutationImportance> importance = job.target()
                .flatMap(target -> PermutationImportance.of(
                        model,
                        frame,
                        target,
                        Explainable.inRandomOrder(frame.rows(), frame.rows(), job.seed()),
                        job.seed(),
                        deadline.share(PERMUTATION_SHARE)));
        ExplanationReport report =
                explain(model, frame, job.seed(), deadline, progress).with(importance);
        Files.write(folder.explanationFile(), report.toJson(model));
    }

    /**
     * @param frame with all of the model's inputs, at least one row
     * @throws TrainingException if the model cannot be explained
     */
    static ExplanationReport explain(
            Model model, Frame frame, long seed, Deadline deadline, TrainingProgress progress) {
        ModelExplainer explainer = ModelExplainer.of(model)
                .orElseThrow(() -> new TrainingException("The model has nothing that it could be explained with.", ""));
        int rows = Math.min(MOST_ROWS, frame.rows());
        int[] order = Explainable.inRandomOrder(frame.rows(), rows, seed);
        double[][] sums = new double[explainer.outputs()][model.inputs().size()];
        int explained = 0;
        int atOnce = FIRST_ROWS;
        while (explained < rows && atOnce > 0) {
            int[] next = Arrays.copyOfRange(order, explained, Math.min(rows, explained + atOnce));
            double before = deadline.remainingSeconds();
            Explanation explanation = explainer.explain(Explainable.inputs(model, frame.select(next)));
            for (int output = 0; output < sums.length; output++) {
                for (int column = 0; column < sums[output].length; column++) {
                    for (double contribution : explanation.contributions()[output][column]) {
                        sums[output][column] += Math.abs(contribution);
                    }
                }
            }
            explained += next.length;
            double after = deadline.remainingSeconds();
            atOnce = nextRows(atOnce, (before - after) / next.length, after);
            progress.report(ProgressLine.of("explaining", (double) explained / rows, explained + " rows explained"));
        }
        for (double[] columns : sums) {
            for (int column = 0; column < columns.length; column++) {
                columns[column] /= explained;
            }
        }
        return new ExplanationReport(sums, explainer.expected(), Optional.empty());
    }

    /**
     * How many rows to take next: at most twice as many, for a second at most, and not more than there is time for.
     *
     * @param seconds that a row took
     * @return 0 when there is no time left
     */
    private static int nextRows(int rows, double seconds, double left) {
        double fitting = Math.min(BATCH_SECONDS, left) / Math.max(1e-9, seconds);
        int most = (int) Math.min(fitting, Math.min(MOST_ROWS_AT_ONCE, 2 * rows));
        return left > seconds ? Math.max(1, most) : 0;
    }
}
