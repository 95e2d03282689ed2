package io.auspex.learn.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.auspex.learn.TrainingException;
import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.algorithm.FitControl;
import io.auspex.learn.algorithm.Fitted;
import io.auspex.learn.algorithm.Learner;
import io.auspex.learn.algorithm.LearningTask;
import io.auspex.learn.algorithm.TrainingRows;
import io.auspex.learn.objective.ModelType;
import io.auspex.learn.objective.ProblemType;
import io.auspex.model.predict.Link;
import io.auspex.model.predict.TreeEnsemble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What forests must do on data whose structure is known. */
class ForestLearnerTest {
    private static final LearningTask NUMBER = new LearningTask(ProblemType.REGRESSION, 0);
    private static final LearningTask TWO = new LearningTask(ProblemType.BINARY_CLASSIFICATION, 2);
    private static final LearningTask THREE = new LearningTask(ProblemType.MULTICLASS_CLASSIFICATION, 3);

    private static FitControl control(int threads, long seed) {
        return new FitControl(threads, seed, Deadline.after(1000), round -> {});
    }

    private static Fitted fit(ModelType type, Map<String, String> parameters, LearningTask task, TrainingRows rows) {
        return new ForestLearner(type, parameters).fit(task, rows, Optional.empty(), control(1, 1));
    }

    private static float[][] noise(int features, int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] columns = new float[features][rows];
        for (float[] column : columns) {
            for (int row = 0; row < rows; row++) {
                column[row] = (float) random.nextGaussian();
            }
        }
        return columns;
    }

    @ParameterizedTest
    @EnumSource(names = {"EXTRA_TREES", "RANDOM_FOREST"})
    void learnsExclusiveOrWhichNoSingleSplitImproves(ModelType type) {
        float[][] features = noise(2, 600, 3);
        double[] target = new double[600];
        for (int row = 0; row < 600; row++) {
            target[row] = features[0][row] > 0 ^ features[1][row] > 0 ? 1 : 0;
        }
        float[][] fresh = noise(2, 600, 4);
        for (String criterion : List.of("gini", "entropy")) {
            Fitted fitted = fit(
                    type, Map.of("num_trees", "100", "criterion", criterion), TWO, new TrainingRows(features, target));
            assertThat(fitted.link()).isEqualTo(Link.PROBABILITY);
            assertThat(fitted.predictor().outputs()).isEqualTo(1);
            float[] probabilities = fitted.predict(fresh, 600)[0];
            int right = 0;
            for (int row = 0; row < 600; row++) {
                right += probabilities[row] > 0.5 == (fresh[0][row] > 0 ^ fresh[1][row] > 0) ? 1 : 0;
            }
            assertThat(right).as("%s", criterion).isGreaterThan(560);
        }
    }

    /** A lighter forest is the one that a third of the trees would have made. */
    @ParameterizedTest
    @EnumSource(names = {"EXTRA_TREES", "RANDOM_FOREST"})
    void isLighterWithoutItsLastTrees(ModelType type) {
        float[][] features = noise(3, 200, 6);
        double[] target = new double[200];
        for (int row = 0; row < 200; row++) {
            target[row] = (features[0][row] > 0 ? 1 : 0) + (row % 7 == 0 ? 1 : 0);
        }
        TrainingRows rows = new TrainingRows(features, target);
        Learner learner = new ForestLearner(type, Map.of("num_trees", "181"));
        for (LearningTask task : List.of(THREE, NUMBER)) {
            Fitted small = fit(type, Map.of("num_trees", "60"), task, rows);
            Learner.Lighter fewer = learner.lighter().get(2);
            Fitted lighter = fewer.change()
                    .apply(fit(type, learner.parameters(), task, rows))
                    .orElseThrow();
            float[][] expected = small.predict(features, 200);
            float[][] predicted = lighter.predict(features, 200);
            for (int output = 0; output < task.outputs(); output++) {
                for (int row = 0; row < 200; row++) {
                    assertThat(predicted[output][row]).isCloseTo(expected[output][row], within(1e-5f));
                }
            }
            assertThat(fewer.learner().settled(List.of(lighter)).parameters())
                    .containsEntry("num_trees", "60")
                    .containsEntry("min_samples_split", "2");
            assertThat(fewer.change().apply(small)).isEmpty();
        }
    }

    /** What is not parted is worth the mean of its rows, however it would have been parted; all else stays. */
    @ParameterizedTest
    @EnumSource(names = {"EXTRA_TREES", "RANDOM_FOREST"})
    void isLighterWithoutPartingSmallNodes(ModelType type) {
        float[][] features = noise(3, 400, 6);
        double[] target = new double[400];
        for (int row = 0; row < 400; row++) {
            target[row] = (features[0][row] > 0 ? 1 : 0) + (row % 7 == 0 ? 1 : 0);
        }
        TrainingRows rows = new TrainingRows(features, target);
        Learner learner = new ForestLearner(type, Map.of("num_trees", "20"));
        Learner.Lighter larger = learner.lighter().get(3);
        for (LearningTask task : List.of(THREE, NUMBER)) {
            Fitted full = fit(type, learner.parameters(), task, rows);
            Fitted lighter = larger.change().apply(full).orElseThrow();
            TreeEnsemble before = (TreeEnsemble) full.predictor();
            TreeEnsemble after = (TreeEnsemble) lighter.predictor();
            assertThat(after.leafCovers().length).isBetween(40, before.leafCovers().length - 40);
            for (float cover : after.nodeCovers()) {
                assertThat(cover).isGreaterThanOrEqualTo(20);
            }
            float[][] asLearnt = full.predict(features, 400);
            float[][] predicted = lighter.predict(features, 400);
            for (int output = 0; output < task.outputs(); output++) {
                double sum = 0;
                double sumAsLearnt = 0;
                for (int row = 0; row < 400; row++) {
                    sum += predicted[output][row];
                    sumAsLearnt += asLearnt[output][row];
                }
                // Extra-trees see every row once, so that the means of all rows agree.
                assertThat(sum / 400).isCloseTo(sumAsLearnt / 400, within(type == ModelType.EXTRA_TREES ? 1e-4 : 0.1));
            }
            assertThat(larger.learner().settled(List.of(lighter)).parameters())
                    .containsEntry("num_trees", "20")
                    .containsEntry("min_samples_split", "20");
            TreeEnsemble grown = (TreeEnsemble)
                    fit(type, larger.learner().parameters(), task, rows).predictor();
            for (float cover : grown.nodeCovers()) {
                assertThat(cover).isGreaterThanOrEqualTo(20);
            }
            assertThat((double) grown.leafCovers().length / after.leafCovers().length)
                    .isCloseTo(1, within(0.1));
            assertThat(larger.change().apply(lighter)).isEmpty();
        }
    }

    /** Extra-trees see all rows and go on until leaves are pure: what they were shown they give back. */
    @Test
    void extraTreesGiveBackWhatTheySaw() {
        float[][] features = noise(3, 300, 5);
        double[] target = new double[300];
        for (int row = 0; row < 300; row++) {
            target[row] = row % 3;
        }
        for (String criterion : List.of("gini", "entropy")) {
            Fitted fitted = fit(
                    ModelType.EXTRA_TREES,
                    Map.of("num_trees", "50", "criterion", criterion),
                    THREE,
                    new TrainingRows(features, target));
            float[][] probabilities = fitted.predict(features, 300);
            for (int row = 0; row < 300; row++) {
                assertThat(probabilities[row % 3][row]).isCloseTo(1f, within(1e-6f));
                assertThat(probabilities[(row + 1) % 3][row]).isZero();
            }
        }
        Fitted numbers = fit(
                ModelType.EXTRA_TREES,
                Map.of("num_trees", "50", "min_samples_leaf", "1"),
                NUMBER,
                new TrainingRows(features, target));
        assertThat(numbers.link()).isEqualTo(Link.IDENTITY);
        for (int row = 0; row < 300; row++) {
            assertThat(numbers.predict(features, 300)[0][row]).isCloseTo(row % 3, within(1e-6f));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EXTRA_TREES", "RANDOM_FOREST"})
    void findsNothingInNoise(ModelType type) {
        float[][] features = noise(5, 2000, 6);
        double[] target = new double[2000];
        SplittableRandom random = new SplittableRandom(7);
        for (int row = 0; row < 2000; row++) {
            target[row] = 50_000_000 + random.nextGaussian();
        }
        Fitted fitted = fit(
                type,
                Map.of("num_trees", "100", "min_samples_leaf", "100"),
                NUMBER,
                new TrainingRows(features, target));
        float[] values = fitted.predict(noise(5, 500, 8), 500)[0];
        for (float value : values) {
            // A float of this size is exact to 4.
            assertThat(value).isCloseTo(50_000_000f, within(4f));
        }
    }

    /** Missing values that tell the class, infinities, a constant, an empty and a double column. */
    @ParameterizedTest
    @EnumSource(names = {"EXTRA_TREES", "RANDOM_FOREST"})
    void takesWhateverValuesColumnsHave(ModelType type) {
        int rows = 400;
        float[][] features = noise(7, rows, 9);
        double[] target = new double[rows];
        for (int row = 0; row < rows; row++) {
            target[row] = row % 4 == 0 ? 2 : row % 2;
            features[0][row] = row % 4 == 0 ? Float.NaN : 7;
            features[1][row] = row % 2 == 1 ? Float.POSITIVE_INFINITY : row % 5 == 0 ? Float.NEGATIVE_INFINITY : 1;
            features[2][row] = 3;
            features[3][row] = Float.NaN;
            features[4][row] = row % 2 == 0 ? -0f : 0f;
            features[6][row] = features[5][row];
        }
        TrainingRows data = new TrainingRows(features, target);
        Fitted fitted = fit(type, Map.of("num_trees", "100", "max_features", "1.0"), THREE, data);
        float[][] probabilities = fitted.predict(features, rows);
        for (int row = 0; row < rows; row++) {
            assertThat(probabilities[(int) target[row]][row]).as("row %d", row).isGreaterThan(0.9f);
        }
        TreeEnsemble trees = (TreeEnsemble) fitted.predictor();
        for (int feature : trees.splitFeatures()) {
            assertThat(feature)
                    .as("constants and zeros of either sign part nothing")
                    .isNotIn(2, 3, 4);
        }
        Fitted numbers = fit(type, Map.of("num_trees", "20"), NUMBER, data);
        float[] values = numbers.predict(features, rows)[0];
        for (int row = 0; row < rows; row++) {
            assertThat(values[row]).isCloseTo((float) target[row], within(0.3f));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EXTRA_TREES", "RANDOM_FOREST"})
    void onlyConstantsGiveTheMean(ModelType type) {
        float[][] features = {new float[10], new float[10]};
        double[] target = {0, 0, 0, 0, 0, 0, 0, 1, 1, 2};
        Fitted fitted = fit(type, Map.of("num_trees", "400"), THREE, new TrainingRows(features, target));
        float[][] probabilities = fitted.predict(features, 1);
        assertThat(probabilities[0][0]).isCloseTo(0.7f, within(0.05f));
        assertThat(probabilities[1][0]).isCloseTo(0.2f, within(0.05f));
        Fitted none = fit(type, Map.of(), NUMBER, new TrainingRows(new float[0][], target));
        assertThat(none.predict(new float[0][], 1)[0][0]).isCloseTo(0.4f, within(0.05f));
    }

    /** Values that training never missed go the way of most rows. */
    @Test
    void anUnexpectedMissingValueGoesWithTheMajority() {
        float[][] features = {new float[100]};
        double[] target = new double[100];
        for (int row = 0; row < 100; row++) {
            features[0][row] = row;
            target[row] = row < 90 ? 0 : 1;
        }
        Fitted fitted = fit(ModelType.EXTRA_TREES, Map.of("num_trees", "100"), TWO, new TrainingRows(features, target));
        assertThat(fitted.predict(new float[][] {{Float.NaN}}, 1)[0][0]).isLessThan(0.2f);
    }

    /** A row of weight three is as good as three such rows. */
    @Test
    void weightsCountLikeCopiesOfRows() {
        float[][] features = noise(4, 200, 10);
        double[] target = new double[200];
        double[] weights = new double[200];
        List<Integer> copies = new ArrayList<>();
        for (int row = 0; row < 200; row++) {
            target[row] = (int) (Math.abs(features[0][row] * 2 + features[3][row]) % 3);
            weights[row] = 1 + row % 3;
            for (int copy = 0; copy < weights[row]; copy++) {
                copies.add(row);
            }
        }
        TrainingRows plain = new TrainingRows(features, target);
        TrainingRows weighted = new TrainingRows(features, target, new int[4], weights);
        TrainingRows copied =
                plain.select(copies.stream().mapToInt(Integer::intValue).toArray());
        float[][] fresh = noise(4, 300, 11);
        for (String criterion : List.of("gini", "entropy")) {
            Map<String, String> parameters = Map.of("num_trees", "30", "criterion", criterion, "max_features", "1.0");
            float[][] byWeight =
                    fit(ModelType.EXTRA_TREES, parameters, THREE, weighted).predict(fresh, 300);
            float[][] byCopies =
                    fit(ModelType.EXTRA_TREES, parameters, THREE, copied).predict(fresh, 300);
            float[][] without =
                    fit(ModelType.EXTRA_TREES, parameters, THREE, plain).predict(fresh, 300);
            assertThat(byWeight).isDeepEqualTo(byCopies);
            assertThat(Arrays.deepEquals(byWeight, without)).isFalse();
        }
        double[] heavy = new double[200];
        Arrays.setAll(heavy, row -> target[row] == 1 ? 1000 : 1);
        Fitted forest = fit(
                ModelType.RANDOM_FOREST,
                Map.of("num_trees", "50", "min_samples_leaf", "50"),
                THREE,
                new TrainingRows(features, target, new int[4], heavy));
        for (float probability : forest.predict(fresh, 300)[1]) {
            assertThat(probability).isGreaterThan(0.9f);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EXTRA_TREES", "RANDOM_FOREST"})
    void threadsDoNotChangeTheForest(ModelType type) {
        float[][] features = noise(6, 500, 12);
        double[] target = new double[500];
        Arrays.setAll(target, row -> features[0][row] > 0.3 ? 2 : features[1][row] > 0 ? 1 : 0);
        TrainingRows rows = new TrainingRows(features, target);
        Learner learner = new ForestLearner(type, Map.of("num_trees", "40"));
        for (LearningTask task : List.of(THREE, NUMBER)) {
            List<Integer> heard = new ArrayList<>();
            Fitted one = learner.fit(task, rows, Optional.empty(), control(1, 5));
            Fitted two =
                    learner.fit(task, rows, Optional.empty(), new FitControl(2, 5, Deadline.after(1000), heard::add));
            assertThat(two.predictor()).isEqualTo(one.predictor());
            assertThat(heard).hasSize(40).startsWith(1, 2).endsWith(40);
            Fitted other = learner.fit(task, rows, Optional.empty(), control(2, 6));
            assertThat(other.predictor()).isNotEqualTo(one.predictor());
        }
    }

    @Test
    void aPassedDeadlineLeavesOneTree() {
        float[][] features = noise(3, 100, 13);
        double[] target = new double[100];
        Arrays.setAll(target, row -> features[0][row]);
        for (int threads = 1; threads <= 2; threads++) {
            Learner learner = new ForestLearner(ModelType.RANDOM_FOREST, Map.of("num_trees", "50"));
            Fitted fitted = learner.fit(
                    NUMBER,
                    new TrainingRows(features, target),
                    Optional.empty(),
                    new FitControl(threads, 1, Deadline.after(-1), round -> {}));
            assertThat(fitted.cutOff()).isTrue();
            assertThat(fitted.setting()).isEqualTo(1);
            assertThat(learner.settled(List.of(fitted)).parameters()).containsEntry("num_trees", "1");
            assertThat(learner.workRelativeTo(learner, fitted.rounds())).isEqualTo(50);
        }
    }

    @Test
    void moreFeaturesToChooseFromAreMoreWork() {
        Learner few = new ForestLearner(ModelType.RANDOM_FOREST, Map.of("num_trees", "10"));
        Learner all = new ForestLearner(ModelType.RANDOM_FOREST, Map.of("num_trees", "20", "max_features", "1"));
        assertThat(all.workRelativeTo(few, 10)).isBetween(4.0, 10.0);
        assertThat(new ForestLearner(ModelType.RANDOM_FOREST, Map.of())
                        .hastened(3)
                        .parameters())
                .containsEntry("num_trees", "100");
    }

    /** A staircase of ever rarer splits ends; no stack overflows. */
    @Test
    void aChainOfSplitsEnds() {
        int rows = 3000;
        float[][] features = {new float[rows]};
        double[] target = new double[rows];
        for (int row = 0; row < rows; row++) {
            features[0][row] = (float) Math.pow(10, row % 75 - 37);
            target[row] = row % 75 % 2;
        }
        Fitted fitted = fit(ModelType.EXTRA_TREES, Map.of("num_trees", "5"), TWO, new TrainingRows(features, target));
        assertThat(fitted.predict(features, rows)[0]).hasSize(rows).doesNotContain(Float.NaN);
    }

    @Test
    void namesAWrongParameter() {
        assertThatThrownBy(() -> new ForestLearner(ModelType.EXTRA_TREES, Map.of("num_trees", "0")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("num_trees");
        assertThatThrownBy(() -> new ForestLearner(ModelType.EXTRA_TREES, Map.of("criterion", "variance")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("criterion");
        assertThatThrownBy(() -> new ForestLearner(ModelType.MLP, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
