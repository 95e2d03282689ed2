package io.auspex.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auspex.learn.metric.ClassificationMetrics;
import io.auspex.learn.objective.ProblemType;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.Link;
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
}
