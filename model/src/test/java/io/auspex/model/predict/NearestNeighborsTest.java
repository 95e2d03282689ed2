package io.auspex.model.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestNeighborsTest {
    private static InputScale scale(int features) {
        double[] ones = new double[features];
        Arrays.fill(ones, 1);
        return new InputScale(IntStream.range(0, features).toArray(), new double[features], ones);
    }

    private static float[][] points(int features, int count, int steps, long seed) {
        Random random = new Random(seed);
        float[][] points = new float[features][count];
        for (float[] column : points) {
            for (int point = 0; point < count; point++) {
                column[point] = (random.nextInt(2 * steps + 1) - steps) / (float) steps;
            }
        }
        return points;
    }

    /** More points than a block and rows than a tile, with many at the same distance, against sorting all points. */
    @Test
    void answersLikeAllPointsSorted() {
        int count = 1300;
        float[][] points = points(2, count, 6, 1);
        double[] targets = new double[count];
        double[] weights = new double[count];
        for (int point = 0; point < count; point++) {
            targets[point] = point % 3;
            weights[point] = 1 + point % 5;
        }
        float[][] rows = points(2, 70, 9, 2);
        rows[0][3] = Float.NaN;
        rows[1][4] = Float.POSITIVE_INFINITY;
        InputScale scale = scale(2);
        NearestNeighbors numbers = new NearestNeighbors(scale, points, targets, weights, 0, 20);
        NearestNeighbors classes = new NearestNeighbors(scale, points, targets, weights, 3, 20);
        float[][] values = new float[1][70];
        float[][] probabilities = new float[3][70];
        numbers.margins(rows, 70, values);
        classes.margins(rows, 70, probabilities);
        float[][] scaled = new float[2][70];
        scale.apply(0, rows[0], 0, 70, scaled[0]);
        scale.apply(1, rows[1], 0, 70, scaled[1]);
        double all = Arrays.stream(weights).sum();
        for (int row = 0; row < 70; row++) {
            float[] squares = new float[count];
            for (int point = 0; point < count; point++) {
                float first = scaled[0][row] - points[0][point];
                float second = scaled[1][row] - points[1][point];
                squares[point] = first * first + second * second;
            }
            int[] nearest = IntStream.range(0, count)
                    .boxed()
                    .sorted(Comparator.comparingDouble(point -> squares[point]))
                    .limit(20)
                    .mapToInt(Integer::intValue)
                    .toArray();
            double farthest = Math.sqrt(squares[nearest[19]]);
            double[] votes = new double[3];
            for (int point : nearest) {
                votes[point % 3] += weights[point] / (Math.sqrt(squares[point]) + 0.001 * farthest);
            }
            double total = votes[0] + votes[1] + votes[2];
            assertThat((double) values[0][row]).isCloseTo((votes[1] + 2 * votes[2]) / total, within(1e-5));
            double common = 1 / (1.001 * farthest);
            for (int each = 0; each < 3; each++) {
                int member = each;
                double share = IntStream.range(0, count)
                                .filter(point -> point % 3 == member)
                                .mapToDouble(point -> weights[point])
                                .sum()
                        / all;
                assertThat((double) probabilities[each][row])
                        .isCloseTo((votes[each] + common * share) / (total + common), within(1e-5));
            }
        }
    }

    /** All neighbours where the row is: each counts one, and so does the common share. */
    @Test
    void copiesOfTheRowCountTheSame() {
        float[][] points = {{2, 2, 2, 2, 5}};
        double[] targets = {1, 1, 1, 0, 0};
        NearestNeighbors two = new NearestNeighbors(scale(1), points, targets, new double[0], 2, 4);
        float bent = (float) (2 / Math.sqrt(1 - 4.0 / 9));
        float[][] margins = new float[1][1];
        two.margins(new float[][] {{bent}}, 1, margins);
        assertThat(margins[0][0]).isCloseTo((3 + 0.6f) / 5, within(1e-3f));
        assertThat(two.outputs()).isEqualTo(1);
    }

    @Test
    void severalCountsAtOnceAreTheSameAsEachAlone() {
        float[][] points = points(3, 200, 1000, 3);
        double[] targets = new double[200];
        Arrays.setAll(targets, point -> Math.sin(point));
        NearestNeighbors neighbors = new NearestNeighbors(scale(3), points, targets, new double[0], 0, 1);
        float[][] rows = points(3, 40, 1000, 4);
        int[] counts = {1, 7, 500};
        float[][][] together = new float[3][1][40];
        neighbors.margins(rows, 40, counts, together);
        for (int i = 0; i < 3; i++) {
            float[][] alone = new float[1][40];
            neighbors.withNeighbors(counts[i]).margins(rows, 40, alone);
            assertThat(alone).isDeepEqualTo(together[i]);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        double[] none = new double[0];
        float[][] two = {{1, 2}};
        assertThatThrownBy(() -> new NearestNeighbors(scale(1), two, new double[] {0, 2}, none, 2, 1))
                .hasMessageContaining("class 2.0 of 2");
        assertThatThrownBy(() -> new NearestNeighbors(scale(1), two, new double[] {0, 1}, none, 0, 0))
                .hasMessageContaining("0 neighbours");
        assertThatThrownBy(() -> new NearestNeighbors(scale(1), two, new double[] {0}, none, 0, 1))
                .hasMessageContaining("2 coordinates");
        assertThatThrownBy(() -> new NearestNeighbors(scale(2), two, new double[] {0, 1}, none, 0, 1))
                .hasMessageContaining("scale");
        assertThatThrownBy(() ->
                        new NearestNeighbors(scale(1), new float[][] {{1, Float.NaN}}, new double[] {0, 1}, none, 0, 1))
                .hasMessageContaining("Coordinate 1");
        assertThatThrownBy(() -> new NearestNeighbors(scale(1), two, new double[] {0, 1}, new double[] {1, 0}, 0, 1))
                .hasMessageContaining("weight");
    }
}
