package io.auspex.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.auspex.learn.TrainingException;
import io.auspex.learn.metric.ClassificationMetrics;
import io.auspex.learn.objective.ProblemType;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.Link;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearLearnerTest {
    private static final int ROWS = 2000;
    private static final FitControl CONTROL = new FitControl(1, 0, Deadline.after(60), round -> {});

    /** One wide, one narrow and one rare feature. */
    private static float[][] features() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] features = new float[3][ROWS];
        for (int row = 0; row < ROWS; row++) {
            features[0][row] = (float) (1000 + 500 * random.nextGaussian());
            features[1][row] = (float) (0.01 * random.nextGaussian());
            features[2][row] = random.nextInt(10) == 0 ? 1 : 0;
        }
        return features;
    }

    @Test
    void recoversAPlane() {
        float[][] features = features();
        double[] target = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            target[row] = 7 + 0.5 * features[0][row] - 300 * features[1][row] + 20 * features[2][row];
        }
        TrainingRows rows = new TrainingRows(features, target);
        Fitted fitted =
                new LinearLearner().fit(new LearningTask(ProblemType.REGRESSION, 0), rows, Optional.of(rows), CONTROL);
        LinearPredictor predictor = (LinearPredictor) fitted.predictor();
        assertThat(predictor.weights()[0][0]).isCloseTo(0.5, within(0.001));
        assertThat(predictor.weights()[0][1]).isCloseTo(-300, within(15.0));
        assertThat(predictor.weights()[0][2]).isCloseTo(20, within(0.5));
        assertThat(predictor.intercepts()[0]).isCloseTo(7, within(1.0));
        assertThat(fitted.link()).isEqualTo(Link.IDENTITY);
    }

    @Test
    void learnsTwoAndMoreClasses() {
        float[][] features = features();
        double[] two = new double[ROWS];
        double[] three = new double[ROWS];
        int[] truth = new int[ROWS];
        for (int row = 0; row < ROWS; row++) {
            double sum = (features[0][row] - 1000) / 500 + 100 * features[1][row];
            two[row] = sum > 0 ? 1 : 0;
            three[row] = sum > 1 ? 2 : sum < -1 ? 0 : 1;
            truth[row] = (int) two[row];
        }
        TrainingRows binary = new TrainingRows(features, two);
        Fitted fitted = new LinearLearner()
                .fit(new LearningTask(ProblemType.BINARY_CLASSIFICATION, 2), binary, Optional.of(binary), CONTROL);
        float[] probabilities = fitted.predict(features, ROWS)[0];
        double[] scores = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            scores[row] = probabilities[row];
        }
        assertThat(ClassificationMetrics.auc(truth, scores)).isGreaterThan(0.999);

        TrainingRows multi = new TrainingRows(features, three);
        Fitted softmax = new LinearLearner()
                .fit(new LearningTask(ProblemType.MULTICLASS_CLASSIFICATION, 3), multi, Optional.of(multi), CONTROL);
        float[][] perClass = softmax.predict(features, ROWS);
        int right = 0;
        for (int row = 0; row < ROWS; row++) {
            float said = perClass[(int) three[row]][row];
            right += said >= perClass[0][row] && said >= perClass[1][row] && said >= perClass[2][row] ? 1 : 0;
            assertThat(perClass[0][row] + perClass[1][row] + perClass[2][row]).isCloseTo(1f, within(1e-5f));
        }
        assertThat((double) right / ROWS).isGreaterThan(0.97);
    }

    @Test
    void noiseCallsForStrongRegularisation() {
        SplittableRandom random = new SplittableRandom(3);
        float[][] features = new float[40][100];
        double[] target = new double[100];
        for (int row = 0; row < 100; row++) {
            for (float[] feature : features) {
                feature[row] = (float) random.nextGaussian();
            }
            target[row] = random.nextGaussian();
        }
        int[] first = new int[50];
        int[] second = new int[50];
        for (int row = 0; row < 50; row++) {
            first[row] = row;
            second[row] = row + 50;
        }
        TrainingRows all = new TrainingRows(features, target);
        Fitted fitted = new LinearLearner()
                .fit(
                        new LearningTask(ProblemType.REGRESSION, 0),
                        all.select(first),
                        Optional.of(all.select(second)),
                        CONTROL);
        assertThat(fitted.setting()).isGreaterThanOrEqualTo(1);
    }

    /** Issue 4 point 2: L1 gives exact zeros. */
    @Test
    void absolutePenaltiesMakeUselessWeightsExactlyZero() {
        TrainingRows rows = noisy(400);
        Fitted sparse = new LinearLearner(Map.of("l1", "0.1", "wd", "0"))
                .fit(new LearningTask(ProblemType.REGRESSION, 0), rows, Optional.empty(), CONTROL);
        double[] weights = ((LinearPredictor) sparse.predictor()).weights()[0];
        assertThat(weights[0]).isGreaterThan(1.5);
        assertThat(weights[1]).isLessThan(-1.5);
        for (int feature = 2; feature < weights.length; feature++) {
            assertThat(weights[feature]).as("weight %d", feature).isZero();
        }
        Fitted dense = new LinearLearner(Map.of("l1", "0", "wd", "0.1"))
                .fit(new LearningTask(ProblemType.REGRESSION, 0), rows, Optional.empty(), CONTROL);
        for (double weight : ((LinearPredictor) dense.predictor()).weights()[0]) {
            assertThat(weight).isNotZero();
        }
    }

    /** In one dimension with features in deviations the lasso's answer is known: the slope, softly cut by the strength. */
    @Test
    void theLassoOfOneFeatureIsTheSoftThreshold() {
        float[][] features = {new float[100]};
        double[] target = new double[100];
        for (int row = 0; row < 100; row++) {
            features[0][row] = row % 2 == 0 ? 1 : -1;
            target[row] = 3 * features[0][row];
        }
        Fitted fitted = new LinearLearner(Map.of("l1", "0.25", "wd", "0"))
                .fit(
                        new LearningTask(ProblemType.REGRESSION, 0),
                        new TrainingRows(features, target),
                        Optional.empty(),
                        CONTROL);
        assertThat(((LinearPredictor) fitted.predictor()).weights()[0][0]).isCloseTo(3 * 0.75, within(0.01));
    }

    private static TrainingRows noisy(int count) {
        SplittableRandom random = new SplittableRandom(8);
        float[][] features = new float[12][count];
        double[] target = new double[count];
        for (int row = 0; row < count; row++) {
            for (float[] feature : features) {
                feature[row] = (float) random.nextGaussian();
            }
            target[row] = 2 * features[0][row] - 2 * features[1][row] + 0.3 * random.nextGaussian();
        }
        return new TrainingRows(features, target);
    }

    /** Issue 4 point 2: class weights move recall. */
    @Test
    void classWeightsMoveRecall() {
        TrainingRows rows = noisy(2000);
        double[] rare = new double[2000];
        SplittableRandom random = new SplittableRandom(9);
        for (int row = 0; row < 2000; row++) {
            rare[row] = rows.target()[row] + 4 * random.nextGaussian() > 7 ? 1 : 0;
        }
        TrainingRows classes = new TrainingRows(rows.features(), rare);
        LearningTask binary = new LearningTask(ProblemType.BINARY_CLASSIFICATION, 2);
        double plain = recall(new LinearLearner().fit(binary, classes, Optional.empty(), CONTROL), classes, 1);
        double balanced = recall(
                new LinearLearner(Map.of("positive_example_weight_mult", "balanced"))
                        .fit(binary, classes, Optional.empty(), CONTROL),
                classes,
                1);
        assertThat(plain).isLessThan(0.3);
        assertThat(balanced).isGreaterThan(0.6);

        for (int row = 0; row < 2000; row++) {
            rare[row] += row % 50 == 0 ? 2 - rare[row] : 0;
        }
        LearningTask three = new LearningTask(ProblemType.MULTICLASS_CLASSIFICATION, 3);
        double even = recall(
                new LinearLearner(Map.of("balance_multiclass_weights", "true"))
                        .fit(three, classes, Optional.empty(), CONTROL),
                classes,
                2);
        double usual = recall(new LinearLearner().fit(three, classes, Optional.empty(), CONTROL), classes, 2);
        assertThat(even).isGreaterThan(usual + 0.1);
    }

    private static double recall(Fitted fitted, TrainingRows rows, int label) {
        float[][] said = fitted.predict(rows.features(), rows.rows());
        int positives = 0;
        int found = 0;
        for (int row = 0; row < rows.rows(); row++) {
            if (rows.target()[row] == label) {
                positives++;
                boolean most = true;
                for (float[] other : said) {
                    most &= said.length == 1 ? other[row] > 0.5 : said[label][row] >= other[row];
                }
                found += most ? 1 : 0;
            }
        }
        return (double) found / positives;
    }

    @Test
    void robustLossesLeadWhereTheySay() {
        float[][] features = {new float[1000]};
        double[] target = new double[1000];
        SplittableRandom random = new SplittableRandom(4);
        for (int row = 0; row < 1000; row++) {
            features[0][row] = (float) random.nextDouble();
            target[row] = 10 * features[0][row] + random.nextDouble() + (row % 10 == 0 ? 500 : 0);
        }
        TrainingRows rows = new TrainingRows(features, target);
        assertThat(slope(rows, Map.of("wd", "0"))).isNotCloseTo(10, within(0.5));
        assertThat(slope(rows, Map.of("wd", "0", "loss", "huber_loss", "huber_delta", "0.01")))
                .isCloseTo(10, within(1.0));
        assertThat(slope(rows, Map.of("wd", "0", "loss", "absolute_loss"))).isCloseTo(10, within(1.0));
        assertThat(slope(rows, Map.of("wd", "0", "loss", "eps_insensitive_absolute_loss")))
                .isCloseTo(10, within(1.0));

        TrainingRows calm = noisy(2000);
        Fitted high = new LinearLearner(Map.of("loss", "quantile_loss", "quantile", "0.9", "wd", "0"))
                .fit(new LearningTask(ProblemType.REGRESSION, 0), calm, Optional.empty(), CONTROL);
        float[] predicted = high.predict(calm.features(), 2000)[0];
        int below = 0;
        for (int row = 0; row < 2000; row++) {
            below += calm.target()[row] <= predicted[row] ? 1 : 0;
        }
        assertThat(below / 2000.0).isCloseTo(0.9, within(0.02));
    }

    private static double slope(TrainingRows rows, Map<String, String> parameters) {
        Fitted fitted = new LinearLearner(parameters)
                .fit(new LearningTask(ProblemType.REGRESSION, 0), rows, Optional.empty(), CONTROL);
        return ((LinearPredictor) fitted.predictor()).weights()[0][0];
    }

    @Test
    void namesWrongChoices() {
        TrainingRows rows = noisy(20);
        assertThatThrownBy(() -> new LinearLearner(Map.of("loss", "softmax_loss"))
                        .fit(new LearningTask(ProblemType.REGRESSION, 0), rows, Optional.empty(), CONTROL))
                .isInstanceOf(TrainingException.class)
                .hasMessage("Hyperparameter loss cannot be 'softmax_loss' for Regression.");
        assertThatThrownBy(() -> new LinearLearner(Map.of("l1", "-1")))
                .isInstanceOf(TrainingException.class)
                .hasMessage("Hyperparameter l1 cannot be '-1'.");
    }
}
