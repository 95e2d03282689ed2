package io.auspex.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.auspex.learn.TrainingException;
import io.auspex.learn.metric.ClassificationMetrics;
import io.auspex.learn.metric.RegressionMetrics;
import io.auspex.learn.objective.ProblemType;
import io.auspex.model.predict.MlpPredictor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomUnitsLearnerTest {
    private static final LearningTask BINARY = new LearningTask(ProblemType.BINARY_CLASSIFICATION, 2);
    private static final LearningTask REGRESSION = new LearningTask(ProblemType.REGRESSION, 0);
    private static final RandomUnitsLearner SMALL = new RandomUnitsLearner(Map.of("units", "128"));

    private static FitControl control(long seed, Deadline deadline) {
        return new FitControl(1, seed, deadline, round -> {});
    }

    private static FitControl control() {
        return control(11, Deadline.after(600));
    }

    /** Class 1 and large numbers lie where both features have the same sign; the features' units differ much. */
    private static TrainingRows corners(int rows, long seed, boolean classes) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] features = new float[2][rows];
        double[] target = new double[rows];
        for (int row = 0; row < rows; row++) {
            double first = random.nextGaussian();
            double second = random.nextGaussian();
            features[0][row] = (float) (5000 + 500 * first);
            features[1][row] = (float) (second / 500);
            target[row] = classes ? (first * second > 0 ? 1 : 0) : 1000 + 100 * first * second;
        }
        return new TrainingRows(features, target);
    }

    private static double auc(Fitted fitted, TrainingRows rows) {
        float[] predicted = fitted.predict(rows.features(), rows.rows())[0];
        double[] scores = new double[rows.rows()];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = predicted[row];
        }
        return ClassificationMetrics.auc(
                Arrays.stream(rows.target()).mapToInt(value -> (int) value).toArray(), scores);
    }

    @Test
    void learnsWhatNoLinearModelCan() {
        TrainingRows train = corners(800, 1, true);
        TrainingRows held = corners(400, 2, true);
        TrainingRows test = corners(500, 3, true);
        Fitted units = SMALL.fit(BINARY, train, Optional.of(held), control());
        Fitted linear = new LinearLearner().fit(BINARY, train, Optional.of(held), control());
        assertThat(auc(units, test)).isGreaterThan(0.98);
        assertThat(auc(linear, test)).isLessThan(0.65);
    }

    @Test
    void numbersComeOutInTheirOwnUnits() {
        TrainingRows train = corners(800, 1, false);
        TrainingRows test = corners(500, 3, false);
        Fitted units = SMALL.fit(REGRESSION, train, Optional.of(corners(400, 2, false)), control());
        float[] predicted = units.predict(test.features(), test.rows())[0];
        double[] values = new double[predicted.length];
        for (int row = 0; row < values.length; row++) {
            values[row] = predicted[row];
        }
        assertThat(RegressionMetrics.rmse(test.target(), values)).isLessThan(35);
    }

    @Test
    void theHiddenWeightsAreTheSeedsAndTheOutputLayerAloneIsLearnt() {
        TrainingRows train = corners(300, 3, true);
        MlpPredictor one = net(SMALL.fit(BINARY, train, Optional.empty(), control()));
        MlpPredictor same = net(SMALL.fit(BINARY, train, Optional.empty(), control()));
        MlpPredictor other = net(SMALL.fit(BINARY, train, Optional.empty(), control(12, Deadline.after(600))));
        MlpPredictor elsewhere = net(SMALL.fit(BINARY, corners(300, 4, true), Optional.empty(), control()));
        assertThat(same).isEqualTo(one);
        assertThat(other.layers().get(0)).isNotEqualTo(one.layers().get(0));
        assertThat(elsewhere.layers().get(0)).isEqualTo(one.layers().get(0));
        assertThat(elsewhere.layers().get(1)).isNotEqualTo(one.layers().get(1));
    }

    private static MlpPredictor net(Fitted fitted) {
        return (MlpPredictor) fitted.predictor();
    }

    @Test
    void aFitOnAllRowsTakesTheStrengthThatTheFoldsSettledOn() {
        TrainingRows train = corners(300, 5, true);
        Fitted fold = SMALL.fit(BINARY, train, Optional.of(corners(200, 6, true)), control());
        Fitted settled = SMALL.settled(List.of(fold)).fit(BINARY, train, Optional.empty(), control());
        assertThat(settled.setting()).isEqualTo(fold.setting(), within(1e-12));
    }

    @Test
    void missingAndHugeValuesAndADeadlineLeaveAFiniteAnswer() {
        TrainingRows train = corners(300, 7, true);
        train.features()[0][3] = Float.NaN;
        train.features()[1][4] = Float.POSITIVE_INFINITY;
        train.features()[1][5] = Float.MAX_VALUE;
        Fitted fitted = SMALL.fit(BINARY, train, Optional.empty(), control(1, Deadline.after(0)));
        assertThat(fitted.cutOff()).isTrue();
        for (float probability : fitted.predict(train.features(), train.rows())[0]) {
            assertThat(probability).isBetween(0f, 1f);
        }
    }

    @Test
    void fewerUnitsWhereTimeOrMemoryAreShortOrInputsMany() {
        Learner hastened = SMALL.hastened(4);
        assertThat(hastened.parameters()).containsEntry("units", "32");
        assertThat(hastened.workRelativeTo(SMALL, 1)).isEqualTo(0.25);
        assertThat(new RandomUnitsLearner(Map.of()).roughSeconds(1_000_000, 10, 1))
                .isLessThan(2 * new RandomUnitsLearner(Map.of()).roughSeconds(20_000, 10, 1));
        TrainingRows wide = new TrainingRows(new float[2048][20], new double[20]);
        assertThat(net(new RandomUnitsLearner(Map.of()).fit(REGRESSION, wide, Optional.empty(), control()))
                        .layers()
                        .get(0)
                        .units())
                .isEqualTo(32);
        assertThatThrownBy(() -> new RandomUnitsLearner(Map.of("units", "none")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("units");
    }
}
