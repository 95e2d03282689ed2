package io.auspex.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.auspex.learn.OpenData;
import io.auspex.learn.TrainingException;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.metric.ClassificationMetrics;
import io.auspex.learn.objective.ProblemType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Issue 4 point 2: the multilayer perceptron as a real algorithm. */
class MlpLearnerTest {
    private static final LearningTask BINARY = new LearningTask(ProblemType.BINARY_CLASSIFICATION, 2);
    private static final LearningTask REGRESSION = new LearningTask(ProblemType.REGRESSION, 0);
    private static final Map<String, String> SMALL =
            Map.of("hidden_layers", "32,16", "epochs", "40", "mini_batch_size", "32");

    private static FitControl control(int threads) {
        return new FitControl(threads, 11, Deadline.after(600), round -> {});
    }

    private static TrainingRows exclusiveOr(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] features = new float[2][rows];
        double[] target = new double[rows];
        for (int row = 0; row < rows; row++) {
            features[0][row] = (float) (500 * random.nextGaussian());
            features[1][row] = (float) (random.nextGaussian() / 500);
            target[row] = features[0][row] > 0 ^ features[1][row] > 0 ? 1 : 0;
        }
        return new TrainingRows(features, target);
    }

    private static double auc(Fitted fitted, TrainingRows rows) {
        float[] predicted = fitted.predict(rows.features(), rows.rows())[0];
        int[] truth = new int[rows.rows()];
        double[] scores = new double[rows.rows()];
        for (int row = 0; row < truth.length; row++) {
            truth[row] = (int) rows.target()[row];
            scores[row] = predicted[row];
        }
        return ClassificationMetrics.auc(truth, scores);
    }

    @Test
    void learnsExclusiveOrWhichNoLinearModelCan() {
        TrainingRows train = exclusiveOr(1000, 1);
        TrainingRows test = exclusiveOr(500, 2);
        Fitted net = new MlpLearner(SMALL).fit(BINARY, train, Optional.of(test), control(1));
        Fitted linear = new LinearLearner().fit(BINARY, train, Optional.of(test), control(1));
        assertThat(auc(net, test)).isGreaterThan(0.98);
        assertThat(auc(linear, test)).isLessThan(0.65);
    }

    /** Must be shown: MLP beats linear on a dataset that is not linear. */
    @Test
    void beatsTheLinearLearnerOnHeldOutPhonemes() {
        Frame all = OpenData.load("phoneme");
        TrainingRows train = rows(OpenData.train(all));
        TrainingRows test = rows(OpenData.test(all));
        Fitted net = new MlpLearner(Map.of("epochs", "25")).fit(BINARY, train, Optional.empty(), control(1));
        Fitted linear = new LinearLearner().fit(BINARY, train, Optional.empty(), control(1));
        assertThat(auc(net, test)).isGreaterThan(0.90).isGreaterThan(auc(linear, test) + 0.05);
    }

    private static TrainingRows rows(Frame frame) {
        int target = frame.indexOf("class");
        float[][] features = new float[target][frame.rows()];
        for (int feature = 0; feature < target; feature++) {
            double[] numbers = frame.numbers(feature);
            for (int row = 0; row < numbers.length; row++) {
                features[feature][row] = (float) numbers[row];
            }
        }
        return new TrainingRows(features, frame.numbers(target));
    }

    @Test
    void theSameSeedGivesTheSameWeightsOnAnyNumberOfThreads() {
        TrainingRows train = exclusiveOr(300, 3);
        MlpLearner learner = new MlpLearner(SMALL);
        Fitted one = learner.fit(BINARY, train, Optional.of(train), control(1));
        Fitted two = learner.fit(BINARY, train, Optional.of(train), control(2));
        assertThat(two.predictor()).isEqualTo(one.predictor());
        Fitted other =
                learner.fit(BINARY, train, Optional.of(train), new FitControl(1, 12, Deadline.after(600), round -> {}));
        assertThat(other.predictor()).isNotEqualTo(one.predictor());
    }

    /** Weights that hop about at a high learning rate, with which training is ended in the midst of the schedule. */
    @Test
    void averagedWeightsErrLessWhereTrainingEndsEarly() {
        Map<String, String> hopping = new HashMap<>(SMALL);
        hopping.put("learning_rate", "0.03");
        hopping.put("mini_batch_size", "8");
        Map<String, String> averaging = new HashMap<>(hopping);
        averaging.put("weight_averaging", "0.1");
        TrainingRows train = noisy(400, 1);
        TrainingRows test = noisy(2000, 2);
        Fitted newest = endedAfterEpochs(20, new MlpLearner(hopping), train);
        Fitted averaged = endedAfterEpochs(20, new MlpLearner(averaging), train);
        assertThat(newest.rounds()).isEqualTo(20);
        assertThat(squaredError(averaged, test)).isLessThan(0.95 * squaredError(newest, test));
        assertThat(new MlpLearner(averaging).hastened(2).parameters()).containsEntry("weight_averaging", "0.1");
    }

    private static Fitted endedAfterEpochs(int epochs, MlpLearner learner, TrainingRows train) {
        Fitted any = learner.fit(REGRESSION, train, Optional.empty(), control(1));
        Fitted setting = new Fitted(any.predictor(), any.link(), epochs, any.rounds(), false);
        return learner.settled(List.of(setting)).fit(REGRESSION, train, Optional.empty(), control(1));
    }

    private static TrainingRows noisy(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] features = new float[8][rows];
        double[] target = new double[rows];
        for (int row = 0; row < rows; row++) {
            for (float[] feature : features) {
                feature[row] = (float) random.nextGaussian();
            }
            target[row] = features[0][row] + features[1][row] * features[2][row] + random.nextGaussian();
        }
        return new TrainingRows(features, target);
    }

    private static double squaredError(Fitted fitted, TrainingRows rows) {
        float[] predicted = fitted.predict(rows.features(), rows.rows())[0];
        double sum = 0;
        for (int row = 0; row < predicted.length; row++) {
            sum += (predicted[row] - rows.target()[row]) * (predicted[row] - rows.target()[row]);
        }
        return sum / predicted.length;
    }

    @Test
    void earlyStoppingGivesBackTheBestWeights() {
        SplittableRandom random = new SplittableRandom(5);
        float[][] features = new float[20][120];
        double[] target = new double[120];
        for (int row = 0; row < 120; row++) {
            for (float[] feature : features) {
                feature[row] = (float) random.nextGaussian();
            }
            target[row] = features[0][row] + 2 * random.nextGaussian();
        }
        TrainingRows all = new TrainingRows(features, target);
        int[] first = new int[60];
        int[] second = new int[60];
        for (int row = 0; row < 60; row++) {
            first[row] = row;
            second[row] = row + 60;
        }
        TrainingRows train = all.select(first);
        TrainingRows held = all.select(second);
        Map<String, String> eager =
                Map.of("epochs", "200", "dropout", "0", "weight_decay", "0", "mini_batch_size", "20");
        MlpLearner learner = new MlpLearner(eager);
        Fitted stopped = learner.fit(REGRESSION, train, Optional.of(held), control(1));
        Fitted whole = learner.fit(REGRESSION, train, Optional.empty(), control(1));
        assertThat(stopped.setting()).isLessThan(150);
        assertThat(stopped.rounds()).isLessThan(200);
        assertThat(whole.rounds()).isEqualTo(200);
        assertThat(error(stopped, held)).isLessThan(error(whole, held));
        // A fit on all rows does as many epochs, of the same schedule, as were best.
        Fitted settled = learner.settled(List.of(stopped)).fit(REGRESSION, train, Optional.empty(), control(1));
        assertThat(settled.predictor()).isEqualTo(stopped.predictor());
    }

    private static double error(Fitted fitted, TrainingRows rows) {
        float[] predicted = fitted.predict(rows.features(), rows.rows())[0];
        double sum = 0;
        for (int row = 0; row < predicted.length; row++) {
            sum += (predicted[row] - rows.target()[row]) * (predicted[row] - rows.target()[row]);
        }
        return sum / predicted.length;
    }

    @Test
    void learnsFromEmbeddedCodesAndAnswersForMissingAndUnseenOnes() {
        SplittableRandom random = new SplittableRandom(6);
        int levels = 40;
        double[] effects = random.doubles(levels, -50, 50).toArray();
        float[][] features = new float[2][2000];
        double[] target = new double[2000];
        for (int row = 0; row < 2000; row++) {
            int level = random.nextInt(levels);
            features[0][row] = row % 20 == 0 ? Float.NaN : (float) random.nextGaussian();
            features[1][row] = level;
            target[row] = 1000 + effects[level];
        }
        TrainingRows train = new TrainingRows(features, target, new int[] {0, levels + 1});
        Fitted fitted = new MlpLearner(SMALL).fit(REGRESSION, train, Optional.empty(), control(1));
        assertThat(error(fitted, train)).isLessThan(60);
        float[] odd = fitted.predict(
                        new float[][] {{Float.NaN, 1e38f, Float.NEGATIVE_INFINITY, 0}, {Float.NaN, levels, 1e9f, -1}},
                        4)[0];
        for (float value : odd) {
            assertThat(value).isBetween(800f, 1200f);
        }
    }

    @Test
    void aDeadlineThatHasPassedGivesSomethingValid() {
        TrainingRows train = exclusiveOr(5000, 8);
        FitControl late = new FitControl(1, 1, Deadline.after(0), round -> {});
        Fitted fitted = new MlpLearner(Map.of()).fit(BINARY, train, Optional.of(train), late);
        assertThat(fitted.cutOff()).isTrue();
        assertThat(fitted.rounds()).isEqualTo(1);
        assertThat(auc(fitted, train)).isBetween(0.0, 1.0);
    }

    @Test
    void tooLittleTimeShortensTheSchedule() {
        TrainingRows train = exclusiveOr(4000, 9);
        Map<String, String> endless = Map.of("epochs", "100000", "early_stopping_patience", "1");
        long start = System.nanoTime();
        Fitted fitted = new MlpLearner(endless)
                .fit(BINARY, train, Optional.of(train), new FitControl(1, 1, Deadline.after(2), round -> {}));
        assertThat(fitted.cutOff()).isTrue();
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(4);
        assertThat(auc(fitted, train)).isGreaterThan(0.9);
    }

    @Test
    void neverMakesNumbersThatAreNone() {
        float[][] features = {new float[200], new float[200], new float[200]};
        double[] target = new double[200];
        for (int row = 0; row < 200; row++) {
            features[0][row] = 5;
            features[1][row] = row % 2 == 0 ? 3e38f : -3e38f;
            features[2][row] = Float.NaN;
            target[row] = row % 3 == 0 ? 1e300 : -row;
        }
        TrainingRows rows = new TrainingRows(features, target);
        Map<String, String> wild = Map.of("learning_rate", "1", "epochs", "30", "mini_batch_size", "1");
        Fitted fitted = new MlpLearner(wild).fit(REGRESSION, rows, Optional.of(rows), control(1));
        for (float value : fitted.predict(features, 200)[0]) {
            assertThat(Float.isFinite(value)).isTrue();
        }
        assertThat(fitted.predict(new float[3][0], 0)[0]).isEmpty();
    }

    @Test
    void namesWrongChoices() {
        assertThatThrownBy(() -> new MlpLearner(Map.of("hidden_layers", "128,0")))
                .isInstanceOf(TrainingException.class)
                .hasMessage("Hyperparameter hidden_layers cannot be '128,0'.");
        assertThatThrownBy(() -> new MlpLearner(Map.of("drop_out", "0.1")))
                .isInstanceOf(TrainingException.class)
                .hasMessage("Hyperparameter 'drop_out' is not known.");
    }

    @Test
    void workGrowsWithUnits() {
        Learner narrow = new MlpLearner(Map.of("hidden_layers", "64"));
        Learner wide = new MlpLearner(Map.of("hidden_layers", "256,256"));
        assertThat(wide.workRelativeTo(narrow, 1)).isGreaterThan(5);
        assertThat(wide.workRelativeTo(wide, 1)).isCloseTo(1, within(1e-9));
    }

    @Test
    void hasteMakesFewerEpochsOfTheWholeSchedule() {
        TrainingRows train = exclusiveOr(300, 3);
        Learner hastened = new MlpLearner(SMALL).hastened(2);
        Fitted half = hastened.fit(BINARY, train, Optional.empty(), control(1));
        assertThat(half.rounds()).isEqualTo(20);
        assertThat(half.predictor())
                .isEqualTo(new MlpLearner(Map.of("hidden_layers", "32,16", "epochs", "20", "mini_batch_size", "32"))
                        .fit(BINARY, train, Optional.empty(), control(1))
                        .predictor());
        assertThat(hastened.parameters()).containsEntry("hastened", "2.0");
        assertThat(hastened.settled(List.of(half)).parameters()).isEqualTo(hastened.parameters());
        assertThat(hastened.hastened(100)
                        .fit(BINARY, train, Optional.empty(), control(1))
                        .rounds())
                .isEqualTo(12);
    }

    /** What is turned back predicts from the features themselves, and small differences of like features are learnt from. */
    @Test
    void learnsAlongPrincipalAxesFromWhatLikeFeaturesDifferIn() {
        TrainingRows train = nearlyAlike(600, 1);
        TrainingRows test = nearlyAlike(600, 2);
        Map<String, String> turned = new HashMap<>(SMALL);
        turned.put("principal_axes", "true");
        double plainly = auc(new MlpLearner(SMALL).fit(BINARY, train, Optional.empty(), control(1)), test);
        double along = auc(new MlpLearner(turned).fit(BINARY, train, Optional.empty(), control(1)), test);
        assertThat(along).isGreaterThan(0.9).isGreaterThan(plainly);
    }

    /** Twelve features that are one but for a hundredth of it; the sign of the sum of what some of them have for themselves is the class. */
    private static TrainingRows nearlyAlike(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] features = new float[12][rows];
        double[] target = new double[rows];
        for (int row = 0; row < rows; row++) {
            double common = random.nextGaussian();
            double own = 0;
            for (int feature = 0; feature < features.length; feature++) {
                double difference = random.nextGaussian();
                own += feature < 3 ? difference : 0;
                features[feature][row] = (float) (50 + 10 * common + 0.3 * difference);
            }
            target[row] = own > 0 ? 1 : 0;
        }
        return new TrainingRows(features, target);
    }
}
