package io.auspex.learn.feature;

import io.auspex.learn.OpenData;
import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.algorithm.FitControl;
import io.auspex.learn.algorithm.Fitted;
import io.auspex.learn.algorithm.LearningTask;
import io.auspex.learn.algorithm.XGBoostLearner;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.metric.ClassificationMetrics;
import io.auspex.learn.metric.RegressionMetrics;
import io.auspex.learn.preprocess.PreprocessorFitting;
import io.auspex.learn.preprocess.Preprocessors;
import io.auspex.learn.profile.Profiler;
import io.auspex.learn.profile.Target;
import io.auspex.learn.profile.TargetReader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Prints what blocks do to the cross-validated loss of XGBoost at a fixed number of rounds: {@code FeatureBlockMeasurement ROUNDS/FOLDS
 * RECIPE,RECIPE... NAME:TARGET...} with recipes like {@code codes+arithmetic}, on so many of the five folds. For people who change the blocks; no test.
 */
public final class FeatureBlockMeasurement {
    private static final int FOLDS = 5;

    private FeatureBlockMeasurement() {}

    public static void main(String[] arguments) {
        String[] recipes = arguments[1].split(",");
        String[] limits = arguments[0].split("/");
        for (String set : Arrays.copyOfRange(arguments, 2, arguments.length)) {
            String[] name = set.split(":");
            for (String recipe : recipes) {
                System.out.println(name[0]
                        + measure(
                                name[0],
                                name[1],
                                recipe(recipe),
                                Integer.parseInt(limits[0]),
                                Integer.parseInt(limits[1])));
            }
        }
    }

    private static FeatureRecipe recipe(String text) {
        String[] parts = text.toUpperCase(Locale.ROOT).split("\\+");
        List<FeatureBlock> blocks =
                Arrays.stream(parts).skip(1).map(FeatureBlock::valueOf).toList();
        return new FeatureRecipe(ColumnEncoding.valueOf(parts[0]), blocks);
    }

    private static String measure(String name, String targetName, FeatureRecipe recipe, int rounds, int folds) {
        Frame all = OpenData.load(name);
        int column = all.indexOf(targetName);
        Target target = TargetReader.read(all, column, Optional.empty(), Optional.empty());
        Frame features = all.without(column);
        PreprocessorFitting fitting = new PreprocessorFitting(Preprocessors.NONE, features);
        RecipeRows rows = new RecipeRows(fitting, Profiler.profile(features), target, null, 7);
        LearningTask task =
                new LearningTask(target.problemType(), target.labels().size());
        XGBoostLearner learner = new XGBoostLearner(
                Map.of(
                        "eta", "0.1",
                        "max_depth", "6",
                        "subsample", "0.8",
                        "colsample_bytree", "0.6",
                        "min_child_weight", "2"),
                rounds,
                40);
        double[][] predicted =
                new double[Math.max(target.outputs(), target.labels().size())][features.rows()];
        int width = 0;
        long start = System.nanoTime();
        double making = 0;
        for (int fold = 0; fold < folds; fold++) {
            int own = fold;
            // Spread without looking at the order of the rows.
            int[] held = rows(features, row -> part(row) == own);
            int[] train = rows(features, row -> part(row) != own);
            long before = System.nanoTime();
            FeatureRows made = rows.fold(recipe, train, held);
            making += (System.nanoTime() - before) / 1e9;
            width = Math.max(width, made.pipeline().width());
            Fitted fitted = learner.fit(
                    task,
                    made.train(),
                    Optional.of(made.validation()),
                    new FitControl(1, 7, Deadline.after(1e6), round -> {}));
            float[][] answers = fitted.predict(made.validation().features(), held.length);
            for (int row = 0; row < held.length; row++) {
                for (int output = 0; output < answers.length; output++) {
                    predicted[answers.length == 1 && predicted.length == 2 ? 1 : output][held[row]] =
                            answers[output][row];
                }
            }
        }
        int[] judged = rows(features, row -> part(row) < folds);
        double[] truth = selected(target.values(), judged);
        double[][] answers =
                Arrays.stream(predicted).map(values -> selected(values, judged)).toArray(double[][]::new);
        int[] codes = Arrays.stream(truth).mapToInt(value -> (int) value).toArray();
        double loss;
        if (predicted.length == 1) {
            loss = RegressionMetrics.rmse(truth, answers[0]);
        } else if (predicted.length == 2) {
            loss = 1 - ClassificationMetrics.auc(codes, answers[1]);
        } else {
            loss = ClassificationMetrics.logLoss(codes, answers);
        }
        return String.format(
                Locale.ROOT,
                " %s %.5g, %d features, %.1f + %.0f s",
                recipe,
                loss,
                width,
                making,
                (System.nanoTime() - start) / 1e9 - making);
    }

    private static double[] selected(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }

    private static int part(int row) {
        return (int) ((((row * 2_654_435_761L) & 0xFFFF_FFFFL) * FOLDS) >>> 32);
    }

    private static int[] rows(Frame features, IntPredicate chosen) {
        return IntStream.range(0, features.rows()).filter(chosen).toArray();
    }
}
