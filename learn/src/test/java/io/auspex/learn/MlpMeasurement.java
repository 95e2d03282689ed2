package io.auspex.learn;

import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.algorithm.FitControl;
import io.auspex.learn.algorithm.Fitted;
import io.auspex.learn.algorithm.LearningTask;
import io.auspex.learn.algorithm.MlpLearner;
import io.auspex.learn.algorithm.TrainingRows;
import io.auspex.learn.feature.ColumnEncoding;
import io.auspex.learn.feature.FeatureRecipe;
import io.auspex.learn.feature.RecipeRows;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.metric.ClassificationMetrics;
import io.auspex.learn.metric.RegressionMetrics;
import io.auspex.learn.preprocess.PreprocessorFitting;
import io.auspex.learn.preprocess.Preprocessors;
import io.auspex.learn.profile.Profiler;
import io.auspex.learn.profile.Target;
import io.auspex.learn.profile.TargetReader;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Prints the loss and the CPU seconds of nets with given parameters on real data: {@code MlpMeasurement SET/TARGET... --
 * NAME=VALUE;NAME=VALUE...}, a group of parameters an argument. Each is the mean of some fits, each stopped early by a fifth of the
 * training rows; losses are of that fifth and of the rows that MANIFEST.md's split holds out. For people who change the net; no test.
 */
public final class MlpMeasurement {
    private static final int PARTS = 5;
    private static final int FITS = Integer.getInteger("fits", 2);

    private MlpMeasurement() {}

    public static void main(String[] arguments) {
        int split = List.of(arguments).indexOf("--");
        for (String set : List.of(arguments).subList(0, split)) {
            String[] names = set.split("/", -1);
            Frame all = OpenData.load(names[0]);
            int column = all.indexOf(names[1]);
            Target target = TargetReader.read(all, column, Optional.empty(), Optional.empty());
            PreprocessorFitting fitting = new PreprocessorFitting(
                    Preprocessors.NONE, all.without(column).select(target.rows()));
            RecipeRows rows = new RecipeRows(
                    fitting, Profiler.profile(fitting.filled()).prepared(fitting::encodes), target, null, 1);
            for (String group : List.of(arguments).subList(split + 1, arguments.length)) {
                measure(names[0], rows, target, group);
            }
        }
    }

    private static boolean isTest(int row) {
        return (row * 2_654_435_761L) % 4_294_967_296L < 1_073_741_824L;
    }

    private static double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    private static void measure(String set, RecipeRows rows, Target target, String group) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String one : group.split(";")) {
            String[] parts = one.split("=");
            parameters.put(parts[0], parts[1]);
        }
        ColumnEncoding encoding =
                parameters.remove("piecewise") == null ? ColumnEncoding.EMBEDDED : ColumnEncoding.EMBEDDED_PIECEWISE;
        FeatureRecipe recipe = new FeatureRecipe(encoding, List.of());
        LearningTask task =
                new LearningTask(target.problemType(), target.labels().size());
        int[] test = IntStream.range(0, rows.rows())
                .filter(row -> isTest(target.rows()[row]))
                .toArray();
        int[] known = IntStream.range(0, rows.rows())
                .filter(row -> !isTest(target.rows()[row]))
                .toArray();
        double[] sums = new double[5];
        for (int fit = 0; fit < FITS; fit++) {
            int part = fit;
            int[] train = IntStream.range(0, known.length)
                    .filter(i -> i % PARTS != part)
                    .map(i -> known[i])
                    .toArray();
            int[] validation = IntStream.range(0, known.length)
                    .filter(i -> i % PARTS == part)
                    .map(i -> known[i])
                    .toArray();
            TrainingRows learnt = rows.fold(recipe, train, validation).train();
            TrainingRows held = rows.fold(recipe, train, validation).validation();
            double start = seconds();
            Fitted fitted = new MlpLearner(parameters)
                    .fit(
                            task,
                            learnt,
                            Optional.of(held),
                            new FitControl(
                                    1, Integer.getInteger("seed", 100) + fit, Deadline.after(4000), round -> {}));
            sums[0] += seconds() - start;
            sums[1] += loss(fitted, held, task);
            sums[2] += loss(fitted, rows.fold(recipe, train, test).validation(), task);
            sums[3] += fitted.setting();
            sums[4] += fitted.rounds();
        }
        System.out.printf(
                Locale.ROOT,
                "%-12s %6d rows %-60s %7.2f s, validation %.4f, test %.4f, best epoch %.0f of %.0f%n",
                set,
                known.length * (PARTS - 1) / PARTS,
                group,
                sums[0] / FITS,
                sums[1] / FITS,
                sums[2] / FITS,
                sums[3] / FITS,
                sums[4] / FITS);
    }

    private static double loss(Fitted fitted, TrainingRows rows, LearningTask task) {
        float[][] predicted = fitted.predict(rows.features(), rows.rows());
        if (!task.problemType().isClassification()) {
            double[] numbers = new double[rows.rows()];
            for (int row = 0; row < numbers.length; row++) {
                numbers[row] = predicted[0][row];
            }
            return RegressionMetrics.rmse(rows.target(), numbers);
        }
        double[][] probabilities = new double[Math.max(2, predicted.length)][rows.rows()];
        int[] truth = new int[rows.rows()];
        for (int row = 0; row < truth.length; row++) {
            truth[row] = (int) rows.target()[row];
            for (int output = 0; output < predicted.length; output++) {
                probabilities[predicted.length == 1 ? 1 : output][row] = predicted[output][row];
            }
            if (predicted.length == 1) {
                probabilities[0][row] = 1 - predicted[0][row];
            }
        }
        return ClassificationMetrics.logLoss(truth, probabilities);
    }
}
