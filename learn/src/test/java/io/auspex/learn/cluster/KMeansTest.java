package io.auspex.learn.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.auspex.learn.OpenData;
import io.auspex.learn.TrainingException;
import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.frame.Frame;
import io.auspex.model.predict.Centroids;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KMeansTest {
    private static final List<String> SEED_SHAPES =
            List.of("area", "perimeter", "compactness", "kernel_length", "kernel_width", "asymmetry", "groove_length");

    private static KMeans.Clusters cluster(float[][] features, long seed, String... hyperparameters) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < hyperparameters.length; i += 2) {
            map.put(hyperparameters[i], hyperparameters[i + 1]);
        }
        int[] rows = IntStream.range(0, features[0].length).toArray();
        return KMeans.cluster(
                features, rows, KMeansParameters.parse(map), seed, Deadline.after(60), done -> assertThat(done)
                        .isBetween(0.0, 1.0));
    }

    private static float[][] scaled(Frame frame, List<String> names) {
        float[][] features = new float[names.size()][frame.rows()];
        for (int feature = 0; feature < features.length; feature++) {
            double[] values = Arrays.copyOf(frame.numbers(frame.indexOf(names.get(feature))), frame.rows());
            double mean = Arrays.stream(values).average().orElseThrow();
            double deviation = Math.sqrt(Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElseThrow());
            for (int row = 0; row < values.length; row++) {
                features[feature][row] = (float) ((values[row] - mean) / deviation);
            }
        }
        return features;
    }

    private static int[] assigned(float[][] features, KMeans.Clusters clusters) {
        Centroids centroids = new Centroids(clusters.centers());
        int rows = features[0].length;
        float[][] margins = new float[centroids.outputs()][rows];
        centroids.margins(features, rows, margins);
        int[] assigned = new int[rows];
        for (int row = 0; row < rows; row++) {
            for (int cluster = 1; cluster < margins.length; cluster++) {
                if (margins[cluster][row] > margins[assigned[row]][row]) {
                    assigned[row] = cluster;
                }
            }
        }
        return assigned;
    }

    /** Hubert and Arabie, "Comparing partitions", Journal of Classification, 1985. */
    private static double adjustedRand(double[] truth, int[] found) {
        Map<List<Integer>, Integer> both = new HashMap<>();
        Map<Integer, Integer> left = new HashMap<>();
        Map<Integer, Integer> right = new HashMap<>();
        for (int row = 0; row < found.length; row++) {
            both.merge(List.of((int) truth[row], found[row]), 1, Integer::sum);
            left.merge((int) truth[row], 1, Integer::sum);
            right.merge(found[row], 1, Integer::sum);
        }
        double index = pairs(both);
        double expected = pairs(left) * pairs(right) / (found.length * (found.length - 1.0) / 2);
        return (index - expected) / ((pairs(left) + pairs(right)) / 2 - expected);
    }

    private static double pairs(Map<?, Integer> counts) {
        return counts.values().stream()
                .mapToDouble(count -> count * (count - 1.0) / 2)
                .sum();
    }

    /** Issue 4: at least as good as scikit-learn's k-means on scaled wheat seeds, adjusted Rand 0.773. */
    @Test
    void findsTheVarietiesOfWheatSeeds() {
        Frame frame = OpenData.load("wheat_seeds");
        float[][] features = scaled(frame, SEED_SHAPES);
        double[] variety = frame.numbers(frame.indexOf("variety"));
        for (long seed = 0; seed < 5; seed++) {
            KMeans.Clusters clusters = cluster(features, seed, "K", "3");
            assertThat(adjustedRand(variety, assigned(features, clusters))).isGreaterThanOrEqualTo(0.773);
        }
    }

    /** The mean squared distances that scikit-learn's KMeans reaches with ten starts on the same columns. */
    @Test
    void isAsCloseAsTenStartsOfLloydsMethod() {
        Frame frame = OpenData.load("california_housing");
        float[][] features = scaled(frame, List.of("median_income", "latitude", "longitude"));
        double[] tenStarts = {1.301404, 0.919910, 0.704819, 0.573567, 0.486386};
        for (int k = 2; k <= 6; k++) {
            KMeans.Clusters clusters = cluster(features, 0, "K", Integer.toString(k));
            assertThat(clusters.squaredDistances() / frame.rows()).isLessThan(tenStarts[k - 2] * 1.01);
        }
        int[] sizes = new int[2];
        for (int cluster : assigned(features, cluster(features, 0, "K", "2"))) {
            sizes[cluster]++;
        }
        assertThat(sizes[0]).as("largest first").isCloseTo(11_936, within(100));
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        float[][] features = scaled(OpenData.load("wheat_seeds"), SEED_SHAPES);
        String[] small = {"K", "5", "mini_batch_size", "50", "epochs", "3", "half_life_time_size", "100"};
        assertThat(cluster(features, 3, small).centers())
                .isDeepEqualTo(cluster(features, 3, small).centers());
    }

    @Test
    void manyClustersManyCopiesAndOneCluster() {
        float[][] copies = {new float[600], new float[600]};
        Arrays.fill(copies[0], 0, 300, 7);
        KMeans.Clusters three = cluster(copies, 0, "K", "3");
        assertThat(three.squaredDistances()).isZero();
        assertThat(three.centers()).hasDimensions(3, 2);
        assertThat(cluster(copies, 0, "K", "600", "extra_center_factor", "4").squaredDistances())
                .isZero();
        KMeans.Clusters one = cluster(copies, 0, "K", "1", "init_method", "kmeans++");
        assertThat(one.centers()[0]).containsExactly(3.5, 0);
        assertThat(one.squaredDistances()).isCloseTo(600 * 3.5 * 3.5, within(1e-6));
    }

    /** E16 and E29. */
    @Test
    void refusesWrongHyperparameters() {
        assertRefused(Map.of(), "needs the hyperparameter K");
        assertRefused(Map.of("K", "0"), "k cannot be '0'");
        assertRefused(Map.of("K", "3", "init_method", "best"), "init_method cannot be 'best'");
        assertRefused(Map.of("K", "3", "extra_center_factor", "many"), "extra_center_factor cannot be 'many'");
        assertRefused(Map.of("K", "3", "eval_metrics", "[\"rand\"]"), "eval_metrics cannot be");
        assertRefused(Map.of("K", "3", "epoch", "2"), "'epoch' is not known");
        assertThat(KMeansParameters.parse(Map.of("K", "3", "EVAL_METRICS", "[\"msd\", \"ssd\"]"))
                        .reportsSum())
                .isTrue();
        assertThat(KMeansParameters.parse(Map.of("K", "3", "local_lloyd_num_trials", "auto"))
                        .trials())
                .isEmpty();
    }

    private static void assertRefused(Map<String, String> hyperparameters, String message) {
        assertThatThrownBy(() -> KMeansParameters.parse(hyperparameters))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(message);
    }
}
