package io.auspex.model.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MlpPredictorTest {
    private static float[] floats(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static MlpPredictor net(Random random) {
        return new MlpPredictor(
                new InputScale(new int[] {0, 2}, new double[] {10, -1}, new double[] {2, 0.5}),
                List.of(new CodeEmbedding(1, 3, floats(random, 4 * 3))),
                List.of(
                        new DenseLayer(floats(random, 5 * 7), floats(random, 7)),
                        new DenseLayer(floats(random, 7 * 6), floats(random, 6)),
                        new DenseLayer(floats(random, 6 * 2), floats(random, 2))));
    }

    /** The definition, one row at a time in double arithmetic. */
    private static double[] margins(MlpPredictor net, float first, float code, float third) {
        double[] inputs = new double[5];
        double[] plain = {first, third};
        for (int i = 0; i < 2; i++) {
            double z = (plain[i] - net.scale().centers()[i]) / net.scale().scales()[i];
            inputs[i] = Double.isNaN(z) ? 0 : z / Math.sqrt(1 + z * z / 9);
        }
        int row = code == 0 || code == 1 || code == 2 ? (int) code : 3;
        for (int i = 0; i < 3; i++) {
            inputs[2 + i] = net.embeddings().get(0).vectors()[row * 3 + i];
        }
        for (int layer = 0; layer < net.layers().size(); layer++) {
            DenseLayer dense = net.layers().get(layer);
            double[] units = new double[dense.units()];
            for (int unit = 0; unit < units.length; unit++) {
                units[unit] = dense.biases()[unit];
                for (int i = 0; i < inputs.length; i++) {
                    units[unit] += dense.weights()[unit * inputs.length + i] * inputs[i];
                }
                if (layer + 1 < net.layers().size()) {
                    units[unit] = Math.max(0, units[unit]);
                }
            }
            inputs = units;
        }
        return inputs;
    }

    @Test
    void givesWhatTheDefinitionSaysAlsoForMissingAndUnseen() {
        Random random = new Random(1);
        MlpPredictor net = net(random);
        int rows = 300;
        float[][] features = new float[3][rows];
        for (int row = 0; row < rows; row++) {
            features[0][row] = row % 7 == 0 ? Float.NaN : (float) (10 + 4 * random.nextGaussian());
            features[1][row] = row % 5 == 0 ? Float.NaN : random.nextInt(6) - 1;
            features[2][row] = row % 11 == 0 ? 1e30f : (float) random.nextGaussian();
        }
        float[][] margins = new float[2][rows];
        net.margins(features, rows, margins);
        for (int row = 0; row < rows; row++) {
            double[] expected = margins(net, features[0][row], features[1][row], features[2][row]);
            assertThat(margins[0][row]).isCloseTo((float) expected[0], within(1e-4f));
            assertThat(margins[1][row]).isCloseTo((float) expected[1], within(1e-4f));
        }
    }

    @Test
    void overflowNeverBecomesNaN() {
        float[] huge = {3e38f, -3e38f, 3e38f, 3e38f};
        MlpPredictor net = new MlpPredictor(
                new InputScale(new int[] {0, 1}, new double[2], new double[] {1e-300, 1}),
                List.of(),
                List.of(
                        new DenseLayer(huge, new float[] {3e38f, 3e38f}),
                        new DenseLayer(new float[] {3e38f, -3e38f}, new float[] {0})));
        float[][] margins = new float[1][3];
        net.margins(new float[][] {{3e38f, -1, Float.NaN}, {-3e38f, 2, Float.POSITIVE_INFINITY}}, 3, margins);
        for (float margin : margins[0]) {
            assertThat(Float.isFinite(margin)).isTrue();
        }
    }

    @Test
    void refusesWhatIsNoNet() {
        InputScale scale = new InputScale(new int[] {0}, new double[1], new double[] {1});
        DenseLayer layer = new DenseLayer(new float[2], new float[2]);
        assertThatThrownBy(() -> new DenseLayer(new float[] {Float.NaN}, new float[1]))
                .hasMessage("Weight 0 is NaN, not a finite number");
        assertThatThrownBy(() -> new DenseLayer(new float[3], new float[2])).hasMessageContaining("3 weights");
        assertThatThrownBy(() -> new InputScale(new int[] {0}, new double[1], new double[1]))
                .hasMessage("Scale 0 is 0.0, not positive");
        assertThatThrownBy(() -> new InputScale(new int[] {1, 1}, new double[2], new double[] {1, 1}))
                .hasMessageContaining("index 1");
        assertThatThrownBy(() -> new MlpPredictor(scale, List.of(), List.of())).hasMessageContaining("one layer");
        assertThatThrownBy(() -> new MlpPredictor(scale, List.of(), List.of(layer, layer)))
                .hasMessage("Layer 1 takes 1 inputs, but there are 2");
        assertThatThrownBy(
                        () -> new MlpPredictor(scale, List.of(new CodeEmbedding(0, 1, new float[2])), List.of(layer)))
                .hasMessageContaining("feature 0");
    }
}
