package io.auspex.learn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auspex.learn.loss.ClassLoss;
import io.auspex.learn.loss.NumberLoss;
import io.auspex.learn.loss.RowLoss;
import io.auspex.model.predict.InputScale;
import io.auspex.model.predict.MlpPredictor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final int ROWS = 24;
    /** The rows so many times are a batch whose biased variance is nearly the unbiased one that predicting uses. */
    private static final int OFTEN = 20;

    private static final int PLAIN = 3;
    private static final int CODES = 4;

    private final SplittableRandom random = new SplittableRandom(7);
    private final float[][] plain = new float[PLAIN][ROWS];
    private final int[][] codes = new int[1][ROWS];
    private final int[] rows = IntStream.range(0, ROWS).toArray();

    NetworkTest() {
        for (int row = 0; row < ROWS; row++) {
            for (float[] input : plain) {
                // Within what a scaled input can be.
                input[row] = (float) Math.max(-2.5, Math.min(2.5, random.nextGaussian()));
            }
            codes[0][row] = random.nextInt(CODES + 1);
        }
    }

    private Network network(int outputs, RowLoss loss) {
        Network network = new Network(
                new Architecture(PLAIN, List.of(CODES), List.of(2), List.of(6, 5), outputs),
                loss,
                0,
                OFTEN * ROWS,
                1,
                3);
        for (Parameters each : network.parameters()) {
            for (int i = 0; i < each.values.length; i++) {
                each.values[i] += (float) (0.3 * random.nextGaussian());
            }
        }
        return network;
    }

    /** Issue 4 point 2: what goes backward is the slope of what goes forward. */
    @Test
    void gradientsAreTheNumericalOnes() {
        double[] numbers = random.doubles(ROWS, -2, 2).toArray();
        double[] two = IntStream.range(0, ROWS).mapToDouble(row -> row % 2).toArray();
        double[] three = IntStream.range(0, ROWS).mapToDouble(row -> row % 3).toArray();
        compare(network(1, new NumberLoss.Squared()), numbers);
        compare(network(1, ClassLoss.LOGISTIC), two);
        compare(network(3, ClassLoss.SOFTMAX), three);
    }

    private void compare(Network network, double[] truth) {
        network.gradient(plain, codes, truth, null, rows, 0, ROWS);
        List<float[]> gradients =
                network.parameters().stream().map(each -> each.gradient.clone()).toList();
        for (int at = 0; at < gradients.size(); at++) {
            Parameters each = network.parameters().get(at);
            float[] analytic = gradients.get(at);
            double product = 0;
            double ofAnalytic = 0;
            double ofNumerical = 0;
            for (int i = 0; i < analytic.length; i++) {
                double numerical = slope(network, each, i, truth);
                assertThat((double) analytic[i]).isCloseTo(numerical, within(0.02));
                product += analytic[i] * numerical;
                ofAnalytic += (double) analytic[i] * analytic[i];
                ofNumerical += numerical * numerical;
            }
            assertThat(product / Math.sqrt(ofAnalytic * ofNumerical)).isGreaterThan(0.999);
        }
    }

    private double slope(Network network, Parameters parameters, int index, double[] truth) {
        float before = parameters.values[index];
        float distance = 2e-3f;
        parameters.values[index] = before + distance;
        double above = network.gradient(plain, codes, truth, null, rows, 0, ROWS);
        parameters.values[index] = before - distance;
        double below = network.gradient(plain, codes, truth, null, rows, 0, ROWS);
        parameters.values[index] = before;
        return (above - below) / (2 * distance);
    }

    /** Issue 4 point 2: batch normalisation is folded into the weights of what is exported. */
    @Test
    void thePredictorSaysWhatTheNetSays() {
        Network network = network(1, new NumberLoss.Squared());
        int[] often = IntStream.range(0, OFTEN * ROWS).map(row -> row % ROWS).toArray();
        for (int step = 0; step < 400; step++) {
            network.learn(plain, codes, new double[ROWS], null, often, 0, often.length, 0, 0);
        }
        InputScale none = new InputScale(new int[] {0, 1, 2}, new double[PLAIN], new double[] {1e6, 1e6, 1e6});
        MlpPredictor predictor = network.predictor(none, List.of(3), 1, 0);
        float[][] features = new float[PLAIN + 1][ROWS];
        for (int row = 0; row < ROWS; row++) {
            for (int input = 0; input < PLAIN; input++) {
                features[input][row] = 1e6f * plain[input][row] / (float) Math.sqrt(1 - square(plain[input][row] / 3));
            }
            features[PLAIN][row] = codes[0][row] == CODES ? Float.NaN : codes[0][row];
        }
        float[][] margins = new float[1][ROWS];
        predictor.margins(features, ROWS, margins);
        double sum = 0;
        for (float margin : margins[0]) {
            sum += margin * margin / 2.0;
        }
        double inTraining = network.gradient(plain, codes, new double[ROWS], null, often, 0, often.length);
        assertThat(sum / ROWS).isCloseTo(inTraining, within(0.01 * inTraining));
    }

    /** The last layer is its weights, so that its average can be reckoned from outside. */
    @Test
    void predictsWithWeightsAveragedOverTheNewestSteps() {
        double averagedSteps = 20;
        Architecture shape = new Architecture(PLAIN, List.of(), List.of(), List.of(6, 5), 3);
        Network newest = new Network(shape, ClassLoss.SOFTMAX, 0.1, ROWS, 1, 3);
        Network averaged = new Network(shape, ClassLoss.SOFTMAX, 0.1, ROWS, averagedSteps, 3);
        double[] truth = IntStream.range(0, ROWS).mapToDouble(row -> row % 3).toArray();
        double[] expected = new double[15];
        for (int step = 1; step <= 100; step++) {
            newest.learn(plain, new int[0][], truth, null, rows, 0, ROWS, 0.05, 0.01);
            averaged.learn(plain, new int[0][], truth, null, rows, 0, ROWS, 0.05, 0.01);
            float[] weights = lastWeights(newest);
            double share = Math.max(1 / averagedSteps, 9.0 / (8 + step));
            for (int i = 0; i < expected.length; i++) {
                expected[i] += share * (weights[i] - expected[i]);
            }
        }
        float[] reached = lastWeights(averaged);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) reached[i]).isCloseTo(expected[i], within(1e-4));
        }
        assertThat(reached).isNotEqualTo(lastWeights(newest));
        assertThat(newest.parameters())
                .as("copied where nothing is averaged")
                .allMatch(each -> each.averages() == each.values);
    }

    private static float[] lastWeights(Network network) {
        InputScale none = new InputScale(new int[] {0, 1, 2}, new double[PLAIN], new double[] {1, 1, 1});
        return network.predictor(none, List.of(), 1, 0).layers().get(2).weights();
    }

    private static float square(float value) {
        return value * value;
    }
}
