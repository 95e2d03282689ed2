package io.auspex.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auspex.learn.objective.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Issue 5 point 6: a row that weighs three counts as three rows. */
class SampleWeightTest {
    private static final int ROWS = 1200;
    private static final List<Learner> LEARNERS = List.of(
            new LinearLearner(),
            new MlpLearner(Map.of("hidden_layers", "8", "epochs", "60", "mini_batch_size", "64", "dropout", "0")));

    private static FitControl control() {
        return new FitControl(1, 3, Deadline.after(600), round -> {});
    }

    /** A feature that tells nothing, and a target that is one in every second row. */
    private static TrainingRows coin(double[] weights) {
        SplittableRandom random = new SplittableRandom(5);
        float[][] features = new float[1][ROWS];
        double[] target = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            features[0][row] = random.nextInt(2);
            target[row] = row % 2;
        }
        return new TrainingRows(features, target, new int[1], weights);
    }

    private static double[] weights(double ofZeros, double ofOnes) {
        double[] weights = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            weights[row] = row % 2 == 0 ? ofZeros : ofOnes;
        }
        return weights;
    }

    private static double mean(Learner learner, ProblemType type, TrainingRows rows) {
        Fitted fitted = learner.fit(
                new LearningTask(type, type == ProblemType.REGRESSION ? 0 : 2), rows, Optional.of(rows), control());
        double mean = 0;
        for (float value : fitted.predict(rows.features(), ROWS)[0]) {
            mean += value / ROWS;
        }
        return mean;
    }

    @Test
    void probabilitiesFollowTheWeights() {
        for (Learner learner : LEARNERS) {
            String name = learner.modelType().name();
            assertThat(mean(learner, ProblemType.BINARY_CLASSIFICATION, coin(null)))
                    .as(name)
                    .isCloseTo(0.5, within(0.04));
            assertThat(mean(learner, ProblemType.BINARY_CLASSIFICATION, coin(weights(3, 1))))
                    .as(name)
                    .isCloseTo(0.25, within(0.04));
        }
    }

    @Test
    void numbersFollowTheWeights() {
        for (Learner learner : LEARNERS) {
            assertThat(mean(learner, ProblemType.REGRESSION, coin(weights(1, 9))))
                    .as(learner.modelType().name())
                    .isCloseTo(0.9, within(0.04));
        }
    }

    /** Only the proportion counts. */
    @Test
    void equalWeightsChangeNothing() {
        for (Learner learner : LEARNERS) {
            assertThat(mean(learner, ProblemType.BINARY_CLASSIFICATION, coin(weights(7, 7))))
                    .as(learner.modelType().name())
                    .isCloseTo(mean(learner, ProblemType.BINARY_CLASSIFICATION, coin(null)), within(1e-6));
        }
    }
}
