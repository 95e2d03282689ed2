package io.auspex.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.learn.TrainingException;
import io.auspex.learn.metric.ClassificationMetrics;
import io.auspex.learn.objective.ModelType;
import io.auspex.learn.objective.ProblemType;
import io.auspex.model.predict.Link;
import io.auspex.model.predict.NearestNeighbors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NeighborsLearnerTest {
    private static final FitControl CONTROL = new FitControl(1, 0, Deadline.after(1000), round -> {});
    private static final LearningTask TWO = new LearningTask(ProblemType.BINARY_CLASSIFICATION, 2);
    private static final LearningTask NUMBER = new LearningTask(ProblemType.REGRESSION, 0);

    private static float[][] points(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] features = new float[2][rows];
        for (int row = 0; row < rows; row++) {
            features[0][row] = (float) (1000 * random.nextGaussian());
            features[1][row] = (float) (0.001 * random.nextGaussian());
        }
        return features;
    }

    /** Features of very different size count the same. */
    @Test
    void learnsAChessboardInDeviations() {
        float[][] features = points(4000, 1);
        double[] target = new double[4000];
        Arrays.setAll(target, row -> features[0][row] > 0 ^ features[1][row] > 0 ? 1 : 0);
        TrainingRows all = new TrainingRows(features, target);
        TrainingRows train = all.select(range(0, 3000));
        TrainingRows test = all.select(range(3000, 4000));
        Fitted fitted = new NeighborsLearner(Map.of()).fit(TWO, train, Optional.of(test), CONTROL);
        assertThat(fitted.link()).isEqualTo(Link.PROBABILITY);
        assertThat(fitted.cutOff()).isFalse();
        float[] probabilities = fitted.predict(test.features(), 1000)[0];
        double[] scores = new double[1000];
        int[] truth = new int[1000];
        for (int row = 0; row < 1000; row++) {
            scores[row] = probabilities[row];
            truth[row] = (int) test.target()[row];
        }
        assertThat(ClassificationMetrics.auc(truth, scores)).isGreaterThan(0.99);
    }

    /** The noisier the target, the more neighbours are asked. */
    @Test
    void noiseCallsForManyNeighbors() {
        float[][] features = points(2000, 2);
        SplittableRandom random = new SplittableRandom(3);
        double[] clear = new double[2000];
        double[] noisy = new double[2000];
        for (int row = 0; row < 2000; row++) {
            clear[row] = Math.sin(features[0][row] / 100) + Math.cos(features[1][row] * 10_000);
            noisy[row] = random.nextGaussian();
        }
        assertThat(fitted(features, clear).setting()).isLessThanOrEqualTo(5);
        Fitted many = fitted(features, noisy);
        assertThat(many.setting()).isEqualTo(50);
        Learner settled = new NeighborsLearner(Map.of()).settled(List.of(many, many, fitted(features, clear)));
        assertThat(settled.parameters()).containsEntry("k", "50");
        Fitted all = settled.fit(NUMBER, new TrainingRows(features, clear), Optional.empty(), CONTROL);
        assertThat(((NearestNeighbors) all.predictor()).neighbors()).isEqualTo(50);
    }

    private static Fitted fitted(float[][] features, double[] target) {
        TrainingRows all = new TrainingRows(features, target);
        return new NeighborsLearner(Map.of())
                .fit(NUMBER, all.select(range(0, 1500)), Optional.of(all.select(range(1500, 2000))), CONTROL);
    }

    @Test
    void keepsASampleOfManyRows() {
        float[][] features = points(5000, 4);
        double[] target = new double[5000];
        Arrays.setAll(target, row -> row);
        TrainingRows rows = new TrainingRows(features, target);
        Learner learner = new NeighborsLearner(Map.of("sample_size", "500", "k", "3"));
        Fitted fitted = learner.fit(NUMBER, rows, Optional.empty(), CONTROL);
        double[] kept = ((NearestNeighbors) fitted.predictor()).targets();
        assertThat(kept).hasSize(500).isSorted().doesNotHaveDuplicates();
        assertThat(Arrays.stream(kept).average().orElseThrow()).isBetween(2200.0, 2800.0);
        assertThat(learner.fit(NUMBER, rows, Optional.empty(), CONTROL).predictor())
                .isEqualTo(fitted.predictor());
        assertThat(learner.hastened(2).parameters()).containsEntry("sample_size", "250");
        assertThat(new NeighborsLearner(Map.of("sample_size", "1000")).workRelativeTo(learner, fitted.rounds()))
                .isEqualTo(2);
    }

    @Test
    void takesMissingInfiniteAndConstantValues() {
        float[][] features = points(300, 5);
        float[][] odd = {features[0], features[1], new float[300], new float[300]};
        Arrays.fill(odd[3], Float.NaN);
        for (int row = 0; row < 300; row += 7) {
            odd[0][row] = Float.NaN;
            odd[1][row] = row % 2 == 0 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
        }
        double[] target = new double[300];
        Arrays.setAll(target, row -> row % 2);
        TrainingRows rows = new TrainingRows(odd, target);
        for (float probability : new NeighborsLearner(Map.of())
                .fit(TWO, rows, Optional.of(rows), CONTROL)
                .predict(odd, 300)[0]) {
            assertThat(probability).isBetween(0f, 1f);
        }
    }

    @Test
    void heavyRowsOutvoteLightOnes() {
        float[][] features = {{1, 1, 1, 1, 5, 6}};
        double[] target = {0, 0, 0, 1, 0, 1};
        double[] weights = {1, 1, 1, 97, 1, 1};
        Learner learner = new NeighborsLearner(Map.of("k", "4"));
        float light = learner.fit(TWO, new TrainingRows(features, target), Optional.empty(), CONTROL)
                .predict(new float[][] {{1}}, 1)[0][0];
        float heavy = learner.fit(
                        TWO, new TrainingRows(features, target, new int[1], weights), Optional.empty(), CONTROL)
                .predict(new float[][] {{1}}, 1)[0][0];
        assertThat(light).isLessThan(0.4f);
        assertThat(heavy).isGreaterThan(0.9f);
    }

    @Test
    void aPassedDeadlineStillChooses() {
        float[][] features = points(2000, 6);
        double[] target = new double[2000];
        Arrays.setAll(target, row -> features[0][row] > 0 ? 1 : 0);
        TrainingRows rows = new TrainingRows(features, target);
        Fitted fitted = new NeighborsLearner(Map.of())
                .fit(TWO, rows, Optional.of(rows), new FitControl(1, 0, Deadline.after(-1), round -> {}));
        assertThat(fitted.cutOff()).isTrue();
        assertThat(fitted.predict(features, 2000)[0]).doesNotContain(Float.NaN);
    }

    @Test
    void namesAWrongParameter() {
        assertThat(new NeighborsLearner(Map.of()).modelType()).isEqualTo(ModelType.NEAREST_NEIGHBORS);
        assertThatThrownBy(() -> new NeighborsLearner(Map.of("k", "none")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("Hyperparameter k");
    }

    private static int[] range(int from, int to) {
        int[] range = new int[to - from];
        Arrays.setAll(range, i -> from + i);
        return range;
    }
}
