package io.auspex.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.ml.lightgbm.SWIGTYPE_p_double;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_float;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_int;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_long_long;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import io.auspex.learn.TrainingException;
import io.auspex.learn.objective.ProblemType;
import io.auspex.model.importer.ImportedModel;
import io.auspex.model.predict.TreeEnsemble;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** LightGBM trains; what it would answer, our predictor answers. */
class LightGbmLearnerTest {
    private static final LearningTask REGRESSION = new LearningTask(ProblemType.REGRESSION, 0);
    private static final LearningTask BINARY = new LearningTask(ProblemType.BINARY_CLASSIFICATION, 2);
    private static final Map<String, String> RANDOM = Map.of(
            "feature_fraction", "0.7",
            "bagging_fraction", "0.8",
            "bagging_freq", "1",
            "extra_trees", "true",
            "num_leaves", "24",
            "min_data_per_group", "9",
            "max_cat_to_onehot", "8");

    private static FitControl control(int threads) {
        return new FitControl(threads, 7, Deadline.after(300), round -> {});
    }

    /** The probabilities or values of the library itself for a model in its text format, {@code [output][row]}. */
    private static double[][] library(String text, float[][] features, int rows, int outputs) {
        SWIGTYPE_p_p_void created = lightgbmlib.new_voidpp();
        SWIGTYPE_p_int iterations = lightgbmlib.new_intp();
        assertThat(lightgbmlib.LGBM_BoosterLoadModelFromString(text, iterations, created))
                .isZero();
        SWIGTYPE_p_float values = lightgbmlib.new_floatArray((long) rows * features.length);
        for (int feature = 0; feature < features.length; feature++) {
            for (int row = 0; row < rows; row++) {
                lightgbmlib.floatArray_setitem(values, (long) feature * rows + row, features[feature][row]);
            }
        }
        SWIGTYPE_p_double answers = lightgbmlib.new_doubleArray((long) rows * outputs);
        SWIGTYPE_p_long_long length = lightgbmlib.new_int64_tp();
        assertThat(lightgbmlib.LGBM_BoosterPredictForMat(
                        lightgbmlib.voidpp_value(created),
                        lightgbmlib.float_to_voidp_ptr(values),
                        lightgbmlib.C_API_DTYPE_FLOAT32,
                        rows,
                        features.length,
                        0,
                        lightgbmlib.C_API_PREDICT_NORMAL,
                        0,
                        -1,
                        "num_threads=1",
                        length,
                        answers))
                .isZero();
        double[][] result = new double[outputs][rows];
        for (int row = 0; row < rows; row++) {
            for (int output = 0; output < outputs; output++) {
                result[output][row] = lightgbmlib.doubleArray_getitem(answers, (long) row * outputs + output);
            }
        }
        lightgbmlib.LGBM_BoosterFree(lightgbmlib.voidpp_value(created));
        lightgbmlib.delete_doubleArray(answers);
        lightgbmlib.delete_floatArray(values);
        lightgbmlib.delete_voidpp(created);
        return result;
    }

    private static void assertEqualToTheLibrary(OpenRows rows, Map<String, String> parameters, int rounds) {
        try (LightGbmRun run = LightGbmRun.begin(rows.train(), Optional.empty(), parameters, 2)) {
            for (int round = 0; round < rounds; round++) {
                run.grow();
            }
            ImportedModel model = run.model(rounds);
            TrainingRows test = rows.test();
            float[][] margins = new float[model.outputs()][test.rows()];
            model.predictor().margins(test.features(), test.rows(), margins);
            model.link().apply(margins, test.rows());
            double[][] expected = library(run.text(rounds), test.features(), test.rows(), margins.length);
            for (int output = 0; output < margins.length; output++) {
                for (int row = 0; row < test.rows(); row++) {
                    double tolerance = 1e-6 * Math.max(1, Math.abs(expected[output][row]));
                    assertThat((double) margins[output][row]).isCloseTo(expected[output][row], within(tolerance));
                }
            }
        }
    }

    /** Values that are missing, unseen, zero or very close to it, or far out. */
    private static OpenRows spoiled(OpenRows rows) {
        Random random = new Random(3);
        for (int feature = 0; feature < rows.test().features().length; feature++) {
            float[] odd = rows.test().codes()[feature] > 0
                    ? new float[] {
                        Float.NaN, rows.test().codes()[feature] - 1, rows.test().codes()[feature] + 50
                    }
                    : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, 0f, -0f, 1e-36f, -1e-35f, Float.MAX_VALUE, -1e9f
                    };
            float[] column = rows.test().features()[feature];
            for (int row = 0; row < column.length; row++) {
                if (random.nextInt(10) == 0) {
                    column[row] = odd[random.nextInt(odd.length)];
                }
            }
        }
        return rows;
    }

    @Test
    void categoriesMissingAndUnseenOnesAreTheLibrarys() {
        OpenRows adult = spoiled(OpenRows.load("adult", "income"));
        assertThat(adult.classes()).isEqualTo(2);
        Map<String, String> parameters =
                Map.of("objective", "binary", "max_cat_to_onehot", "4", "min_data_per_group", "5");
        assertEqualToTheLibrary(adult, parameters, 60);
    }

    @Test
    void numbersAreTheLibrarys() {
        OpenRows phoneme = spoiled(OpenRows.load("phoneme", "class"));
        assertEqualToTheLibrary(phoneme, Map.of("objective", "binary", "min_data_in_leaf", "1"), 100);
        OpenRows diamonds = spoiled(OpenRows.load("diamonds", "price"));
        assertEqualToTheLibrary(diamonds, Map.of("objective", "regression", "extra_trees", "true"), 50);
    }

    @Test
    void twentySixClassesAreTheLibrarys() {
        OpenRows letter = spoiled(OpenRows.load("letter", "lettr"));
        assertEqualToTheLibrary(letter, Map.of("objective", "multiclass", "num_class", "26", "seed", "3"), 12);
    }

    @Test
    void boostingStopsAtTheBestRound() {
        OpenRows rows = OpenRows.load("adult", "income");
        Map<String, String> parameters = Map.of("learning_rate", "0.5", "num_leaves", "60");
        List<Integer> heard = new ArrayList<>();
        Fitted fitted = new LightGbmLearner(parameters, 400, 20)
                .fit(
                        BINARY,
                        rows.train(),
                        Optional.of(rows.test()),
                        new FitControl(2, 7, Deadline.after(300), heard::add));
        assertThat(fitted.cutOff()).isFalse();
        assertThat(fitted.rounds()).isEqualTo((int) fitted.setting() + 20).isLessThan(400);
        assertThat(heard).hasSize(fitted.rounds()).last().isEqualTo(fitted.rounds());

        double best = logLoss(fitted, rows.test());
        for (int rounds : new int[] {1, (int) fitted.setting() - 1, (int) fitted.setting() + 1, fitted.rounds()}) {
            Fitted other =
                    new LightGbmLearner(parameters, rounds, 1).fit(BINARY, rows.train(), Optional.empty(), control(1));
            assertThat(other.setting()).isEqualTo(rounds);
            assertThat(logLoss(other, rows.test())).isGreaterThan(best);
        }
        assertThat(((LightGbmLearner) new LightGbmLearner(parameters, 400, 20).settled(List.of(fitted))).parameters())
                .containsEntry("num_iterations", Integer.toString((int) fitted.setting()));
    }

    private static double logLoss(Fitted fitted, TrainingRows rows) {
        float[] probabilities = fitted.predict(rows.features(), rows.rows())[0];
        double sum = 0;
        for (int row = 0; row < rows.rows(); row++) {
            sum -= Math.log(rows.target()[row] == 1 ? probabilities[row] : 1 - probabilities[row]);
        }
        return sum / rows.rows();
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        OpenRows adult = OpenRows.load("adult", "income");
        OpenRows letter = OpenRows.load("letter", "lettr");
        LearningTask letters = new LearningTask(ProblemType.MULTICLASS_CLASSIFICATION, 26);
        LightGbmLearner learner = new LightGbmLearner(RANDOM, 30, 10);
        assertThat(forest(learner.fit(BINARY, adult.train(), Optional.of(adult.test()), control(2))))
                .isEqualTo(forest(learner.fit(BINARY, adult.train(), Optional.of(adult.test()), control(1))));
        LightGbmLearner few = new LightGbmLearner(RANDOM, 4, 10);
        assertThat(forest(few.fit(letters, letter.train(), Optional.empty(), control(2))))
                .isEqualTo(forest(few.fit(letters, letter.train(), Optional.empty(), control(1))));
    }

    @Test
    void trainingsSideBySideWithDifferentThreadsDoNotDisturbEachOther()
            throws InterruptedException, ExecutionException {
        OpenRows adult = OpenRows.load("adult", "income");
        LightGbmLearner learner = new LightGbmLearner(RANDOM, 20, 10);
        TreeEnsemble alone = forest(learner.fit(BINARY, adult.train(), Optional.empty(), control(1)));
        ExecutorService workers = Executors.newFixedThreadPool(3);
        try {
            List<Future<Fitted>> running = new ArrayList<>();
            for (int threads : new int[] {1, 2, 3, 1, 4, 2}) {
                running.add(
                        workers.submit(() -> learner.fit(BINARY, adult.train(), Optional.empty(), control(threads))));
            }
            for (Future<Fitted> fit : running) {
                assertThat(forest(fit.get())).isEqualTo(alone);
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private static TreeEnsemble forest(Fitted fitted) {
        return (TreeEnsemble) fitted.predictor();
    }

    @Test
    void theDeadlineCutsOff() {
        OpenRows phoneme = OpenRows.load("phoneme", "class");
        LightGbmLearner learner = new LightGbmLearner(Map.of("learning_rate", "0.001"), 1_000_000, 1_000_000);
        FitControl late = new FitControl(1, 7, Deadline.after(0), round -> {});
        Fitted fitted = learner.fit(BINARY, phoneme.train(), Optional.of(phoneme.test()), late);
        assertThat(fitted.cutOff()).isTrue();
        assertThat(fitted.rounds()).isEqualTo(1);
        assertThat(fitted.predict(phoneme.test().features(), 1)[0][0]).isBetween(0.1f, 0.9f);
        FitControl soon = new FitControl(1, 7, Deadline.after(0.3), round -> {});
        assertThat(learner.fit(BINARY, phoneme.train(), Optional.of(phoneme.test()), soon)
                        .cutOff())
                .isTrue();
    }

    private static TrainingRows numbers(double[] target, double[] weights, float[]... features) {
        return new TrainingRows(features, target, new int[features.length], weights);
    }

    @Test
    void weightsMoveTheMean() {
        float[] feature = new float[400];
        double[] target = new double[400];
        double[] weights = new double[400];
        for (int row = 0; row < 400; row++) {
            feature[row] = row % 2;
            target[row] = row % 4 < 2 ? 10 : 20;
            weights[row] = row % 4 < 2 ? 3e9 : 1e9;
        }
        float[][] one = {{0f, 1f}};
        Map<String, String> parameters = Map.of("learning_rate", "1");
        Learner lightgbm = new LightGbmLearner(parameters, 1, 1);
        Learner xgboost = new XGBoostLearner(Map.of("eta", "1", "lambda", "0"), 1, 1);
        for (Learner learner : List.of(lightgbm, xgboost)) {
            Fitted equal = learner.fit(REGRESSION, numbers(target, null, feature), Optional.empty(), control(1));
            Fitted weighted = learner.fit(REGRESSION, numbers(target, weights, feature), Optional.empty(), control(1));
            for (int row = 0; row < 2; row++) {
                assertThat(equal.predict(one, 2)[0][row]).isCloseTo(15f, within(1e-4f));
                assertThat(weighted.predict(one, 2)[0][row]).isCloseTo(12.5f, within(1e-4f));
            }
        }
    }

    @Test
    void infinityIsTheLargestNumber() {
        float[] feature = new float[600];
        double[] target = new double[600];
        for (int row = 0; row < 600; row++) {
            feature[row] = row % 3 == 0
                    ? Float.NaN
                    : row % 3 == 1 ? row % 30 : row % 2 == 0 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
            target[row] = row % 3 == 0 ? 5 : 1;
        }
        Fitted fitted = new LightGbmLearner(Map.of("learning_rate", "1"), 1, 1)
                .fit(REGRESSION, numbers(target, null, feature), Optional.empty(), control(1));
        float[][] odd = {{Float.NaN, 17, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, 0}};
        assertThat(fitted.predict(odd, 6)[0]).containsExactly(new float[] {5, 1, 1, 1, 1, 1}, within(1e-5f));

        for (int row = 0; row < 600; row++) {
            target[row] =
                    feature[row] == Float.POSITIVE_INFINITY ? 9 : feature[row] == Float.NEGATIVE_INFINITY ? -9 : 1;
        }
        fitted = new LightGbmLearner(Map.of("learning_rate", "1"), 3, 1)
                .fit(REGRESSION, numbers(target, null, feature), Optional.empty(), control(1));
        assertThat(fitted.predict(odd, 4)[0]).containsExactly(new float[] {1, 1, 9, -9}, within(1e-4f));
    }

    @Test
    void whatCannotBeSplitIsAConstant() {
        TrainingRows constant = numbers(new double[] {1, 2, 3, 6}, null, new float[4], new float[] {7, 7, 7, 7});
        Fitted fitted =
                new LightGbmLearner(Map.of(), 50, 5).fit(REGRESSION, constant, Optional.of(constant), control(1));
        assertThat(fitted.setting()).isEqualTo(1);
        assertThat(fitted.predict(constant.features(), 4)[0]).containsOnly(3f);
        TrainingRows oneRow = numbers(new double[] {4}, null, new float[] {Float.NaN});
        assertThat(new LightGbmLearner(Map.of(), 50, 5)
                        .fit(REGRESSION, oneRow, Optional.empty(), control(1))
                        .predict(oneRow.features(), 1)[0])
                .containsOnly(4f);
    }

    @Test
    void whatLightGbmRefusesIsATrainingException() {
        TrainingRows good = numbers(new double[] {1, 2, 3}, null, new float[3]);
        TrainingRows rows = numbers(new double[] {1, Double.NaN, 3}, null, new float[3]);
        assertThatThrownBy(
                        () -> new LightGbmLearner(Map.of(), 5, 5).fit(REGRESSION, rows, Optional.empty(), control(1)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("cannot learn the target value NaN");
        TrainingRows tooLarge = numbers(new double[] {1, 1e300, 3}, null, new float[3]);
        assertThatThrownBy(() ->
                        new LightGbmLearner(Map.of(), 5, 5).fit(REGRESSION, good, Optional.of(tooLarge), control(1)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("1.0E300");
        assertThatThrownBy(() -> new LightGbmLearner(Map.of("max_bin", "1"), 5, 5)
                        .fit(REGRESSION, good, Optional.empty(), control(1)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("max_bin");
        assertThatThrownBy(() -> new LightGbmLearner(Map.of("num_leafs", "5"), 5, 5))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("num_leafs");
        assertThatThrownBy(() -> new LightGbmLearner(Map.of("num_leaves", "5 objective=gamma"), 5, 5))
                .isInstanceOf(TrainingException.class);
    }

    @Test
    void aTreeOfFewRowsTakesMoreThanItsShare() {
        for (Learner learner :
                List.of(new LightGbmLearner(Map.of(), 100, 10), new XGBoostLearner(Map.of("eta", "0.1"), 100, 10))) {
            assertThat(learner.roughSeconds(10_000, 100, 1)).isGreaterThan(0.2 * learner.roughSeconds(100_000, 100, 1));
            assertThat(learner.roughSeconds(10_000, 100, 26))
                    .isCloseTo(26 * learner.roughSeconds(10_000, 100, 1), within(1e-9));
        }
    }

    @Test
    void slowerLearningIsMoreWork() {
        Learner fast = new LightGbmLearner(Map.of("learning_rate", "0.1", "num_leaves", "32"), 1000, 30);
        Learner slow = new LightGbmLearner(Map.of("learning_rate", "0.05", "num_leaves", "32"), 1000, 30);
        Learner wide = new LightGbmLearner(Map.of("learning_rate", "0.1", "num_leaves", "128"), 1000, 30);
        Learner narrow = new LightGbmLearner(
                Map.of("learning_rate", "0.1", "num_leaves", "128", "max_depth", "5", "feature_fraction", "0.5"),
                1000,
                30);
        assertThat(fast.workRelativeTo(fast, 100)).isEqualTo(1);
        assertThat(slow.workRelativeTo(fast, 100)).isEqualTo(2);
        assertThat(wide.workRelativeTo(fast, 100)).isBetween(1.2, 2.0);
        assertThat(narrow.workRelativeTo(fast, 100)).isBetween(0.7, 0.9);

        assertThat(slow.hastened(3).parameters())
                .containsEntry("learning_rate", Double.toString(0.05 * 3))
                .containsEntry("num_iterations", "333");
        assertThat(fast.hastened(9).parameters())
                .containsEntry("learning_rate", "0.2")
                .containsEntry("num_iterations", "500");
    }
}
